//! `measures/*.toml`: packs of rectification measures (措施包) that a campaign hands out.

use crate::lifecycle::Certainty;
use serde::{Deserialize, Serialize};

/// A named set of measures. A set whose content is not known is shipped empty and unverified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasurePack {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Premises kinds it is for.
    #[serde(default)]
    pub premises_kinds: Vec<String>,
    /// Where the set comes from.
    pub source: String,
    /// How sure the set is.
    pub certainty: Certainty,
    /// What the user should know before using it.
    #[serde(default)]
    pub note: Option<String>,
    /// Measures.
    #[serde(default, rename = "measure")]
    pub measures: Vec<Measure>,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Code, unique in the set.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// When the measure counts as done, in our own words.
    pub acceptance: String,
    /// Whether the premises cannot be closed without it.
    #[serde(default)]
    pub mandatory: bool,
    /// What to attach, in Chinese.
    pub evidence: String,
}
