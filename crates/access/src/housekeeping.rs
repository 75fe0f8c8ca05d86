//! Removing what no longer counts. Called by a job now and then; nothing depends on when.

use crate::Access;
use crate::rules::back_off::FORGIVEN_AFTER;
use crate::session::{failures, repo};
use store::StoreError;
use store::context::Env;

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purged {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Counts of failures that were forgiven.
    pub failures: u64,
}

/// Removes sessions that have ended and failures that no longer count.
///
/// # Errors
/// When the database refuses.
pub async fn purge(access: &Access, env: &Env) -> Result<Purged, StoreError> {
    let tx = env.database.write().await?;
    let now = env.clock.now();
    let idle_since = now.plus_seconds(-access.settings.idle_minutes * 60);
    let sessions = repo::purge(&tx, now, idle_since).await?;
    let failures = failures::purge(&tx, now.plus_seconds(-FORGIVEN_AFTER)).await?;
    tx.commit().await?;
    Ok(Purged { sessions, failures })
}
