//! Counting failed sign-ins by login and by address.

use crate::rules::back_off::Failures;
use crate::secrets::digest;
use kernel::time::Timestamp;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, ExprTrait, Query};
use store::{FromRow, Row, StoreError, Tx, params};

/// Under what a login is counted: its digest, because people type passwords into the wrong field.
pub(crate) fn login_subject(login: &str) -> String {
    format!("login:{}", digest(login))
}

/// Under what an address is counted.
pub(crate) fn address_subject(address: &str) -> String {
    format!("address:{address}")
}

struct Counted(String, Failures);

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let failures = Failures {
            count: row.int("failures")?,
            last_at: row.time("last_at")?,
            locked_until: row.opt_time("locked_until")?,
        };
        Ok(Self(row.text("subject")?, failures))
    }
}

/// Failures of some subjects.
pub(crate) async fn many(tx: &Tx, subjects: &[String]) -> Result<BTreeMap<String, Failures>, StoreError> {
    if subjects.is_empty() {
        return Ok(BTreeMap::new());
    }
    let table = "access_failures";
    let select = Query::select()
        .columns(
            ["subject", "failures", "last_at", "locked_until"]
                .map(|name| (Alias::new(table), Alias::new(name))),
        )
        .from(Alias::new(table))
        .and_where(column(table, "subject").is_in(subjects.iter().cloned()))
        .to_owned();
    let rows = tx.select_all::<Counted, _>(&select).await?;
    Ok(rows.into_iter().map(|Counted(subject, failures)| (subject, failures)).collect())
}

/// Failures of a subject, its row held for the rest of the transaction, so that tries made at once take turns.
pub(crate) async fn hold(tx: &Tx, subject: &str, now: Timestamp) -> Result<Option<Failures>, StoreError> {
    tx.execute_quietly(
        "INSERT INTO access_failures (subject, failures, last_at) VALUES ($1, 0, $2) \
         ON CONFLICT (subject) DO UPDATE SET failures = access_failures.failures",
        params![subject, now.as_micros()],
    )
    .await?;
    Ok(many(tx, &[subject.to_owned()]).await?.remove(subject))
}

/// Stores the count of a subject whose row is held.
pub(crate) async fn put(tx: &Tx, subject: &str, failures: &Failures) -> Result<(), StoreError> {
    tx.execute_quietly(
        "UPDATE access_failures SET failures = $2, last_at = $3, locked_until = $4 WHERE subject = $1",
        params![
            subject,
            failures.count,
            failures.last_at.as_micros(),
            failures.locked_until.map(Timestamp::as_micros)
        ],
    )
    .await?;
    Ok(())
}

/// Forgets the failures of a subject.
pub(crate) async fn forget(tx: &Tx, subject: &str) -> Result<(), StoreError> {
    tx.execute_quietly("DELETE FROM access_failures WHERE subject = $1", params![subject]).await?;
    Ok(())
}

/// Forgets failures that no longer count.
pub(crate) async fn purge(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute_quietly(
        "DELETE FROM access_failures WHERE last_at < $1 AND (locked_until IS NULL OR locked_until < $1)",
        params![before.as_micros()],
    )
    .await
}
