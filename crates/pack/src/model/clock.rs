//! `clocks.toml`: statutory clocks (法定时限) with their legal basis.

use crate::lifecycle::{Certainty, ClockUnit};
use serde::{Deserialize, Serialize};

/// A time limit set by law. A lifecycle's clock refers to it with `source = "clocks.<code>"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatutoryClock {
    /// Code, for instance `reinspection`.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// What must be done within it.
    pub act: String,
    /// The event its first day is counted from; that day itself is not counted.
    pub from: String,
    /// Unit; never `date`.
    pub unit: ClockUnit,
    /// Length.
    pub amount: u32,
    /// Longest extension in the same unit.
    #[serde(default)]
    pub extension: Option<u32>,
    /// Who may extend and when.
    #[serde(default)]
    pub extension_note: Option<String>,
    /// Law and article in Chinese.
    pub basis: String,
    /// What was read to know the figure.
    pub source: String,
    /// How sure the figure is.
    pub certainty: Certainty,
}
