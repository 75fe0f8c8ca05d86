//! API keys.

use kernel::id::{ApiKeyId, PostId, UserId};
use kernel::time::Timestamp;
use store::{FromRow, Row, StoreError, Tx, params};

#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: ApiKeyId,
    pub(crate) name: String,
    pub(crate) user: UserId,
    pub(crate) prefix: String,
    pub(crate) secret_hash: String,
    pub(crate) posts: Vec<PostId>,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) revoked_at: Option<Timestamp>,
    pub(crate) last_used_at: Option<Timestamp>,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            user: row.id("user_id")?,
            prefix: row.text("prefix")?,
            secret_hash: row.text("secret_hash")?,
            posts: row.json("posts")?,
            created_at: row.time("created_at")?,
            expires_at: row.opt_time("expires_at")?,
            revoked_at: row.opt_time("revoked_at")?,
            last_used_at: row.opt_time("last_used_at")?,
        })
    }
}

const SELECT: &str = "SELECT id, name, user_id, prefix, secret_hash, posts, created_at, expires_at, revoked_at, \
     last_used_at FROM api_keys";

pub(crate) async fn by_prefix(tx: &Tx, prefix: &str) -> Result<Option<Stored>, StoreError> {
    tx.one(&format!("{SELECT} WHERE prefix = $1"), params![prefix]).await
}

pub(crate) async fn by_id(tx: &Tx, id: ApiKeyId) -> Result<Option<Stored>, StoreError> {
    tx.one(&format!("{SELECT} WHERE id = $1"), params![id.as_uuid()]).await
}

pub(crate) async fn of_user(tx: &Tx, user: UserId) -> Result<Vec<Stored>, StoreError> {
    tx.all(&format!("{SELECT} WHERE user_id = $1 ORDER BY created_at, id"), params![user.as_uuid()]).await
}

pub(crate) async fn insert(tx: &Tx, key: &Stored) -> Result<(), StoreError> {
    let posts = serde_json::to_string(&key.posts).map_err(|error| StoreError::Usage(error.to_string()))?;
    tx.execute(
        "INSERT INTO api_keys (id, name, user_id, prefix, secret_hash, posts, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            key.id.as_uuid(),
            key.name.clone(),
            key.user.as_uuid(),
            key.prefix.clone(),
            key.secret_hash.clone(),
            posts,
            key.created_at.as_micros(),
            key.expires_at.map(Timestamp::as_micros)
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn revoke(tx: &Tx, id: ApiKeyId, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL",
        params![now.as_micros(), id.as_uuid()],
    )
    .await
}

pub(crate) async fn used(tx: &Tx, id: ApiKeyId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_quietly("UPDATE api_keys SET last_used_at = $1 WHERE id = $2", params![now.as_micros(), id.as_uuid()])
        .await?;
    Ok(())
}
