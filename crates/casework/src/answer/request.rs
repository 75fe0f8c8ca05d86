//! Requests: what goes in and out.

use super::EvidenceFile;
use crate::model::Reply;
use chrono::NaiveDate;
use kernel::id::FileId;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerRequest {
    /// What is answered; which words fit depends on the kind of the request.
    pub reply: Reply,
    /// In words; required with `remarks` and `refused`.
    #[serde(default)]
    pub opinion: Option<String>,
    /// A file sent before.
    #[serde(default)]
    pub file: Option<FileId>,
}

/// A line of a request: one addressee.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RequestView {
    /// Id.
    pub id: Uuid,
    /// Code of the request in the lifecycle.
    pub code: String,
    /// Name, for instance 征求意见.
    pub name: String,
    /// `receipt`, `opinion` or `countersign`.
    pub kind: String,
    /// Organisation asked, with its name of that day.
    pub organisation: String,
    /// Post asked.
    pub post: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Last day for the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<NaiveDate>,
    /// `waiting`, `answered`, `silent` or `withdrawn`.
    pub state: String,
    /// Whether it waits and its last day has passed.
    pub overdue: bool,
    /// Whether it belongs to the latest asking.
    pub current: bool,
    /// Whether the caller may answer it now.
    pub mine: bool,
    /// What was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The same for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_name: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// When it was answered, or silence noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// Who answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answerer: Option<String>,
    /// A file with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<EvidenceFile>,
}

/// Why one can, or cannot, see a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhySeen {
    /// Whether one can.
    pub allowed: bool,
    /// The answer in one sentence.
    pub text: String,
    /// One line for each post of the caller.
    pub posts: Vec<String>,
}
