//! Queries on `api_keys`.

use super::model::StoredKey;
use directory::facts;
use kernel::id::{ApiKeyId, UserId};
use kernel::scope::Scope;
use kernel::time::Timestamp;
use store::list::column;
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use store::{StoreError, Tx, params};
use uuid::Uuid;

const COLUMNS: [&str; 10] = [
    "id",
    "name",
    "user_id",
    "posts",
    "prefix",
    "secret_hash",
    "created_at",
    "expires_at",
    "revoked_at",
    "last_used_at",
];

fn select() -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(|name| (Alias::new("api_keys"), Alias::new(name))))
        .column((Alias::new("users"), Alias::new("login")))
        .from(Alias::new("api_keys"))
        .inner_join(
            Alias::new("users"),
            column("users", "id").equals((Alias::new("api_keys"), Alias::new("user_id"))),
        );
    select
}

/// A key by id.
pub(crate) async fn one(tx: &Tx, id: ApiKeyId) -> Result<Option<StoredKey>, StoreError> {
    tx.select_one(select().and_where(column("api_keys", "id").eq(id.as_uuid()))).await
}

/// A key by its prefix.
pub(super) async fn by_prefix(tx: &Tx, prefix: &str) -> Result<Option<StoredKey>, StoreError> {
    tx.select_one(select().and_where(column("api_keys", "prefix").eq(prefix))).await
}

/// The caller's own keys and those of people within a scope, newest first, from after a key on.
pub(super) async fn visible(
    tx: &Tx,
    own: Option<UserId>,
    scope: &Scope,
    after: Option<(i64, ApiKeyId)>,
    limit: u64,
) -> Result<Vec<StoredKey>, StoreError> {
    let mut seen = Condition::any();
    if let Some(own) = own {
        seen = seen.add(column("api_keys", "user_id").eq(own.as_uuid()));
    }
    for grant in &scope.grants {
        seen = seen.add(column("users", "person_id").in_subquery(facts::people_within(grant)));
    }
    let mut query = select();
    query.cond_where(seen.add(Expr::val(1).eq(0)));
    if let Some((at, id)) = after {
        let columns = vec![column("api_keys", "created_at"), column("api_keys", "id")];
        query.and_where(store::list::after(columns, vec![Expr::val(at), Expr::val(id.as_uuid())], true));
    }
    query.order_by((Alias::new("api_keys"), Alias::new("created_at")), Order::Desc);
    query.order_by((Alias::new("api_keys"), Alias::new("id")), Order::Desc).limit(limit);
    tx.select_all(&query).await
}

/// Inserts a key.
pub(super) async fn insert(tx: &Tx, key: &StoredKey) -> Result<(), StoreError> {
    let posts = serde_json::to_string(&key.posts).map_err(|error| StoreError::Usage(error.to_string()))?;
    tx.execute(
        "INSERT INTO api_keys (id, name, user_id, posts, prefix, secret_hash, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            key.id.as_uuid(),
            key.name.clone(),
            key.user_id.as_uuid(),
            posts,
            key.prefix.clone(),
            key.secret_hash.clone(),
            key.created_at.as_micros(),
            key.expires_at.as_micros(),
        ],
    )
    .await?;
    Ok(())
}

/// Keys of an account that may still be used.
pub(super) async fn living(tx: &Tx, user: UserId, now: Timestamp) -> Result<Vec<Uuid>, StoreError> {
    let sql = "SELECT id FROM api_keys WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2";
    tx.map_rows(sql, params![user.as_uuid(), now.as_micros()], |row| row.uuid("id")).await
}

/// Revokes a key.
pub(super) async fn revoke(tx: &Tx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    tx.execute(sql, params![id, now.as_micros()]).await?;
    Ok(())
}

/// Notes that a key was used.
pub(super) async fn used(tx: &Tx, id: ApiKeyId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE api_keys SET last_used_at = $2 WHERE id = $1";
    tx.execute_quietly(sql, params![id.as_uuid(), now.as_micros()]).await?;
    Ok(())
}
