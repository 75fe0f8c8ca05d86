//! Notices out: how a notice leaves the building.

mod smtp;
mod webhook;

pub use smtp::{Smtp, SmtpSettings};
pub use webhook::{Webhook, WebhookSettings, signature};

use async_trait::async_trait;
use kernel::id::{CaseId, NoticeId, PostId};
use kernel::time::Timestamp;
use serde::Serialize;

/// The channel that stays in the house.
pub const IN_APP: &str = "in_app";
/// The channel that posts JSON to an address.
pub const WEBHOOK: &str = "webhook";
/// The channel that sends mail.
pub const SMTP: &str = "smtp";

/// A notice on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutgoingNotice {
    /// Id, the same on every try: receivers can tell repeats by it.
    pub id: NoticeId,
    /// Post it is for.
    pub post_id: Option<PostId>,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
    /// Case it speaks of.
    pub case_id: Option<CaseId>,
    /// Mail address, where the channel needs one.
    pub address: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// A way out of the building.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Code, as in the settings.
    fn code(&self) -> &'static str;

    /// Sends one notice. The error text goes to the log and to the outbox, and the notice is tried again later.
    async fn send(&self, notice: &OutgoingNotice) -> Result<(), String>;
}

/// The in-app channel: the row is the delivery.
#[derive(Debug, Clone, Copy, Default)]
pub struct InApp;

#[async_trait]
impl Channel for InApp {
    fn code(&self) -> &'static str {
        IN_APP
    }

    async fn send(&self, _notice: &OutgoingNotice) -> Result<(), String> {
        Ok(())
    }
}
