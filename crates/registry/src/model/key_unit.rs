//! Key units (消防安全重点单位): what the standard suggests, and what was declared or determined.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was said about premises as a key unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    /// The unit filed itself (已申报).
    Declared,
    /// The fire authority determined it (已确定).
    Determined,
    /// It was one and is none any more (已取消).
    Removed,
}

impl KeyStatus {
    const ALL: [Self; 3] = [Self::Declared, Self::Determined, Self::Removed];

    /// Code, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Determined => "determined",
            Self::Removed => "removed",
        }
    }

    /// Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declared => "已申报",
            Self::Determined => "已确定",
            Self::Removed => "已取消",
        }
    }

    /// The status with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What was said, when, and on which paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyState {
    /// What was said; none when nobody said anything.
    pub status: Option<KeyStatus>,
    /// Day.
    pub on: Option<NaiveDate>,
    /// Number or name of the paper.
    pub paper: Option<String>,
}

/// A declaration, a determination or its end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyDecision {
    /// Version of the premises seen.
    pub version: i64,
    /// What is said.
    pub status: KeyStatus,
    /// Day of the declaration or decision, not in the future.
    pub on: NaiveDate,
    /// Number or name of the paper; required for a determination and its end.
    #[serde(default)]
    pub paper: Option<String>,
}

/// How one criterion of the standard turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = KeyOutcome)]
pub enum Outcome {
    /// The figure meets it.
    Met,
    /// The figure does not meet it.
    NotMet,
    /// The figure is not recorded.
    Unknown,
}

/// One criterion of the standard, held against the premises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = KeyCriterion)]
pub struct Criterion {
    /// Code of the figure in the pack.
    pub code: String,
    /// Name, for instance 重点单位：商店（商场）总建筑面积大于.
    pub name: String,
    /// The figure it is held against.
    pub limit: i64,
    /// Unit of the figure.
    pub unit: String,
    /// Name of the recorded figure, one of [`super::Measures`] or `area_m2`, `height_m`.
    pub measure: String,
    /// The recorded figure, whole units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// How it turned out.
    pub outcome: Outcome,
    /// Legal basis.
    pub basis: String,
    /// What was read to know the figure.
    pub source: String,
    /// Whether the figure was read in its source.
    pub verified: bool,
}

/// What the standard in force suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = KeySuggestion)]
pub enum Suggestion {
    /// A criterion is met.
    Yes,
    /// Every criterion for the kind is known and none is met.
    No,
    /// A figure is missing, or the standard as far as it was read says nothing of this kind.
    Unknown,
}

/// Whether premises are a key unit: suggestion and decision side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeyUnit {
    /// What was declared or determined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<KeyStatus>,
    /// Name of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_name: Option<String>,
    /// Day of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Paper of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// What the standard suggests; only the fire authority determines.
    pub suggestion: Suggestion,
    /// Criteria for the kind of premises.
    pub criteria: Vec<Criterion>,
    /// What remains unsaid, in words.
    pub note: String,
    /// Whether suggestion and decision disagree.
    pub differs: bool,
}
