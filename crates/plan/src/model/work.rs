//! A task of a plan.

use super::{Coverage, Due, Quantity, TaskSpan};
use chrono::NaiveDate;
use kernel::id::{CaseId, OrgId, PostId};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Read from the document, not decided on.
    Proposed,
    /// Taken over; in force once the plan is published.
    Accepted,
    /// Not a task, with a reason.
    Rejected,
    /// Split, merged or taken back; kept for the record.
    Replaced,
    /// Was in force and is no longer, with a reason.
    Withdrawn,
}

impl TaskState {
    /// Word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Replaced => "replaced",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Proposed, Self::Accepted, Self::Rejected, Self::Replaced, Self::Withdrawn]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// What an owner does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
}

/// Who an owner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// One post.
    Post,
    /// An organisation: its posts that work on plans answer.
    Organisation,
    /// Every county of the plan's region.
    EachCounty,
    /// Every town of the plan's region.
    EachTown,
    /// A name nobody has found in the directory yet.
    Unknown,
}

/// An owner of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Owner {
    /// Lead or support.
    pub part: Part,
    /// Who it is.
    pub kind: OwnerKind,
    /// Name to show.
    pub name: String,
    /// The words of the document, when it names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org_id: Option<OrgId>,
    /// Post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<PostId>,
    /// Whether a person confirmed it; proposals by name are not.
    pub confirmed: bool,
}

/// What is to be reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Target {
    /// A number, or for a share the fraction (1.0 is all).
    pub amount: f64,
    /// Unit; empty for a share.
    #[serde(default)]
    pub unit: String,
    /// Whether `amount` is a share.
    #[serde(default)]
    pub share: bool,
}

/// What is to be reached by the end of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Milestone {
    /// 1 to 4.
    pub quarter: u8,
    /// In the unit of the target.
    pub amount: f64,
}

/// The awaited thing came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Arrival {
    /// Title and number of the document.
    pub document: String,
    /// Its day.
    pub on: NaiveDate,
    /// Who wrote that down.
    pub recorder: String,
    /// When.
    pub at: Timestamp,
}

/// How a task is counted over the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskMeasure {
    /// What is counted as done.
    pub numerator: measure::Measure,
    /// What it is a share of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<measure::Measure>,
    /// Which day of a row places it in the plan's year; `none` counts the rows as they are.
    #[serde(default)]
    pub basis: measure::Basis,
}

/// What a task says; stored as one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TaskBody {
    /// Number within the plan, such as `12` or, after a split, `12-1`.
    pub number: String,
    /// What is to be done.
    pub text: String,
    /// Where the words stand in the clause's text; several after a merge, none for a task added by hand.
    #[serde(default)]
    pub spans: Vec<TaskSpan>,
    /// Who leads and who supports.
    #[serde(default)]
    pub owners: Vec<Owner>,
    /// Dates, cadences and awaited things as read or typed.
    #[serde(default)]
    pub due: Vec<Due>,
    /// A due day set by a person, before everything in `due`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// Counted targets as read.
    #[serde(default)]
    pub quantity: Vec<Quantity>,
    /// Share as read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// Target in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Quarter milestones.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// Evidence wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Mandates it counts for, codes of the pack's list `mandates`.
    #[serde(default)]
    pub mandates: Vec<String>,
    /// Whether its result is a document (清单、指引、机制).
    #[serde(default)]
    pub document: bool,
    /// Case in which that document is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// Measure over the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<TaskMeasure>,
    /// That the awaited thing came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
    /// Why it was rejected or withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A task of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanTask {
    /// Id.
    pub id: Uuid,
    /// Plan.
    pub plan_id: Uuid,
    /// Node of the outline it stands in.
    pub clause: String,
    /// Order in the plan.
    pub position: i64,
    /// State.
    pub state: TaskState,
    /// Version for changes.
    pub version: i64,
    /// What it says.
    #[serde(flatten)]
    pub body: TaskBody,
}

impl PlanTask {
    /// Whether somebody leads it: an owner known to the directory.
    #[must_use]
    pub fn owned(&self) -> bool {
        self.body.owners.iter().any(|owner| owner.part == Part::Lead && owner.kind != OwnerKind::Unknown)
    }
}

impl FromRow for PlanTask {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let state = row.text("state")?;
        Ok(Self {
            id: row.uuid("id")?,
            plan_id: row.uuid("plan_id")?,
            clause: row.text("clause")?,
            position: row.int("position")?,
            state: TaskState::from_code(&state)
                .ok_or_else(|| StoreError::Shape { column: "state".into(), reason: state })?,
            version: row.int("version")?,
            body: row.json("body")?,
        })
    }
}
