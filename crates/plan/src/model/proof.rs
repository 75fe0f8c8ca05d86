//! Reports of progress, their evidence, and what they come to.

use super::PlanTask;
use chrono::NaiveDate;
use kernel::id::PostId;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Said by the owner, proved to nobody (已报，未核实).
    Reported,
    /// Confirmed by a second person.
    Verified,
    /// Sent back with a reason.
    Returned,
}

impl ReportState {
    /// Word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Verified => "verified",
            Self::Returned => "returned",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Reported, Self::Verified, Self::Returned].into_iter().find(|state| state.code() == code)
    }
}

/// A file that proves a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanFile {
    /// Id.
    pub id: Uuid,
    /// Task.
    pub task_id: Uuid,
    /// Name given by the sender.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// SM3 of the bytes.
    pub sm3: String,
    /// Bytes.
    pub size: i64,
    /// When it came in.
    pub uploaded_at: Timestamp,
    /// Who sent it.
    pub uploader: String,
    /// Account that sent it.
    #[serde(skip)]
    pub uploaded_by: Option<Uuid>,
}

impl FromRow for PlanFile {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            task_id: row.uuid("task_id")?,
            name: row.text("name")?,
            media_type: row.text("media_type")?,
            sm3: row.text("sm3")?,
            size: row.int("size")?,
            uploaded_at: row.time("uploaded_at")?,
            uploader: row.text("uploader")?,
            uploaded_by: row.opt_id("uploaded_by")?,
        })
    }
}

/// A report of progress.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProgressReport {
    /// Id.
    pub id: Uuid,
    /// Task.
    pub task_id: Uuid,
    /// State.
    pub state: ReportState,
    /// Day it speaks of.
    pub on: NaiveDate,
    /// How much was done, in the unit of the target; 1 for a thing done.
    pub amount: f64,
    /// Of how many, for a share without a measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// What was done.
    pub words: String,
    /// Region of the reporting post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region_code: Option<RegionCode>,
    /// Post that reported.
    pub post_id: Option<PostId>,
    /// Its name and organisation then.
    pub post_name: String,
    /// Who reported.
    pub reporter: String,
    /// When.
    pub reported_at: Timestamp,
    /// Who verified or sent it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checker: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// What the checker said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_note: Option<String>,
    /// Version for changes.
    pub version: i64,
    /// Evidence.
    pub files: Vec<PlanFile>,
    /// Whether the caller may verify it.
    pub may_verify: bool,
    /// Ids of the evidence.
    #[serde(skip)]
    pub file_ids: Vec<Uuid>,
    /// Account that reported.
    #[serde(skip)]
    pub reporter_user: Option<Uuid>,
    /// Person that reported.
    #[serde(skip)]
    pub reporter_person: Option<Uuid>,
}

impl FromRow for ProgressReport {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let state = row.text("state")?;
        Ok(Self {
            id: row.uuid("id")?,
            task_id: row.uuid("task_id")?,
            state: ReportState::from_code(&state)
                .ok_or_else(|| StoreError::Shape { column: "state".into(), reason: state })?,
            on: row.date("on_date")?,
            amount: row.opt_real("amount")?.unwrap_or_default(),
            total: row.opt_real("total")?,
            words: row.text("words")?,
            region_code: row.opt_region("region_code")?,
            post_id: row.opt_id("post_id")?,
            post_name: row.text("post_name")?,
            reporter: row.text("reporter")?,
            reported_at: row.time("reported_at")?,
            checker: row.opt_text("checker")?,
            checked_at: row.opt_time("checked_at")?,
            check_note: row.opt_text("check_note")?,
            version: row.int("version")?,
            files: Vec::new(),
            may_verify: false,
            file_ids: row.json("files")?,
            reporter_user: row.opt_id("reporter_user")?,
            reporter_person: row.opt_id("reporter_person")?,
        })
    }
}

/// Where the figures of a task come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressBasis {
    /// Counted over the ledger.
    Measure,
    /// Sums of verified reports.
    Reports,
    /// Periods of a cadence that have a verified report.
    Periods,
    /// The case in which the document is made is closed.
    Document,
}

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Past its day and neither done nor reported.
    Overdue,
    /// Said to be done, not verified (已报，未核实).
    Reported,
    /// Under way.
    Doing,
    /// Nothing yet.
    Todo,
    /// Waits for something awaited.
    Waiting,
    /// Verified up to the target.
    Done,
}

/// Verified against target, with the rows behind it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Progress {
    /// Where the figures come from.
    pub basis: ProgressBasis,
    /// How it stands.
    pub standing: Standing,
    /// What is to be reached.
    pub target: f64,
    /// Unit; empty for a share.
    pub unit: String,
    /// Verified.
    pub verified: f64,
    /// Reported, not verified.
    pub reported: f64,
    /// What a share is taken of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// Verified against target, 0 to 1.
    pub share: f64,
    /// The same with what is only reported.
    pub reported_share: f64,
    /// Day it is due next; none while it waits or has no day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Day a finished task was finished: of the last verified report, or of the document's case. None for a figure of the
    /// ledger, which moves on with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_on: Option<NaiveDate>,
    /// What it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_for: Option<String>,
    /// Path of the list that shows the rows behind the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<String>,
    /// Why no figure could be had, when so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// One county's part of a figure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CountyShare {
    /// County.
    pub region_code: RegionCode,
    /// Name.
    pub name: String,
    /// Verified.
    pub verified: f64,
    /// Reported, not verified.
    pub reported: f64,
    /// What a share is taken of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// Path of the list that shows the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<String>,
}

/// A quarter against its milestone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QuarterShare {
    /// 1 to 4.
    pub quarter: u8,
    /// Last day.
    pub ends: NaiveDate,
    /// Milestone.
    pub wanted: f64,
    /// Verified by then, or today while the quarter runs.
    pub verified: f64,
    /// Whether it was reached; none while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
}

/// A task with how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TaskProgress {
    /// The task.
    #[serde(flatten)]
    pub task: PlanTask,
    /// How it stands.
    pub progress: Progress,
    /// Leading owners whose post nobody holds.
    pub vacant: bool,
}

/// A task page: everything behind its figure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TaskPage {
    /// The task.
    #[serde(flatten)]
    pub line: TaskProgress,
    /// Title of its plan.
    pub plan_title: String,
    /// Year of its plan.
    pub year: i32,
    /// Words of the clause it stands in.
    pub clause_text: String,
    /// By county.
    pub counties: Vec<CountyShare>,
    /// By quarter.
    pub quarters: Vec<QuarterShare>,
    /// Reports, newest first.
    pub reports: Vec<ProgressReport>,
    /// Whether the caller may report.
    pub may_report: bool,
    /// Whether the caller may change the task.
    pub may_write: bool,
}
