//! Idempotency keys: the same key from the same caller gives the same answer, and the work is done once.

use crate::{FromRow, Row, StoreError, Tx, params};
use kernel::time::Timestamp;

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Never seen: it is now reserved in this transaction.
    New,
    /// Answered before.
    Answered {
        /// HTTP status.
        status: i64,
        /// Body.
        body: String,
    },
    /// Seen with another request: the client reuses keys.
    Other,
}

struct Stored {
    request: String,
    status: Option<i64>,
    body: Option<String>,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            request: row.text("request")?,
            status: row.opt_int("status")?,
            body: row.opt_text("body")?,
        })
    }
}

/// Looks a key up and reserves it when it is new. `request` is a digest of method, path and body.
///
/// # Errors
/// When the database refuses.
pub async fn reserve(
    tx: &Tx,
    caller: &str,
    key: &str,
    request: &str,
    now: Timestamp,
) -> Result<Known, StoreError> {
    let inserted = tx
        .execute_quietly(
            "INSERT INTO idempotency_keys (caller, key, request, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (caller, key) DO NOTHING",
            params![caller, key, request, now.as_micros()],
        )
        .await?;
    if inserted == 1 {
        return Ok(Known::New);
    }
    let stored = tx
        .one::<Stored>(
            "SELECT request, status, body FROM idempotency_keys WHERE caller = $1 AND key = $2",
            params![caller, key],
        )
        .await?;
    Ok(match stored {
        Some(Stored { request: same, status: Some(status), body: Some(body) }) if same == request => {
            Known::Answered { status, body }
        }
        Some(Stored { request: same, .. }) if same == request => Known::New,
        _ => Known::Other,
    })
}

/// Keeps the answer of a reserved key, in the transaction of the work.
///
/// # Errors
/// When the database refuses.
pub async fn answer(tx: &Tx, caller: &str, key: &str, status: u16, body: &str) -> Result<(), StoreError> {
    tx.execute_quietly(
        "UPDATE idempotency_keys SET status = $1, body = $2 WHERE caller = $3 AND key = $4",
        params![i64::from(status), body, caller, key],
    )
    .await?;
    Ok(())
}

/// Forgets keys older than a day; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(tx: &Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute_quietly(
        "DELETE FROM idempotency_keys WHERE created_at < $1",
        params![now.plus_hours(-24).as_micros()],
    )
    .await
}
