//! The append-only timeline.

use chrono::NaiveDate;
use kernel::id::{CaseId, PersonId, PostId, UserId};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// One member of a case that an event changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// Member: `state`, `due_date`, `marks`, `owner_post`, or `fields.<code>`.
    pub field: String,
    /// Before.
    pub from: Value,
    /// After.
    pub to: Value,
}

/// An event as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRecord {
    /// Id.
    pub id: Uuid,
    /// Case.
    pub case_id: CaseId,
    /// Round it happened in.
    pub round: i64,
    /// When.
    pub at: Timestamp,
    /// Civil day.
    pub on_date: NaiveDate,
    /// Account; none for the program.
    pub actor_user: Option<UserId>,
    /// Person.
    pub actor_person: Option<PersonId>,
    /// Name shown.
    pub actor_name: String,
    /// Post acted through.
    pub post_id: Option<PostId>,
    /// Name of the post then.
    pub post_name: Option<String>,
    /// Name of the organisation then.
    pub org_name: Option<String>,
    /// Action code, or a word of the program: `open`, `clock.reminder`, `clock.overdue`, `post.moved`.
    pub action: String,
    /// Name of the action then.
    pub action_name: String,
    /// State before.
    pub from_state: Option<String>,
    /// State after.
    pub to_state: Option<String>,
    /// Values given with the action.
    pub fields: Map<String, Value>,
    /// Free text.
    pub note: Option<String>,
    /// People who decided together: `[{name, title}]`.
    pub people: Option<Value>,
    /// What changed.
    pub changes: Vec<Change>,
    /// The event this one took back.
    pub undoes: Option<Uuid>,
    /// Version of the case after the event.
    pub version: i64,
}

impl EventRecord {
    /// Columns read by [`FromRow`].
    pub const COLUMNS: &'static str = "id, case_id, round, at, on_date, actor_user, actor_person, actor_name, post_id, \
        post_name, org_name, action, action_name, from_state, to_state, fields, note, people, changes, undoes, version";
}

impl FromRow for EventRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            case_id: row.id("case_id")?,
            round: row.int("round")?,
            at: row.time("at")?,
            on_date: row.date("on_date")?,
            actor_user: row.opt_id("actor_user")?,
            actor_person: row.opt_id("actor_person")?,
            actor_name: row.text("actor_name")?,
            post_id: row.opt_id("post_id")?,
            post_name: row.opt_text("post_name")?,
            org_name: row.opt_text("org_name")?,
            action: row.text("action")?,
            action_name: row.text("action_name")?,
            from_state: row.opt_text("from_state")?,
            to_state: row.opt_text("to_state")?,
            fields: row.json("fields")?,
            note: row.opt_text("note")?,
            people: row.opt_json("people")?,
            changes: row.json("changes")?,
            undoes: row.opt_id("undoes")?,
            version: row.int("version")?,
        })
    }
}
