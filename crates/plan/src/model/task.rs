//! A proposed task as the API shows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One obligation of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TaskRecord {
    /// Node of the outline it stands in.
    pub clause: String,
    /// The words of the obligation.
    pub text: String,
    /// Departments that lead; none is a gap to be filled by people.
    pub lead: Vec<NamedDepartment>,
    /// Departments that support.
    pub support: Vec<NamedDepartment>,
    /// Dates, periods, cadences and awaited events.
    pub due: Vec<Due>,
    /// Counted targets.
    pub quantity: Vec<Quantity>,
    /// Share the action must reach.
    pub coverage: Option<Coverage>,
    /// Where the words stand.
    pub span: TaskSpan,
}

/// A department as a document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedDepartment {
    /// Name in force by the pack; none when the pack lacks it.
    pub name: Option<String>,
    /// The words in the document.
    pub raw: String,
}

/// When it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Due {
    /// `date`, `period`, `cadence` or `after`.
    pub kind: String,
    /// ISO date or period, `ongoing`, or the awaited thing; none where the year is unknown.
    pub value: Option<String>,
    /// The words in the document.
    pub raw: String,
    /// Day of a monthly cadence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    /// Time after the awaited thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// Whether that time is in working days.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub working: bool,
}

/// A counted target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Quantity {
    /// Least.
    #[serde(default)]
    pub min: Option<f64>,
    /// Most.
    #[serde(default)]
    pub max: Option<f64>,
    /// Unit in Chinese.
    pub unit: String,
    /// The words in the document.
    pub raw: String,
    /// Whether it is about so many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approx: bool,
}

/// A share to be reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    /// 1.0 for all.
    pub share: f64,
    /// The words in the document.
    pub raw: String,
}

/// Where a task's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskSpan {
    /// First and last source line, 1-based.
    pub lines: [u32; 2],
    /// First code point in the node's text, 0-based.
    pub from: usize,
    /// End in the node's text, exclusive.
    pub to: usize,
}
