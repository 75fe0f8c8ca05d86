//! The header row of a case.

use super::CasePlace;
use chrono::NaiveDate;
use kernel::id::{CaseId, PostId, UnitId, UserId};
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use pack::lifecycle::StateClass;
use serde_json::{Map, Value};
use store::{FromRow, Row, StoreError};
use uuid::Uuid;

/// A case as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRecord {
    /// Id.
    pub id: CaseId,
    /// Number people say: `2026-HZ-000123`.
    pub number: String,
    /// Kind.
    pub kind: String,
    /// Pack the case was opened under.
    pub pack: String,
    /// Digest of the lifecycle the case is pinned to.
    pub lifecycle_hash: String,
    /// Title.
    pub title: String,
    /// State of the lifecycle.
    pub state: String,
    /// Class of the state.
    pub state_class: StateClass,
    /// State before the last move; none after it was taken back.
    pub previous_state: Option<String>,
    /// Narrowest region.
    pub region: RegionCode,
    /// Sector.
    pub sector: Option<String>,
    /// Post the case was handed to.
    pub owner_post: Option<PostId>,
    /// Role of that post.
    pub owner_role: Option<String>,
    /// Kind of the subject.
    pub subject_kind: Option<String>,
    /// Subject.
    pub subject_id: Option<Uuid>,
    /// Name of the subject.
    pub subject_name: Option<String>,
    /// Unit.
    pub unit_id: Option<UnitId>,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// Due day: the earliest of the running clocks that set it.
    pub due_date: Option<NaiveDate>,
    /// Whether the due day rests on a year without holiday notice.
    pub due_provisional: bool,
    /// Edition of the rules the case is judged by.
    pub edition: Option<String>,
    /// Values of the case form.
    pub fields: Map<String, Value>,
    /// Suggested judgement (判定建议).
    pub suggestion: Option<Value>,
    /// Kind of what opened the case.
    pub source_kind: Option<String>,
    /// What opened the case, for instance an inspection.
    pub source_id: Option<Uuid>,
    /// Class of the hazard, promoted from the form.
    pub class: Option<String>,
    /// Whether the mark `major` is set.
    pub major: bool,
    /// Opened.
    pub opened_at: Timestamp,
    /// Closed or voided.
    pub closed_at: Option<Timestamp>,
    /// Day of closing.
    pub closed_on: Option<NaiveDate>,
    /// Who made the last move.
    pub last_actor: Option<UserId>,
    /// The event of the last move.
    pub last_event: Option<Uuid>,
    /// Grows with every action.
    pub version: i64,
    /// 1, and one more after every relapse.
    pub round: i64,
    /// Whether it came closed out of an old ledger and nobody verified it here (历史销号·未核验).
    pub historical: bool,
}

impl CaseRecord {
    /// Columns read by [`FromRow`].
    pub const COLUMNS: &'static str = "id, number, kind, pack, lifecycle_hash, title, state, state_class, \
        previous_state, region_code, sector, owner_post, owner_role, subject_kind, subject_id, subject_name, unit_id, \
        unit_name, due_date, due_provisional, edition, fields, suggestion, source_kind, source_id, class, major, \
        opened_at, closed_at, closed_on, last_actor, last_event, version, round, historical";

    /// Where the case lies.
    #[must_use]
    pub fn place(&self) -> CasePlace {
        CasePlace { region: self.region, unit: self.unit_id, sector: self.sector.clone() }
    }

    /// Whether the case counts as open work.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.state_class.is_open()
    }

    /// Whether the due day has passed.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due_date.is_some_and(|due| due < today)
    }
}

/// Reads a state class column.
pub(crate) fn class(row: &Row<'_>, column: &str) -> Result<StateClass, StoreError> {
    let code = row.text(column)?;
    StateClass::from_code(&code).ok_or_else(|| StoreError::Shape {
        column: column.to_owned(),
        reason: format!("no state class `{code}`"),
    })
}

impl FromRow for CaseRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            number: row.text("number")?,
            kind: row.text("kind")?,
            pack: row.text("pack")?,
            lifecycle_hash: row.text("lifecycle_hash")?,
            title: row.text("title")?,
            state: row.text("state")?,
            state_class: class(row, "state_class")?,
            previous_state: row.opt_text("previous_state")?,
            region: row.region("region_code")?,
            sector: row.opt_text("sector")?,
            owner_post: row.opt_id("owner_post")?,
            owner_role: row.opt_text("owner_role")?,
            subject_kind: row.opt_text("subject_kind")?,
            subject_id: row.opt_id("subject_id")?,
            subject_name: row.opt_text("subject_name")?,
            unit_id: row.opt_id("unit_id")?,
            unit_name: row.opt_text("unit_name")?,
            due_date: row.opt_date("due_date")?,
            due_provisional: row.bool("due_provisional")?,
            edition: row.opt_text("edition")?,
            fields: row.json("fields")?,
            suggestion: row.opt_json("suggestion")?,
            source_kind: row.opt_text("source_kind")?,
            source_id: row.opt_id("source_id")?,
            class: row.opt_text("class")?,
            major: row.bool("major")?,
            opened_at: row.time("opened_at")?,
            closed_at: row.opt_time("closed_at")?,
            closed_on: row.opt_date("closed_on")?,
            last_actor: row.opt_id("last_actor")?,
            last_event: row.opt_id("last_event")?,
            version: row.int("version")?,
            round: row.int("round")?,
            historical: row.opt_bool("historical")?.unwrap_or(false),
        })
    }
}
