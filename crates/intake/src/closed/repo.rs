//! Queries on what is in.

use super::Columns;
use kernel::id::CaseId;
use std::collections::BTreeMap;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

struct Known(String, String);

impl FromRow for Known {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.text("row_key")?, row.text("digest")?))
    }
}

/// Digests of the rows of a source that are in, by key.
pub(super) async fn known(
    ctx: &Ctx,
    source: &str,
    keys: &[String],
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in keys.chunks(500) {
        let marks: Vec<String> = (2..chunk.len() + 2).map(|number| format!("${number}")).collect();
        let mut values: Vec<Value> = params![source];
        values.extend(chunk.iter().map(|key| Value::from(key.clone())));
        let sql = format!(
            "SELECT row_key, digest FROM intake_closed_rows WHERE source_key = $1 AND row_key IN ({})",
            marks.join(", ")
        );
        found
            .extend(ctx.tx.all::<Known>(&sql, values).await?.into_iter().map(|Known(key, said)| (key, said)));
    }
    Ok(found)
}

/// Notes rows as in.
pub(super) async fn insert(
    ctx: &Ctx,
    source: &str,
    batch: Uuid,
    rows: Vec<(String, String, CaseId)>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns = ["source_key", "row_key", "digest", "case_id", "batch_id", "made_at"];
    let rows = rows
        .into_iter()
        .map(|(key, digest, case)| params![source, key, digest, case.as_uuid(), batch, ctx.now.as_micros()])
        .collect();
    ctx.tx.insert_many("intake_closed_rows", &columns, rows, "").await?;
    Ok(())
}

struct Source(Columns);

impl FromRow for Source {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.json("columns")?))
    }
}

/// How the columns of a source were read last time.
pub(super) async fn remembered(ctx: &Ctx, source: &str) -> Result<Option<Columns>, StoreError> {
    let sql = "SELECT columns FROM intake_closed_sources WHERE source_key = $1";
    Ok(ctx.tx.one::<Source>(sql, params![source]).await?.map(|Source(columns)| columns))
}

/// Remembers how the columns of a source are read.
pub(super) async fn remember(ctx: &Ctx, source: &str, columns: &Columns) -> Result<(), StoreError> {
    let text = serde_json::to_string(columns).map_err(|error| StoreError::Usage(error.to_string()))?;
    let names = ["source_key", "columns", "updated_at", "updated_by"];
    let row = params![source, text, ctx.now.as_micros(), ctx.caller.name.as_str()];
    let replace = "(source_key) DO UPDATE SET columns = excluded.columns, updated_at = excluded.updated_at, \
                   updated_by = excluded.updated_by";
    ctx.tx.insert_many("intake_closed_sources", &names, vec![row], replace).await?;
    Ok(())
}
