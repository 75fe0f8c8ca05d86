//! A round: one period's sending of a table.

use super::{Event, FormId, LayoutId, LayoutVersion, Period, ReturnRow, RoundId};
use chrono::NaiveDate;
use kernel::id::OrgId;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A round in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportRoundRow)]
pub struct RoundRow {
    /// Id.
    #[schema(value_type = String)]
    pub id: RoundId,
    /// Table.
    #[schema(value_type = String)]
    pub form_id: FormId,
    /// Title of the table.
    pub title: String,
    /// How often.
    pub period_kind: Period,
    /// The period, in words.
    pub period: String,
    /// First day of the period.
    pub from_date: NaiveDate,
    /// Last day of the period.
    pub to_date: NaiveDate,
    /// Last moment to hand in.
    pub cutoff_at: Timestamp,
    /// Organisation that asks.
    pub asker: String,
    /// Region of the asker.
    #[schema(value_type = String)]
    pub region: RegionCode,
    /// Whether the sum is locked.
    pub locked: bool,
    /// When it was locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Timestamp>,
    /// The round whose missing columns this one asks for (补采).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub supplement_of: Option<RoundId>,
    /// Fillers, those below other fillers apart.
    pub fillers: i64,
    /// Of which handed in.
    pub done: i64,
    /// Of which past the cut-off and not handed in.
    pub overdue: i64,
    /// Sent.
    pub sent_at: Timestamp,
    /// Version.
    pub version: i64,
}

/// Which rounds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct RoundFilter {
    /// Only those the caller's own office asks.
    pub mine: Option<bool>,
    /// Table.
    #[param(value_type = Option<String>)]
    pub form: Option<FormId>,
    /// Locked or not.
    pub locked: Option<bool>,
}

/// What the caller may do with a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = ReportRoundMay)]
pub struct RoundMay {
    /// Chase, send back, lock and unlock.
    pub manage: bool,
    /// See every return, and not only one's own.
    pub whole: bool,
}

/// A sum that was locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReportLock)]
pub struct Lock {
    /// Id.
    pub id: Uuid,
    /// Number, from 1.
    pub number: i64,
    /// When.
    pub locked_at: Timestamp,
    /// By whom.
    pub locked_by: String,
    /// Who was missing.
    pub missing: Vec<String>,
    /// SM3 of the workbook.
    pub digest: String,
    /// Unlocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlocked_at: Option<Timestamp>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlocked_by: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlock_reason: Option<String>,
}

/// The round as lists and pages name it.
pub type Round = RoundRow;

/// A round with its returns.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportRound)]
pub struct RoundDetail {
    /// As in the list.
    #[serde(flatten)]
    pub row: RoundRow,
    /// What the filler is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The layout that was sent.
    pub layout: LayoutVersion,
    /// Returns the caller may see, parents before their children.
    pub returns: Vec<ReturnRow>,
    /// Locks, newest first.
    pub locks: Vec<Lock>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// Columns of the newest layout this round does not have.
    pub lacking: Vec<String>,
    /// Rounds that asked for missing columns.
    pub supplements: Vec<RoundRow>,
    /// What the caller may do.
    pub may: RoundMay,
}

/// A stored round.
#[derive(Debug, Clone)]
pub(crate) struct RoundRecord {
    pub(crate) id: RoundId,
    pub(crate) form_id: FormId,
    pub(crate) layout_id: LayoutId,
    pub(crate) title: String,
    pub(crate) period_kind: Period,
    pub(crate) period_key: String,
    pub(crate) period: String,
    pub(crate) from_date: NaiveDate,
    pub(crate) to_date: NaiveDate,
    pub(crate) cutoff_at: Timestamp,
    pub(crate) note: Option<String>,
    pub(crate) supplement_of: Option<RoundId>,
    pub(crate) only: Option<Vec<String>>,
    pub(crate) review: bool,
    pub(crate) region: RegionCode,
    pub(crate) org: OrgId,
    pub(crate) asker: String,
    pub(crate) locked_at: Option<Timestamp>,
    pub(crate) sent_at: Timestamp,
    pub(crate) version: i64,
}

impl FromRow for RoundRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let period = row.text("period_kind")?;
        Ok(Self {
            id: row.id("id")?,
            form_id: row.id("form_id")?,
            layout_id: row.id("layout_id")?,
            title: row.text("title")?,
            period_kind: Period::from_code(&period)
                .ok_or_else(|| StoreError::Shape { column: "period_kind".into(), reason: period })?,
            period_key: row.text("period_key")?,
            period: row.text("period_name")?,
            from_date: row.date("from_date")?,
            to_date: row.date("to_date")?,
            cutoff_at: row.time("cutoff_at")?,
            note: row.opt_text("note")?,
            supplement_of: row.opt_id("supplement_of")?,
            only: row.opt_json("only_columns")?,
            review: row.bool("review")?,
            region: row.region("region_code")?,
            org: row.id("asker_org")?,
            asker: row.text("asker_name")?,
            locked_at: row.opt_time("locked_at")?,
            sent_at: row.time("sent_at")?,
            version: row.int("version")?,
        })
    }
}

impl RoundRecord {
    /// As lists show it, with its counts of fillers, done and overdue.
    pub(crate) fn row(&self, (fillers, done, overdue): (i64, i64, i64)) -> RoundRow {
        RoundRow {
            id: self.id,
            form_id: self.form_id,
            title: self.title.clone(),
            period_kind: self.period_kind,
            period: self.period.clone(),
            from_date: self.from_date,
            to_date: self.to_date,
            cutoff_at: self.cutoff_at,
            asker: self.asker.clone(),
            region: self.region,
            locked: self.locked_at.is_some(),
            locked_at: self.locked_at,
            supplement_of: self.supplement_of,
            fillers,
            done,
            overdue,
            sent_at: self.sent_at,
            version: self.version,
        }
    }
}
