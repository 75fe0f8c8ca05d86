//! `pack.toml`: what a pack is and what it builds on.

use serde::{Deserialize, Serialize};

/// The head of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Name, the same as the folder.
    pub name: String,
    /// Chinese title.
    pub title: String,
    /// Version, for instance `2024.1`. A running case is pinned to it.
    pub version: String,
    /// The pack this one builds on; its entries are replaced by code.
    #[serde(default)]
    pub extends: Option<String>,
    /// Invented data: every page shows a banner and every export carries a flag.
    #[serde(default)]
    pub synthetic: bool,
    /// What the pack covers, in Chinese.
    #[serde(default)]
    pub description: Option<String>,
    /// Code of the region the pack is for: 12 digits.
    #[serde(default)]
    pub region: Option<String>,
}
