//! What comes in.

use super::{FilledRow, Layout, Period, ReturnId};
use chrono::NaiveDate;
use kernel::id::OrgId;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A new table.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = NewReportForm)]
pub struct NewForm {
    /// Title.
    pub title: String,
    /// How often.
    pub period: Period,
    /// Whether a second person looks (审核).
    #[serde(default)]
    pub review: bool,
    /// Keep it as a template.
    #[serde(default)]
    pub template: bool,
    /// What the filler is told.
    #[serde(default)]
    pub note: Option<String>,
    /// Columns and rows.
    pub layout: Layout,
}

/// A copy of a table, as a template or from one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = CopyReportForm)]
pub struct CopyForm {
    /// Title of the copy.
    pub title: String,
    /// Whether the copy is a template.
    #[serde(default)]
    pub template: bool,
}

/// A changed table. Before the first round the layout is replaced; after it a new one holds from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = NewReportLayout)]
pub struct NewLayout {
    /// Version of the table.
    pub version: i64,
    /// Title.
    #[serde(default)]
    pub title: Option<String>,
    /// What the filler is told.
    #[serde(default)]
    pub note: Option<String>,
    /// Whether a second person looks.
    #[serde(default)]
    pub review: Option<bool>,
    /// Columns and rows.
    pub layout: Layout,
    /// First day of periods it holds for; needed once a round was sent.
    #[serde(default)]
    pub from_date: Option<NaiveDate>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Who fills.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = ReportFillers)]
pub struct FillerChoice {
    /// Every region one level below the asker's.
    #[serde(default)]
    pub all_below: bool,
    /// Regions.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub regions: Vec<RegionCode>,
    /// Organisations.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub organisations: Vec<OrgId>,
    /// Whether the regions' returns are sent on to the regions below them at once (到镇).
    #[serde(default)]
    pub down: bool,
}

/// Sending a table for a period.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = SendReportRound)]
pub struct SendRound {
    /// A day of the period; the period is the week, month or quarter it lies in.
    pub day: NaiveDate,
    /// Last moment to hand in (截止).
    pub cutoff_at: Timestamp,
    /// Who fills.
    pub fillers: FillerChoice,
    /// What the filler is told.
    #[serde(default)]
    pub note: Option<String>,
}

/// Sending a return on to the regions below.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = SplitReportReturn)]
pub struct Split {
    /// Version.
    pub version: i64,
    /// Regions below; all when empty.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub regions: Vec<RegionCode>,
    /// Earlier cut-off for them.
    #[serde(default)]
    pub cutoff_at: Option<Timestamp>,
}

/// The cells of a return.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = SaveReportCells)]
pub struct SaveCells {
    /// Version the filler saw.
    pub version: i64,
    /// Rows; a row that is left out of free rows is taken out.
    pub rows: Vec<FilledRow>,
    /// Why a cell differs from the ledger, by `row/column` (差异说明).
    #[serde(default)]
    pub reasons: BTreeMap<String, String>,
    /// Where it comes from: `page` or `paste`.
    #[serde(default)]
    pub source: Option<String>,
}

/// Only the version one saw.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[schema(as = ReportVersioned)]
pub struct Versioned {
    /// Version.
    pub version: i64,
}

/// Sending a return back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = SendBackReportReturn)]
pub struct SendBack {
    /// Version.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// A reason.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = ReportReason)]
pub struct Reason {
    /// Version of the round.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// Whom to chase.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = ChaseReport)]
pub struct Chase {
    /// Returns; all that are not handed in when empty.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub returns: Vec<ReturnId>,
}

/// What chasing did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
#[schema(as = ReportChased)]
pub struct Chased {
    /// Returns chased.
    pub returns: i64,
    /// Posts told.
    pub posts: i64,
    /// Names of fillers no post answers for.
    pub unreached: Vec<String>,
    /// Text to paste into a chat (复制催办文字).
    pub text: String,
}

/// Asking the fillers of an earlier round for the columns it did not have (补采).
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = SupplementReport)]
pub struct Supplement {
    /// Columns; all that are missing when empty.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Last moment to hand in.
    pub cutoff_at: Timestamp,
    /// What the filler is told.
    #[serde(default)]
    pub note: Option<String>,
}
