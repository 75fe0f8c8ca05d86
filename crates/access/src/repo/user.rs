//! Accounts.

use kernel::id::{PersonId, UserId};
use kernel::time::Timestamp;
use store::{FromRow, Row, StoreError, Tx, params};

/// An account as stored, with the name of its person.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: UserId,
    pub(crate) login: String,
    pub(crate) person: PersonId,
    pub(crate) person_name: String,
    pub(crate) password_hash: String,
    pub(crate) active: bool,
    pub(crate) must_change_password: bool,
    pub(crate) failed_attempts: i64,
    pub(crate) locked_until: Option<Timestamp>,
    pub(crate) last_sign_in: Option<Timestamp>,
    pub(crate) version: i64,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            login: row.text("login")?,
            person: row.id("person_id")?,
            person_name: row.text("person_name")?,
            password_hash: row.text("password_hash")?,
            active: row.bool("active")?,
            must_change_password: row.bool("must_change_password")?,
            failed_attempts: row.int("failed_attempts")?,
            locked_until: row.opt_time("locked_until")?,
            last_sign_in: row.opt_time("last_sign_in")?,
            version: row.int("version")?,
        })
    }
}

const SELECT: &str = "SELECT u.id, u.login, u.person_id, p.name AS person_name, u.password_hash, u.active, \
     u.must_change_password, u.failed_attempts, u.locked_until, u.last_sign_in, u.version \
     FROM users u JOIN people p ON p.id = u.person_id";

pub(crate) async fn by_id(tx: &Tx, id: UserId) -> Result<Option<Stored>, StoreError> {
    tx.one(&format!("{SELECT} WHERE u.id = $1"), params![id.as_uuid()]).await
}

pub(crate) async fn by_login(tx: &Tx, login: &str) -> Result<Option<Stored>, StoreError> {
    tx.one(&format!("{SELECT} WHERE u.login = $1"), params![login]).await
}

pub(crate) async fn by_person(tx: &Tx, person: PersonId) -> Result<Option<Stored>, StoreError> {
    tx.one(&format!("{SELECT} WHERE u.person_id = $1"), params![person.as_uuid()]).await
}

/// Accounts after a login, whose people belong to organisations below one of the region columns given.
pub(crate) async fn page(
    tx: &Tx,
    level_column: &'static str,
    key: &str,
    after: &str,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    // The column name is one of four constants of this room.
    let place = if level_column.is_empty() { "$1 = $1".to_owned() } else { format!("o.{level_column} = $1") };
    let sql = format!(
        "{SELECT} JOIN organisations o ON o.id = p.org_id WHERE {place} AND u.login > $2 ORDER BY u.login LIMIT {limit}"
    );
    tx.all(&sql, params![key, after]).await
}

pub(crate) async fn insert(tx: &Tx, user: &Stored, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO users (id, login, person_id, password_hash, active, must_change_password, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            user.id.as_uuid(),
            user.login.clone(),
            user.person.as_uuid(),
            user.password_hash.clone(),
            user.active,
            user.must_change_password,
            now.as_micros()
        ],
    )
    .await?;
    Ok(())
}

/// Writes what an administrator or the owner changes; the version grows.
pub(crate) async fn update(tx: &Tx, user: &Stored) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE users SET login = $1, password_hash = $2, active = $3, must_change_password = $4, failed_attempts = $5, \
         locked_until = $6, version = version + 1 WHERE id = $7 AND version = $8",
        params![
            user.login.clone(),
            user.password_hash.clone(),
            user.active,
            user.must_change_password,
            user.failed_attempts,
            user.locked_until.map(Timestamp::as_micros),
            user.id.as_uuid(),
            user.version
        ],
    )
    .await
}

/// Counts a failed try.
pub(crate) async fn failed(tx: &Tx, id: UserId, failures: i64, until: Option<Timestamp>) -> Result<(), StoreError> {
    tx.execute_quietly(
        "UPDATE users SET failed_attempts = $1, locked_until = $2 WHERE id = $3",
        params![failures, until.map(Timestamp::as_micros), id.as_uuid()],
    )
    .await?;
    Ok(())
}

/// Notes a good sign-in.
pub(crate) async fn entered(tx: &Tx, id: UserId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_quietly(
        "UPDATE users SET failed_attempts = 0, locked_until = NULL, last_sign_in = $1 WHERE id = $2",
        params![now.as_micros(), id.as_uuid()],
    )
    .await?;
    Ok(())
}
