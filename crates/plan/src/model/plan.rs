//! A plan: a document on its way to tasks in force.

use super::{Check, OutlineNode, PlanTask};
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Under review; only its own region sees it.
    Draft,
    /// In force.
    Published,
    /// Taken back, with a reason.
    Withdrawn,
}

impl PlanState {
    /// Word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Published, Self::Withdrawn].into_iter().find(|state| state.code() == code)
    }
}

/// A plan without its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanRow {
    /// Id.
    pub id: Uuid,
    /// Document it is drawn from.
    pub document_id: Uuid,
    /// Year it is for.
    pub year: i32,
    /// Title.
    pub title: String,
    /// Region it binds; none for the whole installation.
    pub region_code: Option<RegionCode>,
    /// Plan of the region above that it carries out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper_plan: Option<Uuid>,
    /// State.
    pub state: PlanState,
    /// Clauses that need no task, with why.
    pub no_task: BTreeMap<String, String>,
    /// Rises with every change of the plan or its tasks.
    pub version: i64,
    /// How often it was changed after publication.
    pub edition: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it.
    pub creator: String,
    /// When it came into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    /// Who put it into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl FromRow for PlanRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let state = row.text("state")?;
        Ok(Self {
            id: row.uuid("id")?,
            document_id: row.uuid("document_id")?,
            year: i32::try_from(row.int("year")?).unwrap_or_default(),
            title: row.text("title")?,
            region_code: row.opt_region("region_code")?,
            upper_plan: row.opt_id("upper_plan")?,
            state: PlanState::from_code(&state)
                .ok_or_else(|| StoreError::Shape { column: "state".into(), reason: state })?,
            no_task: row.json("no_task")?,
            version: row.int("version")?,
            edition: row.int("edition")?,
            created_at: row.time("created_at")?,
            creator: row.text("creator")?,
            published_at: row.opt_time("published_at")?,
            publisher: row.opt_text("publisher")?,
            reason: row.opt_text("reason")?,
        })
    }
}

/// A plan in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanLine {
    /// The plan.
    #[serde(flatten)]
    pub row: PlanRow,
    /// Name of its region.
    pub region_name: String,
    /// Tasks accepted.
    pub accepted: u64,
    /// Proposals nobody decided on.
    pub proposed: u64,
    /// Accepted tasks without a leading owner.
    pub unowned: u64,
}

/// A plan with everything a review needs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlanPage {
    /// The plan.
    #[serde(flatten)]
    pub row: PlanRow,
    /// Name of its region.
    pub region_name: String,
    /// Source lines in order.
    pub lines: Vec<String>,
    /// Outline in document order.
    pub nodes: Vec<OutlineNode>,
    /// Tasks the caller may see, in order of the document; replaced ones are left out.
    pub tasks: Vec<PlanTask>,
    /// What publishing asks about.
    pub checks: Vec<Check>,
    /// The change that may be taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo: Option<PlanEvent>,
    /// Whether the caller may change it.
    pub may_write: bool,
    /// Whether only the tasks that concern the caller are shown.
    pub partly: bool,
}

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanEvent {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// `accept`, `reject`, `change`, `split`, `merge`, `add`, `publish` …
    pub verb: String,
    /// One sentence.
    pub summary: String,
    /// Whether it was taken back.
    pub undone: bool,
}

impl FromRow for PlanEvent {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            at: row.time("at")?,
            actor: row.text("actor")?,
            verb: row.text("verb")?,
            summary: row.text("summary")?,
            undone: row.bool("undone")?,
        })
    }
}
