//! Digests of the rows a record speaks of, so that a change behind the program's back is found.

use super::Key;
use crate::{FromRow, Row, StoreError, Tx, params};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Type of an audited column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UUID.
    Uuid,
    /// Text.
    Text,
    /// Integer.
    Int,
    /// Boolean.
    Bool,
    /// Float.
    Real,
}

/// A table whose rows are covered by the audit. The key is a UUID column.
#[derive(Debug, Clone, Copy)]
pub struct AuditedTable {
    /// Word used in records: `case`, `premises` …
    pub kind: &'static str,
    /// Table.
    pub table: &'static str,
    /// Key column.
    pub key: &'static str,
    /// Columns covered, in canonical order. New columns are nullable and go to the end.
    pub columns: &'static [(&'static str, Kind)],
}

/// Rows asked for with one question.
const TOGETHER: usize = 500;

struct Values(Vec<u8>, Uuid);

/// Reads the covered columns of a row as canonical JSON.
fn canonical(row: &Row<'_>, table: &AuditedTable) -> Result<Vec<u8>, StoreError> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (name, kind) in table.columns {
        values.push(match kind {
            Kind::Uuid => row.opt_id::<Uuid>(name)?.map_or(Value::Null, |id| Value::String(id.to_string())),
            Kind::Text => row.opt_text(name)?.map_or(Value::Null, Value::String),
            Kind::Int => row.opt_int(name)?.map_or(Value::Null, Value::from),
            Kind::Bool => row.opt_bool(name)?.map_or(Value::Null, Value::Bool),
            Kind::Real => row.opt_real(name)?.map_or(Value::Null, |real| Value::String(format!("{real:?}"))),
        });
    }
    // A column added later is NULL in old rows; what ends in NULLs has the digest it had before.
    while values.last() == Some(&Value::Null) {
        values.pop();
    }
    Ok(Value::Array(values).to_string().into_bytes())
}

impl AuditedTable {
    fn select(&self) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        format!("SELECT {}, {} FROM {}", self.key, columns.join(", "), self.table)
    }

    /// HMAC-SM3 of one row, in hexadecimal.
    pub(crate) async fn digest(&self, tx: &Tx, key: &Key, id: Uuid) -> Result<String, StoreError> {
        let sql = format!("{} WHERE {} = $1", self.select(), self.key);
        let rows = tx.map_rows(&sql, params![id], |row| canonical(row, self)).await?;
        let bytes = rows.first().ok_or_else(|| {
            StoreError::Usage(format!("audit of a {} that does not exist: {id}", self.kind))
        })?;
        Ok(self.sign(key, id, bytes))
    }

    /// HMAC-SM3 of many rows with few questions; an id without a row is left out.
    pub(crate) async fn digests_of(
        &self,
        tx: &Tx,
        key: &Key,
        ids: &[Uuid],
    ) -> Result<BTreeMap<Uuid, String>, StoreError> {
        let mut all = BTreeMap::new();
        for batch in ids.chunks(TOGETHER) {
            let marks: Vec<String> = (1..=batch.len()).map(|at| format!("${at}")).collect();
            let sql = format!("{} WHERE {} IN ({})", self.select(), self.key, marks.join(", "));
            let values = batch.iter().map(|id| crate::Value::from(*id)).collect();
            let rows = tx
                .map_rows(&sql, values, |row| Ok(Values(canonical(row, self)?, row.uuid(self.key)?)))
                .await?;
            all.extend(rows.iter().map(|Values(bytes, id)| (*id, self.sign(key, *id, bytes))));
        }
        Ok(all)
    }

    fn sign(&self, key: &Key, id: Uuid, bytes: &[u8]) -> String {
        hex::encode(key.digest(&[b"row", self.kind.as_bytes(), id.as_bytes(), bytes]))
    }

    /// Digests of every row of the table, page by page.
    pub(crate) async fn digests(&self, tx: &Tx, key: &Key) -> Result<BTreeMap<Uuid, String>, StoreError> {
        let mut all = BTreeMap::new();
        let mut after = Uuid::nil();
        loop {
            let sql = format!("{} WHERE {} > $1 ORDER BY {} LIMIT 2000", self.select(), self.key, self.key);
            let page = tx
                .map_rows(&sql, params![after], |row| Ok(Values(canonical(row, self)?, row.uuid(self.key)?)))
                .await?;
            let Some(last) = page.last() else { return Ok(all) };
            after = last.1;
            all.extend(page.iter().map(|Values(bytes, id)| (*id, self.sign(key, *id, bytes))));
        }
    }
}

/// One entry of `row_digests`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct RowDigest {
    pub(crate) kind: String,
    pub(crate) id: Uuid,
    pub(crate) hmac: String,
}

impl FromRow for RowDigest {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { kind: row.text("kind")?, id: row.uuid("id")?, hmac: row.text("hmac")? })
    }
}
