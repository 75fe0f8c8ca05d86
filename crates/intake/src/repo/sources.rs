//! Mappings remembered by source.

use crate::model::Mapping;
use store::{Ctx, FromRow, Row, StoreError, params};
use uuid::Uuid;

/// A source and how its files are read.
pub(crate) struct Source {
    pub name: String,
    pub mapping: Mapping,
}

impl FromRow for Source {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { name: row.text("name")?, mapping: row.json("mapping")? })
    }
}

/// The mapping a region's source had last time.
pub(crate) async fn remembered(ctx: &Ctx, region: &str, name: &str) -> Result<Option<Mapping>, StoreError> {
    let sql = "SELECT name, mapping FROM intake_sources WHERE region_code = $1 AND name = $2";
    Ok(ctx.tx.one::<Source>(sql, params![region, name]).await?.map(|source| source.mapping))
}

/// Remembers a mapping.
pub(crate) async fn remember(
    ctx: &Ctx,
    region: &str,
    name: &str,
    mapping: &Mapping,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(mapping).map_err(|error| StoreError::Usage(error.to_string()))?;
    let columns = ["id", "name", "region_code", "mapping", "updated_at", "updated_by"];
    let row = params![ctx.id::<Uuid>(), name, region, text, ctx.now.as_micros(), ctx.caller.name.as_str()];
    let replace = "(region_code, name) DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at, \
                   updated_by = excluded.updated_by";
    ctx.tx.insert_many("intake_sources", &columns, vec![row], replace).await?;
    Ok(())
}

/// Sources of a region by name, the latest first.
pub(crate) async fn of_region(ctx: &Ctx, region: &str) -> Result<Vec<Source>, StoreError> {
    let sql =
        "SELECT name, mapping FROM intake_sources WHERE region_code = $1 ORDER BY updated_at DESC LIMIT 200";
    ctx.tx.all(sql, params![region]).await
}
