//! A sum over returns, as a document of its own.

use super::{Column, ReturnId, ReturnState, RowsKind};
use chrono::NaiveDate;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What a line of a sum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportLineKind)]
pub enum LineKind {
    /// One row of one filler.
    Filler,
    /// One row of a filler below another.
    Child,
    /// The sum of a filler's rows.
    Subtotal,
    /// A fixed row over all fillers.
    Row,
    /// The sum over everything.
    Total,
}

/// A line of a sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportSumLine)]
pub struct SumLine {
    /// What it is.
    pub kind: LineKind,
    /// Who, or 合计.
    pub filler: String,
    /// Name of the row, for fixed and free rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// Values by column.
    #[schema(value_type = Object)]
    pub cells: Map<String, Value>,
    /// The return behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub return_id: Option<ReturnId>,
    /// Whether the return has been handed in; a line of one that has not is empty and not counted.
    pub counted: bool,
    /// Reasons for differences from the ledger, by column.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object)]
    pub reasons: Map<String, Value>,
}

/// Somebody who has not handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportMissing)]
pub struct Missing {
    /// Return.
    #[schema(value_type = String)]
    pub return_id: ReturnId,
    /// Who.
    pub filler: String,
    /// State.
    pub state: ReturnState,
    /// How often chased.
    pub chased: i64,
    /// Whether the filler stands below another.
    pub below: bool,
}

/// A column of a sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportSumColumn)]
pub struct SumColumn {
    /// The column.
    #[serde(flatten)]
    pub column: Column,
    /// Whether returns of this round were never asked for it.
    #[serde(default)]
    pub not_collected: bool,
}

/// A sum with everything needed to print it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportSum)]
pub struct SumDocument {
    /// Title of the table.
    pub title: String,
    /// The period, in words.
    pub period: String,
    /// First day of the period.
    pub from_date: NaiveDate,
    /// Last day of the period.
    pub to_date: NaiveDate,
    /// Organisation that asks.
    pub asker: String,
    /// Last moment to hand in.
    pub cutoff_at: Timestamp,
    /// When the sum was made.
    pub at: Timestamp,
    /// Number of the layout.
    pub layout: i64,
    /// What rows stand for.
    pub rows: RowsKind,
    /// Head of the column of rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_head: Option<String>,
    /// Columns.
    pub columns: Vec<SumColumn>,
    /// Lines.
    pub lines: Vec<SumLine>,
    /// Who has not handed in.
    pub missing: Vec<Missing>,
    /// Fillers, those below others apart.
    pub fillers: i64,
    /// Whether the caller sees only a part of the returns.
    pub partial: bool,
    /// Whether the data is made up.
    pub synthetic: bool,
    /// Locked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Timestamp>,
    /// Locked by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_by: Option<String>,
}
