//! Rows of lists and trees.

use crate::model::Named;
use chrono::NaiveDate;
use kernel::id::CaseId;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A mark a case carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Day it was set.
    pub on: NaiveDate,
    /// Whether it stands for danger.
    pub danger: bool,
}

/// A region with its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionView {
    /// Code.
    pub code: RegionCode,
    /// Own name.
    pub name: String,
    /// Names from the city down, joined by `/`.
    pub path: String,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseRow {
    /// Id.
    pub id: CaseId,
    /// Number.
    pub number: String,
    /// Kind.
    pub kind: String,
    /// Name of the kind.
    pub kind_name: String,
    /// Title.
    pub title: String,
    /// State.
    pub state: String,
    /// Name of the state.
    pub state_name: String,
    /// Class of the state.
    pub state_class: String,
    /// Marks set.
    pub marks: Vec<MarkView>,
    /// Due day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
    /// Civil days until the due day, negative when it has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_in_days: Option<i64>,
    /// Whether the due day has passed.
    pub overdue: bool,
    /// Whether the due day rests on a year without holiday notice.
    pub provisional_due: bool,
    /// Premises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premises: Option<Named>,
    /// Unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Named>,
    /// Region.
    pub region: RegionView,
    /// Sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Name of the sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector_name: Option<String>,
    /// Opened.
    pub opened_at: Timestamp,
    /// Closed or voided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Whether it came closed out of an old ledger and was not verified here (历史销号·未核验).
    pub historical: bool,
    /// Version, to be sent back with an action.
    pub version: i64,
}

/// A region of the tree with what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TreeRow {
    /// Code.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Level: `city`, `county`, `town`, `village`.
    pub level: String,
    /// Region above, when it is in the tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<RegionCode>,
    /// Cases in it.
    pub count: i64,
    /// Of which overdue.
    pub overdue: i64,
}
