//! A filler's return.

use super::{Layout, ReturnId, ReturnState, RoundId, RoundRow};
use chrono::NaiveDate;
use kernel::id::{OrgId, UserId};
use kernel::problem::FieldProblem;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use store::{FromRow, Row, StoreError};
use utoipa::{IntoParams, ToSchema};

/// One row of cells.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportFilledRow)]
pub struct FilledRow {
    /// Key: `1`, the key of the fixed row, or one the filler chose for a free row.
    pub key: String,
    /// Values by column: a number, a text (also dates and choices), true or false, null.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub cells: Map<String, Value>,
}

/// What the ledger says of a cell, with its time and definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportLedgerValue)]
pub struct LedgerValue {
    /// The figure.
    pub value: f64,
    /// When it was computed.
    pub at: Timestamp,
    /// What was counted, in words.
    pub definition: String,
    /// Address of the list with the rows behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A return in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportReturnRow)]
pub struct ReturnRow {
    /// Id.
    #[schema(value_type = String)]
    pub id: ReturnId,
    /// Round.
    #[schema(value_type = String)]
    pub round_id: RoundId,
    /// Title of the table.
    pub title: String,
    /// The period, in words.
    pub period: String,
    /// Organisation that asks.
    pub asker: String,
    /// Who fills.
    pub filler: String,
    /// Region of the filler.
    #[schema(value_type = String)]
    pub region: RegionCode,
    /// Return it adds up into.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub parent_id: Option<ReturnId>,
    /// State.
    pub state: ReturnState,
    /// State in words.
    pub state_name: String,
    /// Last moment to hand in.
    pub cutoff_at: Timestamp,
    /// Whether the cut-off has passed and it is not handed in, or it was handed in after it.
    pub overdue: bool,
    /// Handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<Timestamp>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_by: Option<String>,
    /// Why it was sent back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned_reason: Option<String>,
    /// How often it was chased.
    pub chased: i64,
    /// Last chased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chased_at: Option<Timestamp>,
    /// Version.
    pub version: i64,
}

/// Which returns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ReturnFilter {
    /// State.
    #[param(value_type = Option<String>)]
    pub state: Option<ReturnState>,
    /// Only those the caller's own posts fill.
    pub mine: Option<bool>,
    /// Only those not handed in.
    pub open: Option<bool>,
    /// Round.
    #[param(value_type = Option<String>)]
    pub round: Option<RoundId>,
}

/// What the caller may do with a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = ReportReturnMay)]
pub struct May {
    /// Fill and hand in.
    pub fill: bool,
    /// Look a second time.
    pub review: bool,
    /// Send back.
    pub send_back: bool,
    /// Send on to the regions below.
    pub split: bool,
}

/// The regions below of a return, added up.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = ReportChildrenSum)]
pub struct ChildrenSum {
    /// Returns handed in.
    pub done: i64,
    /// Returns in all.
    pub all: i64,
    /// Sums by `row/column`, of those handed in.
    pub values: BTreeMap<String, f64>,
    /// Free rows of those handed in, one after the other.
    pub rows: Vec<FilledRow>,
    /// Who has not handed in.
    pub missing: Vec<String>,
}

/// One change of one cell.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportCellChange)]
pub struct CellChange {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Row.
    pub row: String,
    /// Column.
    pub column: String,
    /// Before, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// After, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Why it differs from the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `page`, `paste`, `workbook`, `ledger`.
    pub source: String,
}

/// Something that happened to a return or its round.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportEvent)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What, in words.
    pub action: String,
    /// Reason or remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A return with its cells.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportReturn)]
pub struct ReturnDetail {
    /// As in the list.
    #[serde(flatten)]
    pub row: ReturnRow,
    /// The round.
    pub round: RoundRow,
    /// What is asked; of a 补采 only the columns wanted.
    pub layout: Layout,
    /// What the filler is told.
    pub notes: Vec<String>,
    /// Rows.
    pub rows: Vec<FilledRow>,
    /// What the ledger says, by `row/column`.
    pub ledger: BTreeMap<String, LedgerValue>,
    /// Why cells differ, by `row/column`.
    pub reasons: BTreeMap<String, String>,
    /// What is still wrong; pointers are `/rows/{index}/cells/{column}`.
    pub faults: Vec<FieldProblem>,
    /// Returns of the regions below.
    pub children: Vec<ReturnRow>,
    /// Their sums.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children_sum: Option<ChildrenSum>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// What the caller may do.
    pub may: May,
    /// Why not, when the caller may nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<String>,
}

