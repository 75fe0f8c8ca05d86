//! Sessions.

use kernel::id::UserId;
use kernel::time::Timestamp;
use store::{FromRow, Row, StoreError, Tx, params};

/// A session with its account.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) user: UserId,
    pub(crate) csrf: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_seen_at: Timestamp,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            user: row.id("user_id")?,
            csrf: row.text("csrf_token")?,
            created_at: row.time("created_at")?,
            last_seen_at: row.time("last_seen_at")?,
        })
    }
}

pub(crate) async fn find(tx: &Tx, token_hash: &str) -> Result<Option<Stored>, StoreError> {
    tx.one(
        "SELECT user_id, csrf_token, created_at, last_seen_at FROM sessions WHERE token_hash = $1",
        params![token_hash],
    )
    .await
}

pub(crate) async fn insert(
    tx: &Tx,
    token_hash: &str,
    user: UserId,
    csrf: &str,
    now: Timestamp,
    address: &str,
    agent: &str,
) -> Result<(), StoreError> {
    tx.execute_quietly(
        "INSERT INTO sessions (token_hash, user_id, csrf_token, created_at, last_seen_at, address, agent) \
         VALUES ($1, $2, $3, $4, $4, $5, $6)",
        params![token_hash, user.as_uuid(), csrf, now.as_micros(), address, agent],
    )
    .await?;
    Ok(())
}

pub(crate) async fn touch(tx: &Tx, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_quietly(
        "UPDATE sessions SET last_seen_at = $1 WHERE token_hash = $2",
        params![now.as_micros(), token_hash],
    )
    .await?;
    Ok(())
}

pub(crate) async fn remove(tx: &Tx, token_hash: &str) -> Result<u64, StoreError> {
    tx.execute_quietly("DELETE FROM sessions WHERE token_hash = $1", params![token_hash]).await
}

/// Ends every session of an account but one.
pub(crate) async fn remove_all(tx: &Tx, user: UserId, except: Option<&str>) -> Result<u64, StoreError> {
    tx.execute_quietly(
        "DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2",
        params![user.as_uuid(), except.unwrap_or_default()],
    )
    .await
}
