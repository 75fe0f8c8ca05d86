//! One case in full.

use super::{CaseRow, RequestView};
use chrono::NaiveDate;
use kernel::id::{CaseId, FileId};
use kernel::time::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// A case in full.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CaseDetail {
    /// The row.
    #[serde(flatten)]
    pub row: CaseRow,
    /// Values of the case form.
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// Fields of the case form, as in the lifecycle.
    #[schema(value_type = Vec<Object>)]
    pub field_defs: Vec<pack::lifecycle::Field>,
    /// The drawn line of states.
    pub line: Vec<LinePoint>,
    /// Clocks.
    pub clocks: Vec<ClockView>,
    /// What can be done from here, and why not by the caller.
    pub actions: Vec<ActionView>,
    /// Evidence.
    pub evidence: Vec<EvidenceFile>,
    /// Suggested judgement (判定建议).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub suggestion: Option<Value>,
    /// Inspection that opened the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_id: Option<Uuid>,
    /// History.
    pub timeline: Vec<TimelineEntry>,
    /// The rules the case is pinned to.
    pub pack: PackView,
    /// Papers issued.
    pub documents: Vec<DocumentView>,
    /// Receipts, opinions and signatures asked of others, in the order they were asked.
    pub requests: Vec<RequestView>,
    /// Closing word of the kind: 销号, 办结 …
    pub closing_word: String,
    /// Post the case was handed to (承办岗位).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<OwnerView>,
    /// What opened the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// Names of the posts, organisations and files that the forms and the history speak of, by id.
    pub names: std::collections::BTreeMap<Uuid, String>,
}

/// The post a case was handed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnerView {
    /// Post.
    pub post: Uuid,
    /// Its name.
    pub name: String,
    /// Its organisation.
    pub organisation: String,
}

/// What opened a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceView {
    /// A word: `inspection`, `task`, `import` …
    pub kind: String,
    /// Id in its own room.
    pub id: Uuid,
}

/// The rules a case is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackView {
    /// Pack.
    pub name: String,
    /// Digest of the lifecycle.
    pub lifecycle_hash: String,
}

/// A state on the drawn line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinePoint {
    /// State.
    pub code: String,
    /// Name.
    pub name: String,
    /// Class.
    pub class: String,
    /// Day the case last came to it in this round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<NaiveDate>,
    /// Whether the case stands here.
    pub current: bool,
}

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// In time.
    Running,
    /// Too late.
    Overdue,
    /// Held.
    Suspended,
    /// Done in time.
    Met,
    /// Done too late.
    MetLate,
}

/// A clock of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClockView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Legal basis.
    pub basis: String,
    /// Where the figure was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `verified` or `unverified`.
    pub certainty: String,
    /// Day it counts from, not counted itself.
    pub started_on: NaiveDate,
    /// Last day in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
    /// Instant it runs out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Whether the day rests on a year without holiday notice.
    pub provisional: bool,
    /// What it shows.
    pub state: ClockState,
    /// Working days left, negative when overdue; only while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_working_days: Option<i64>,
    /// The due day before it was extended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_from: Option<NaiveDate>,
}

/// An action, and whether the caller may do it now.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ActionView {
    /// Code.
    pub code: String,
    /// Name on the button.
    pub name: String,
    /// Whether the caller may do it now.
    pub allowed: bool,
    /// Every reason why not.
    pub why_not: Vec<String>,
    /// Fields asked.
    #[schema(value_type = Vec<Object>)]
    pub fields: Vec<pack::lifecycle::Field>,
    /// Evidence needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceNeedView>,
    /// Least number of people who decide together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collective_min: Option<i64>,
    /// Whether to ask for confirmation.
    pub danger: bool,
    /// Text under the button.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// Evidence an action needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceNeedView {
    /// Least number of files.
    pub min: u32,
    /// Stage.
    pub stage: String,
    /// What to attach.
    pub label: String,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TimelineActor {
    /// Person.
    pub name: String,
    /// Post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Civil day.
    pub on_date: NaiveDate,
    /// Who.
    pub actor: TimelineActor,
    /// Action code.
    pub action: String,
    /// Name of the action.
    pub action_name: String,
    /// State before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_state: Option<String>,
    /// State after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_state: Option<String>,
    /// Name of the state before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_name: Option<String>,
    /// Name of the state after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_name: Option<String>,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Values given.
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// Evidence given.
    pub evidence: Vec<EvidenceFile>,
    /// People who decided together: `[{name, title}]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub people: Option<Value>,
}

/// Degrees, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Location {
    /// East.
    pub longitude: f64,
    /// North.
    pub latitude: f64,
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EvidenceFile {
    /// Id.
    pub id: FileId,
    /// Case; none while the file waits for the case it will open.
    #[serde(skip)]
    pub case_id: Option<CaseId>,
    /// Name.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Digest.
    pub sm3: String,
    /// Stage.
    pub stage: String,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
    /// When it came in.
    pub uploaded_at: Timestamp,
    /// Who sent it.
    pub uploaded_by: String,
    /// Grade code.
    pub grade: String,
    /// Grade for people.
    pub grade_name: String,
    /// Where it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Location>,
    /// Whether the same bytes prove another case too (重复使用).
    pub reused: bool,
    /// Numbers of those other cases that the caller may see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reused_in: Vec<String>,
    /// Where to fetch it.
    pub url: String,
    /// Where to fetch the thumbnail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
}

/// A paper issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentView {
    /// Document code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued_on: NaiveDate,
}