/// What became of an uploaded workbook.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportWorkbookAnswer)]
pub struct WorkbookAnswer {
    /// Whether its cells were saved.
    pub saved: bool,
    /// Rows read.
    pub rows: i64,
    /// What is wrong, with the place in the sheet in words.
    pub faults: Vec<FieldProblem>,
    /// The workbook with marked cells, base64, when something is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked: Option<String>,
    /// Version of the return now.
    pub version: i64,
}

/// A stored return with what lists need of its round.
#[derive(Debug, Clone)]
pub(crate) struct ReturnRecord {
    pub(crate) id: ReturnId,
    pub(crate) round_id: RoundId,
    pub(crate) parent_id: Option<ReturnId>,
    pub(crate) region: RegionCode,
    pub(crate) org: Option<OrgId>,
    pub(crate) filler: String,
    pub(crate) state: ReturnState,
    pub(crate) rows: Vec<FilledRow>,
    pub(crate) ledger: BTreeMap<String, LedgerValue>,
    pub(crate) reasons: BTreeMap<String, String>,
    pub(crate) submitted_user: Option<UserId>,
    pub(crate) submitted_by: Option<String>,
    pub(crate) submitted_at: Option<Timestamp>,
    pub(crate) returned_reason: Option<String>,
    pub(crate) chased: i64,
    pub(crate) chased_at: Option<Timestamp>,
    pub(crate) cutoff_at: Timestamp,
    pub(crate) version: i64,
    pub(crate) title: String,
    pub(crate) period: String,
    pub(crate) asker: String,
    pub(crate) round_region: RegionCode,
    pub(crate) round_org: OrgId,
    pub(crate) from_date: NaiveDate,
    pub(crate) to_date: NaiveDate,
}

impl FromRow for ReturnRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let state = row.text("state")?;
        Ok(Self {
            id: row.id("id")?,
            round_id: row.id("round_id")?,
            parent_id: row.opt_id("parent_id")?,
            region: row.region("region_code")?,
            org: row.opt_id("org_id")?,
            filler: row.text("filler")?,
            state: ReturnState::from_code(&state)
                .ok_or_else(|| StoreError::Shape { column: "state".into(), reason: state })?,
            rows: row.json("cells")?,
            ledger: row.json("ledger")?,
            reasons: row.json("reasons")?,
            submitted_user: row.opt_id("submitted_user")?,
            submitted_by: row.opt_text("submitted_by")?,
            submitted_at: row.opt_time("submitted_at")?,
            returned_reason: row.opt_text("returned_reason")?,
            chased: row.int("chased")?,
            chased_at: row.opt_time("chased_at")?,
            cutoff_at: row.time("cutoff_at")?,
            version: row.int("version")?,
            title: row.text("title")?,
            period: row.text("period_name")?,
            asker: row.text("asker_name")?,
            round_region: row.region("round_region")?,
            round_org: row.id("asker_org")?,
            from_date: row.date("from_date")?,
            to_date: row.date("to_date")?,
        })
    }
}

impl ReturnRecord {
    /// As lists show it at an instant.
    pub(crate) fn row(&self, now: Timestamp) -> ReturnRow {
        let by = match self.state {
            ReturnState::Done | ReturnState::Review => self.submitted_at.unwrap_or(now),
            _ => now,
        };
        ReturnRow {
            id: self.id,
            round_id: self.round_id,
            title: self.title.clone(),
            period: self.period.clone(),
            asker: self.asker.clone(),
            filler: self.filler.clone(),
            region: self.region,
            parent_id: self.parent_id,
            state: self.state,
            state_name: self.state.name().to_owned(),
            cutoff_at: self.cutoff_at,
            overdue: by > self.cutoff_at,
            submitted_at: self.submitted_at,
            submitted_by: self.submitted_by.clone(),
            returned_reason: self.returned_reason.clone(),
            chased: self.chased,
            chased_at: self.chased_at,
            version: self.version,
        }
    }
}
