//! Queries on `regions`.

use super::model::{RegionRow, StoredEntry};
use crate::sort::pinyin_key;
use crate::sql::text_batches;
use chrono::NaiveDate;
use kernel::region::{RegionCode, RegionEntry};
use std::collections::BTreeMap;
use store::{StoreError, Tx, Value, params};

const COLUMNS: [&str; 7] = ["code", "name", "level", "parent", "valid_from", "valid_to", "pinyin"];

/// Inserts entries, or replaces those with the same code. No code may stand twice in `entries`.
pub(super) async fn upsert(tx: &Tx, entries: &[RegionEntry]) -> Result<u64, StoreError> {
    let rows = entries.iter().map(values).collect();
    let update = "(code) DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent, \
                  valid_from = excluded.valid_from, valid_to = excluded.valid_to, pinyin = excluded.pinyin";
    tx.insert_many("regions", &COLUMNS, rows, update).await
}

fn values(entry: &RegionEntry) -> Vec<Value> {
    params![
        entry.code.to_string(),
        entry.name.clone(),
        entry.level.code(),
        entry.parent.map(|code| code.to_string()),
        entry.valid_from.map(|day| day.to_string()),
        entry.valid_to.map(|day| day.to_string()),
        pinyin_key(&entry.name),
    ]
}

/// Rows that `condition` selects, in force on `$1`, with whether anything lies below; further parameters from `$2`.
const ROWS: &str = "SELECT r.code, r.name, r.level, r.parent, \
     EXISTS (SELECT 1 FROM regions b WHERE b.parent = r.code) AS below \
     FROM regions r WHERE (r.valid_from IS NULL OR r.valid_from <= $1) AND (r.valid_to IS NULL OR $1 < r.valid_to)";

/// Regions directly below one.
pub(super) async fn below(tx: &Tx, parent: RegionCode, day: NaiveDate) -> Result<Vec<RegionRow>, StoreError> {
    let sql = format!("{ROWS} AND r.parent = $2 ORDER BY r.code");
    tx.all(&sql, params![day.to_string(), parent.to_string()]).await
}

/// Regions that nothing stored lies above.
pub(super) async fn topmost(tx: &Tx, day: NaiveDate) -> Result<Vec<RegionRow>, StoreError> {
    let sql = format!(
        "{ROWS} AND (r.parent IS NULL OR NOT EXISTS (SELECT 1 FROM regions a WHERE a.code = r.parent)) ORDER BY r.code"
    );
    tx.all(&sql, params![day.to_string()]).await
}

/// One region.
pub(super) async fn one(tx: &Tx, code: RegionCode, day: NaiveDate) -> Result<Option<RegionRow>, StoreError> {
    let sql = format!("{ROWS} AND r.code = $2");
    tx.one(&sql, params![day.to_string(), code.to_string()]).await
}

/// Entries by code, in force or not.
pub(super) async fn entries(
    tx: &Tx,
    codes: Vec<RegionCode>,
) -> Result<BTreeMap<RegionCode, RegionEntry>, StoreError> {
    let mut found = BTreeMap::new();
    for (marks, values) in text_batches(codes.into_iter().map(|code| code.to_string())) {
        let sql = format!(
            "SELECT code, name, level, parent, valid_from, valid_to FROM regions WHERE code IN ({marks})"
        );
        let rows = tx.all::<StoredEntry>(&sql, values).await?;
        found.extend(rows.into_iter().map(|StoredEntry(entry)| (entry.code, entry)));
    }
    Ok(found)
}

/// Every entry, in force or not.
pub(super) async fn all(tx: &Tx) -> Result<Vec<StoredEntry>, StoreError> {
    let sql = format!("SELECT {} FROM regions ORDER BY code", COLUMNS.join(", "));
    tx.all(&sql, params![]).await
}
