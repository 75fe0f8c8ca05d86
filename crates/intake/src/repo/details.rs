//! What a workbook said of premises beyond the columns of the ledger.

use kernel::id::PremisesId;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

struct Detail(PremisesId, Map<String, Json>);

impl FromRow for Detail {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.id("premises_id")?, row.json("details")?))
    }
}

/// Details of premises.
pub(crate) async fn of(
    ctx: &Ctx,
    premises: &[PremisesId],
) -> Result<BTreeMap<PremisesId, Map<String, Json>>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in premises.chunks(500) {
        let marks: Vec<String> = (1..=chunk.len()).map(|number| format!("${number}")).collect();
        let sql = format!(
            "SELECT premises_id, details FROM intake_details WHERE premises_id IN ({})",
            marks.join(", ")
        );
        let keys: Vec<Value> = chunk.iter().map(|id| Value::from(id.as_uuid())).collect();
        found.extend(ctx.tx.all::<Detail>(&sql, keys).await?.into_iter().map(|Detail(id, map)| (id, map)));
    }
    Ok(found)
}

/// Writes details over those known.
pub(crate) async fn set(
    ctx: &Ctx,
    batch: Uuid,
    details: &[(PremisesId, Map<String, Json>)],
) -> Result<(), StoreError> {
    let columns = ["premises_id", "details", "batch_id", "updated_at"];
    let rows = details
        .iter()
        .map(|(id, map)| {
            let text = Json::Object(map.clone()).to_string();
            params![id.as_uuid(), text, batch, ctx.now.as_micros()]
        })
        .collect();
    let replace = "(premises_id) DO UPDATE SET details = excluded.details, batch_id = excluded.batch_id, \
                   updated_at = excluded.updated_at";
    ctx.tx.insert_many("intake_details", &columns, rows, replace).await?;
    Ok(())
}
