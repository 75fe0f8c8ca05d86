//! A line of a request: one addressee, asked once.

use chrono::NaiveDate;
use kernel::id::{CaseId, FileId, OrgId, PostId, UserId};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a line has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// Not answered yet.
    Waiting,
    /// Answered.
    Answered,
    /// The last day passed without an answer, and work went on.
    Silent,
    /// Asked again, or the case ended.
    Withdrawn,
}

impl LineState {
    /// Word stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Silent => "silent",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Answered, Self::Silent, Self::Withdrawn].into_iter().find(|s| s.code() == code)
    }
}

/// What an addressee answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Received (签收).
    Received,
    /// No remarks (无意见).
    Agreed,
    /// Remarks, in words (有意见).
    Remarks,
    /// Signed (会签同意).
    Signed,
    /// Refused, with a reason (不同意会签).
    Refused,
}

impl Reply {
    const ALL: [Self; 5] = [Self::Received, Self::Agreed, Self::Remarks, Self::Signed, Self::Refused];

    /// Word stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Agreed => "agreed",
            Self::Remarks => "remarks",
            Self::Signed => "signed",
            Self::Refused => "refused",
        }
    }

    /// Word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "已签收",
            Self::Agreed => "无意见",
            Self::Remarks => "有意见",
            Self::Signed => "同意会签",
            Self::Refused => "不同意会签",
        }
    }
}

/// A line as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    /// Id.
    pub id: Uuid,
    /// Case.
    pub case_id: CaseId,
    /// Code of the request in the lifecycle.
    pub code: String,
    /// The event that asked: lines with the same event were asked together.
    pub event_id: Uuid,
    /// Organisation asked.
    pub org_id: Option<OrgId>,
    /// Its name on the day it was asked.
    pub org_name: String,
    /// Post that is to answer.
    pub post_id: PostId,
    /// Name of that post then.
    pub post_name: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Last day for the answer.
    pub reply_by: Option<NaiveDate>,
    /// How far it has come.
    pub state: LineState,
    /// What was answered.
    pub reply: Option<Reply>,
    /// In words.
    pub opinion: Option<String>,
    /// When it was answered, or silence noted.
    pub answered_at: Option<Timestamp>,
    /// Account that answered.
    pub answered_by: Option<UserId>,
    /// Name of who answered.
    pub answerer: Option<String>,
    /// A file with the answer.
    pub file_id: Option<FileId>,
}

impl RequestRecord {
    /// Columns read by [`FromRow`].
    pub const COLUMNS: &'static str = "id, case_id, code, event_id, org_id, org_name, post_id, post_name, asked_at, \
        reply_by, state, reply, opinion, answered_at, answered_by, answerer, file_id";
}

impl FromRow for RequestRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let word = row.text("state")?;
        let state = LineState::from_code(&word).ok_or_else(|| StoreError::Shape {
            column: "state".into(),
            reason: format!("no state `{word}`"),
        })?;
        let reply = row.opt_text("reply")?;
        Ok(Self {
            id: row.uuid("id")?,
            case_id: row.id("case_id")?,
            code: row.text("code")?,
            event_id: row.uuid("event_id")?,
            org_id: row.opt_id("org_id")?,
            org_name: row.text("org_name")?,
            post_id: row.id("post_id")?,
            post_name: row.text("post_name")?,
            asked_at: row.time("asked_at")?,
            reply_by: row.opt_date("reply_by")?,
            state,
            reply: reply.and_then(|code| Reply::ALL.into_iter().find(|reply| reply.code() == code)),
            opinion: row.opt_text("opinion")?,
            answered_at: row.opt_time("answered_at")?,
            answered_by: row.opt_id("answered_by")?,
            answerer: row.opt_text("answerer")?,
            file_id: row.opt_id("file_id")?,
        })
    }
}
