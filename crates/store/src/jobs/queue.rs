//! Putting work into the queue.

use crate::{Ctx, FromRow, Row, StoreError, Tx, params};
use kernel::time::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// Enqueues a job in the caller's transaction. A waiting job with the same `unique_key` is moved instead of doubled.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    ctx: &Ctx,
    kind: &str,
    payload: &Value,
    run_at: Timestamp,
    unique_key: Option<&str>,
) -> Result<(), StoreError> {
    if let Some(key) = unique_key {
        let moved = ctx
            .tx
            .execute_quietly(
                "UPDATE jobs SET run_at = $1, payload = $2 WHERE unique_key = $3 AND state = 'ready'",
                params![run_at.as_micros(), payload.to_string(), key],
            )
            .await?;
        if moved > 0 {
            return Ok(());
        }
    }
    ctx.tx
        .execute_quietly(
            "INSERT INTO jobs (id, kind, payload, run_at, state, unique_key, created_at) \
             VALUES ($1, $2, $3, $4, 'ready', $5, $6)",
            params![
                ctx.id::<Uuid>(),
                kind,
                payload.to_string(),
                run_at.as_micros(),
                unique_key.map(str::to_owned),
                ctx.now.as_micros()
            ],
        )
        .await?;
    Ok(())
}

/// How the queue stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Queue {
    /// Jobs whose time has come.
    pub ready: i64,
    /// Jobs that sleep until later.
    pub sleeping: i64,
    /// Jobs in work outside a transaction.
    pub running: i64,
    /// Jobs given up after too many tries.
    pub failed: i64,
    /// Age of the oldest ready job, seconds.
    pub oldest_ready_seconds: Option<i64>,
}

impl FromRow for Queue {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ready: row.opt_int("ready")?.unwrap_or(0),
            sleeping: row.opt_int("sleeping")?.unwrap_or(0),
            running: row.opt_int("running")?.unwrap_or(0),
            failed: row.opt_int("failed")?.unwrap_or(0),
            oldest_ready_seconds: row.opt_int("oldest")?,
        })
    }
}

/// Counts the queue.
///
/// # Errors
/// When the database cannot be read.
pub async fn health(tx: &Tx, now: Timestamp) -> Result<Queue, StoreError> {
    let sql = "SELECT \
         CAST(SUM(CASE WHEN state = 'ready' AND run_at <= $1 THEN 1 ELSE 0 END) AS BIGINT) AS ready, \
         CAST(SUM(CASE WHEN state = 'ready' AND run_at > $1 THEN 1 ELSE 0 END) AS BIGINT) AS sleeping, \
         CAST(SUM(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS BIGINT) AS running, \
         CAST(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS BIGINT) AS failed, \
         CAST(($1 - MIN(CASE WHEN state = 'ready' AND run_at <= $1 THEN run_at END)) / 1000000 AS BIGINT) AS oldest \
         FROM jobs WHERE state <> 'done'";
    let queue = tx.one::<Queue>(sql, params![now.as_micros()]).await?;
    Ok(queue.unwrap_or(Queue { ready: 0, sleeping: 0, running: 0, failed: 0, oldest_ready_seconds: None }))
}
