//! Locked sums.

use super::json;
use crate::desk::model::{Lock, RoundId, SumDocument};
use store::{Ctx, FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

/// A stored lock.
pub(crate) struct LockRecord {
    pub(crate) lock: Lock,
    pub(crate) content: SumDocument,
}

impl FromRow for LockRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let content: SumDocument = row.json("content")?;
        Ok(Self {
            lock: Lock {
                id: row.uuid("id")?,
                number: row.int("number")?,
                locked_at: row.time("locked_at")?,
                locked_by: row.text("locked_by")?,
                missing: content.missing.iter().map(|missing| missing.filler.clone()).collect(),
                digest: row.text("digest")?,
                unlocked_at: row.opt_time("unlocked_at")?,
                unlocked_by: row.opt_text("unlocked_by")?,
                unlock_reason: row.opt_text("unlock_reason")?,
            },
            content,
        })
    }
}

/// Locks of a round, newest first.
pub(crate) async fn of_round(tx: &Tx, round: RoundId) -> Result<Vec<LockRecord>, StoreError> {
    tx.all("SELECT * FROM report_locks WHERE round_id = $1 ORDER BY number DESC", params![round.as_uuid()])
        .await
}

/// Keeps a sum.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: Uuid,
    round: RoundId,
    number: i64,
    content: &SumDocument,
    digest: &str,
) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO report_locks (id, round_id, number, content, digest, locked_by, locked_at) \
             VALUES ($1,$2,$3,$4,$5,$6,$7)",
            params![
                id,
                round.as_uuid(),
                number,
                json(content)?,
                digest,
                ctx.caller.name.as_str(),
                ctx.now.as_micros()
            ],
        )
        .await?;
    Ok(())
}

/// Notes that a lock was lifted.
pub(crate) async fn lift(ctx: &Ctx, id: Uuid, reason: &str) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE report_locks SET unlocked_by = $2, unlocked_at = $3, unlock_reason = $4 WHERE id = $1",
            params![id, ctx.caller.name.as_str(), ctx.now.as_micros(), reason],
        )
        .await?;
    Ok(())
}
