//! A table that is asked for, and its layouts.

use super::{FormId, Layout, LayoutId, Period};
use chrono::NaiveDate;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A table in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportFormRow)]
pub struct FormRow {
    /// Id.
    #[schema(value_type = String)]
    pub id: FormId,
    /// Title.
    pub title: String,
    /// How often.
    pub period: Period,
    /// Whether a second person of the filler looks before it is handed in (审核).
    pub review: bool,
    /// Whether it is a template.
    pub template: bool,
    /// Region of the asker.
    #[schema(value_type = String)]
    pub region: RegionCode,
    /// Organisation that asks.
    pub asker: String,
    /// How many layouts it has had.
    pub layouts: i64,
    /// How many rounds were sent.
    pub rounds: i64,
    /// Made.
    pub created_at: Timestamp,
    /// Version.
    pub version: i64,
}

/// A layout and since when it holds.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportLayoutVersion)]
pub struct LayoutVersion {
    /// Id.
    #[schema(value_type = String)]
    pub id: LayoutId,
    /// Number, from 1.
    pub number: i64,
    /// First day of periods it holds for.
    pub from_date: NaiveDate,
    /// Columns and rows.
    pub layout: Layout,
    /// Why it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// By whom.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
}

/// A table with its layouts.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportForm)]
pub struct Form {
    /// As in the list.
    #[serde(flatten)]
    pub row: FormRow,
    /// What the filler is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Layouts, newest first.
    pub versions: Vec<LayoutVersion>,
    /// Whether the caller may change and send it.
    pub may_send: bool,
}
