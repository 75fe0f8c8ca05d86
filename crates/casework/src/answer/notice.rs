//! Notices and texts to paste.

use kernel::id::{CaseId, NoticeId};
use kernel::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A notice in the inbox of a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// Id.
    pub id: NoticeId,
    /// When.
    pub at: Timestamp,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
    /// Case it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// Whether somebody of the post has read it.
    pub read: bool,
    /// Channel.
    pub channel: String,
    /// The same, ready to paste into a chat.
    pub paste_text: String,
}

/// Text to paste into a chat (复制催办文字).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChaseText {
    /// The text.
    pub text: String,
}
