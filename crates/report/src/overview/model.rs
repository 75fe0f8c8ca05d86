//! What the overview answers.

use casework::answer::CaseRow;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// The overview.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Overview {
    /// When the figures were taken.
    pub as_of: Timestamp,
    /// The figures, each with the list behind it.
    pub figures: Vec<Figure>,
    /// The same by region: the caller's own and those below, down to towns.
    pub regions: Vec<RegionFigures>,
    /// What is overdue, longest first.
    pub overdue: Vec<CaseRow>,
    /// The work points by section.
    pub plan: Vec<PlanSection>,
    /// Opened and closed by month, twelve months.
    pub trend: Vec<TrendMonth>,
}

/// How a figure is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Plain.
    Normal,
    /// Somebody must act.
    Danger,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    /// Code.
    pub code: String,
    /// Chinese label.
    pub label: String,
    /// Value.
    pub value: i64,
    /// Unit of measure.
    pub unit: String,
    /// Tone.
    pub tone: Tone,
    /// Page with the rows behind it.
    pub link: String,
}

/// Figures of a region.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegionFigures {
    /// Code.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Level.
    pub level: String,
    /// Region above.
    pub parent: Option<RegionCode>,
    /// Premises.
    pub premises: i64,
    /// Open cases.
    pub open: i64,
    /// Of which overdue.
    pub overdue: i64,
    /// Open major hazards.
    pub major: i64,
    /// Closed this year.
    pub closed_year: i64,
    /// Closed this year over closed this year and open, 0 to 1; none without any.
    pub close_rate: Option<f64>,
}

/// A section of the work points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanSection {
    /// Number.
    pub section: String,
    /// Heading.
    pub title: String,
    /// Clauses and items in it.
    pub clauses: u32,
    /// Of which the text is there.
    pub present: u32,
    /// Tasks.
    pub tasks: u32,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrendMonth {
    /// `YYYY-MM`.
    pub month: String,
    /// Opened.
    pub opened: i64,
    /// Closed.
    pub closed: i64,
}
