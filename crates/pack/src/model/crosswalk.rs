//! `crosswalk.toml`: where in the software each clause of the work points is met (要点对照表).

use serde::{Deserialize, Serialize};

/// One thing a clause asks for, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrosswalkRow {
    /// Code, unique in the table.
    pub code: String,
    /// Clause id of a work-points document.
    pub clause: String,
    /// What of the clause, in our own words.
    pub part: String,
    /// How far it is.
    pub status: BuildStatus,
    /// Name of the screen and its path, for instance `隐患与事项 /cases`.
    #[serde(default)]
    pub screen: Option<String>,
    /// Methods and paths below `/api/v1`, for instance `POST /cases/{id}/actions`.
    #[serde(default)]
    pub api: Vec<String>,
    /// Tests that prove it, as `crate::test_name`.
    #[serde(default)]
    pub tests: Vec<String>,
    /// What is missing, when it is partly built.
    #[serde(default)]
    pub missing: Option<String>,
}

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuildStatus {
    /// Built and tested.
    Built,
    /// A part of it is built; `missing` says what is not.
    Partial,
    /// Not built (未建).
    None,
}

impl BuildStatus {
    /// The word in the table.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Built => "已建",
            Self::Partial => "部分已建",
            Self::None => "未建",
        }
    }
}
