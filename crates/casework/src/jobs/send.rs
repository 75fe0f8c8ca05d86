//! Sends one notice by its channel. Runs outside a transaction, at least once; receivers know repeats by the notice's id.

use crate::channel::{Channel, OutgoingNotice};
use crate::repo::notices;
use crate::usecase::NOTICE_JOB;
use async_trait::async_trait;
use kernel::id::NoticeId;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::context::Env;
use store::jobs::{Handler, JobError};
use store::{Caller, Via};

/// Handler of [`NOTICE_JOB`].
pub struct SendJob {
    channels: BTreeMap<&'static str, Arc<dyn Channel>>,
}

impl std::fmt::Debug for SendJob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SendJob").field("channels", &self.channels.keys()).finish()
    }
}

impl SendJob {
    /// A handler over the configured channels.
    #[must_use]
    pub fn new(channels: Vec<Arc<dyn Channel>>) -> Self {
        Self { channels: channels.into_iter().map(|channel| (channel.code(), channel)).collect() }
    }
}

#[async_trait]
impl Handler for SendJob {
    fn kind(&self) -> &'static str {
        NOTICE_JOB
    }

    fn external(&self) -> bool {
        true
    }

    async fn run_external(&self, env: &Env, payload: &Value) -> Result<(), JobError> {
        let id: NoticeId = payload
            .get("notice")
            .and_then(Value::as_str)
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| JobError("payload names no notice".into()))?;
        let caller = || Caller::system("消息发送", Via::Job);
        let ctx = env.read(caller()).await?;
        let notice = notices::waiting(&ctx, id).await?;
        ctx.tx.rollback().await?;
        let Some(notice) = notice.filter(|notice| notice.state != "sent") else { return Ok(()) };
        let channel = self
            .channels
            .get(notice.channel.as_str())
            .ok_or_else(|| JobError(format!("channel `{}` is not configured", notice.channel)))?;
        let outgoing = OutgoingNotice {
            id: notice.id,
            post_id: notice.post_id,
            title: notice.title,
            text: notice.text,
            case_id: notice.case_id,
            address: notice.address,
            created_at: notice.created_at,
        };
        let outcome = channel.send(&outgoing).await;
        let ctx = env.write(caller()).await?;
        notices::sent(&ctx, id, outcome.as_ref().err().map(String::as_str)).await?;
        ctx.commit().await?;
        outcome.map_err(JobError)
    }
}
