//! `duties.toml`: standing duties (职责) of governments, departments and units.

use crate::lifecycle::Certainty;
use serde::{Deserialize, Serialize};

/// One standing duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Code, for instance `87-13-2`.
    pub code: String,
    /// Who has it.
    pub tier: DutyTier,
    /// The actor as the instrument names it, in short.
    pub actor: String,
    /// The department it falls to today, a department code.
    #[serde(default)]
    pub department: Option<String>,
    /// The duty in our own words.
    pub text: String,
    /// How often it must be shown, as an ISO 8601 period (`P1Y`).
    #[serde(default)]
    pub period: Option<String>,
    /// Instrument and article in Chinese.
    pub basis: String,
    /// How sure the row is.
    pub certainty: Certainty,
}

/// Who has a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyTier {
    /// A leading post of a government.
    Leader,
    /// A government.
    Government,
    /// A department with approval powers.
    Approval,
    /// A department that supports.
    Support,
    /// A department of either sort.
    Department,
    /// An enterprise, institution or other unit.
    Unit,
}
