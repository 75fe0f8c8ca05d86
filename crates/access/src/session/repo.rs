//! Queries on `sessions`.

use crate::Origin;
use chrono::NaiveDate;
use kernel::id::{PersonId, UserId};
use kernel::time::Timestamp;
use store::{FromRow, Row, StoreError, Tx, params};

/// A session with its account.
pub(crate) struct StoredSession {
    pub(crate) user: UserId,
    pub(crate) login: String,
    pub(crate) person: PersonId,
    pub(crate) active: bool,
    pub(crate) valid_until: Option<NaiveDate>,
    pub(crate) must_change_password: bool,
    pub(crate) csrf: String,
    pub(crate) last_seen_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

impl FromRow for StoredSession {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            user: row.id("user_id")?,
            login: row.text("login")?,
            person: row.id("person_id")?,
            active: row.bool("active")?,
            valid_until: row.opt_date("valid_until")?,
            must_change_password: row.bool("must_change_password")?,
            csrf: row.text("csrf_token")?,
            last_seen_at: row.time("last_seen_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}

/// A session by the digest of its token.
pub(crate) async fn one(tx: &Tx, token_hash: &str) -> Result<Option<StoredSession>, StoreError> {
    tx.one(
        "SELECT s.user_id, s.csrf_token, s.last_seen_at, s.expires_at, u.login, u.person_id, u.active, \
         u.valid_until, u.must_change_password FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = $1",
        params![token_hash],
    )
    .await
}

/// A session to be stored.
pub(super) struct Fresh<'a> {
    pub(super) token_hash: &'a str,
    pub(super) user: UserId,
    pub(super) csrf: &'a str,
    pub(super) now: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) origin: &'a Origin,
}

/// Stores a session.
pub(super) async fn insert(tx: &Tx, session: &Fresh<'_>) -> Result<(), StoreError> {
    let agent = session.origin.agent.as_deref().map(|agent| agent.chars().take(200).collect::<String>());
    tx.execute_quietly(
        "INSERT INTO sessions (token_hash, user_id, csrf_token, created_at, last_seen_at, expires_at, address, agent) \
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7)",
        params![
            session.token_hash,
            session.user.as_uuid(),
            session.csrf,
            session.now.as_micros(),
            session.expires_at.as_micros(),
            session.origin.address.clone(),
            agent,
        ],
    )
    .await?;
    Ok(())
}

/// Notes that a session was used.
pub(super) async fn seen(tx: &Tx, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2";
    tx.execute_quietly(sql, params![token_hash, now.as_micros()]).await?;
    Ok(())
}

/// Ends a session.
pub(super) async fn end(tx: &Tx, token_hash: &str) -> Result<u64, StoreError> {
    tx.execute_quietly("DELETE FROM sessions WHERE token_hash = $1", params![token_hash]).await
}

/// Removes sessions that have ended.
pub(crate) async fn purge(tx: &Tx, now: Timestamp, idle_since: Timestamp) -> Result<u64, StoreError> {
    tx.execute_quietly(
        "DELETE FROM sessions WHERE expires_at <= $1 OR last_seen_at <= $2",
        params![now.as_micros(), idle_since.as_micros()],
    )
    .await
}
