//! Queries on `users`, and ending their sessions.

use super::StoredUser;
use kernel::id::{PersonId, UserId};
use kernel::time::Timestamp;
use store::{StoreError, Tx, Value, params};

/// Columns of a stored account.
pub(crate) const COLUMNS: [&str; 9] = [
    "id",
    "login",
    "person_id",
    "password_hash",
    "active",
    "must_change_password",
    "last_sign_in",
    "valid_until",
    "version",
];

async fn find(tx: &Tx, condition: &str, value: impl Into<Value>) -> Result<Option<StoredUser>, StoreError> {
    tx.one(&format!("SELECT {} FROM users WHERE {condition} = $1", COLUMNS.join(", ")), vec![value.into()])
        .await
}

/// An account by id.
pub(crate) async fn one(tx: &Tx, id: UserId) -> Result<Option<StoredUser>, StoreError> {
    find(tx, "id", id.as_uuid()).await
}

/// An account by login, already in the form that is stored.
pub(crate) async fn by_login(tx: &Tx, login: &str) -> Result<Option<StoredUser>, StoreError> {
    find(tx, "login", login).await
}

/// The account of a person.
pub(crate) async fn by_person(tx: &Tx, person: PersonId) -> Result<Option<StoredUser>, StoreError> {
    find(tx, "person_id", person.as_uuid()).await
}

/// Inserts an account.
pub(super) async fn insert(tx: &Tx, row: &StoredUser, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO users (id, login, person_id, password_hash, active, must_change_password, created_at, version, \
         valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            row.id.as_uuid(),
            row.login.clone(),
            row.person_id.as_uuid(),
            row.password_hash.clone(),
            row.active,
            row.must_change_password,
            now.as_micros(),
            row.version,
            row.valid_until.map(|day| day.to_string()),
        ],
    )
    .await?;
    Ok(())
}

/// Writes every changeable column and raises the version.
pub(crate) async fn save(tx: &Tx, row: &StoredUser) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE users SET login = $2, password_hash = $3, active = $4, must_change_password = $5, \
         valid_until = $6, version = version + 1 WHERE id = $1",
        params![
            row.id.as_uuid(),
            row.login.clone(),
            row.password_hash.clone(),
            row.active,
            row.must_change_password,
            row.valid_until.map(|day| day.to_string()),
        ],
    )
    .await?;
    Ok(())
}

/// Notes a sign-in.
pub(crate) async fn signed_in(tx: &Tx, id: UserId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_quietly(
        "UPDATE users SET last_sign_in = $2 WHERE id = $1",
        params![id.as_uuid(), now.as_micros()],
    )
    .await?;
    Ok(())
}

/// Ends every session of an account but one.
pub(crate) async fn end_sessions(tx: &Tx, id: UserId, except: Option<&str>) -> Result<u64, StoreError> {
    tx.execute_quietly(
        "DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2",
        params![id.as_uuid(), except.unwrap_or_default()],
    )
    .await
}
