//! Field-level history of premises.

use crate::model::Change;
use crate::rules::change::FieldChange;
use kernel::id::PremisesId;
use store::{Ctx, FromRow, Row, StoreError, Tx, Value, params};
use uuid::Uuid;

/// Changes shown on the page of a premises.
const SHOWN: i64 = 100;

impl FromRow for Change {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            at: row.time("at")?,
            actor: row.text("actor")?,
            field: row.text("field")?,
            from: row.opt_text("from_value")?,
            to: row.opt_text("to_value")?,
        })
    }
}

/// Writes down what changed in the version that the changes made.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: PremisesId,
    version: i64,
    changes: &[FieldChange],
) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = changes
        .iter()
        .map(|change| {
            params![
                ctx.id::<Uuid>(),
                id.as_uuid(),
                version,
                change.field.as_str(),
                change.from.clone(),
                change.to.clone(),
                ctx.now.as_micros(),
                ctx.caller.user.map(|user| user.as_uuid()),
                ctx.caller.name.as_str(),
            ]
        })
        .collect();
    let columns =
        ["id", "premises_id", "version", "field", "from_value", "to_value", "at", "actor_id", "actor"];
    ctx.tx.insert_many("premises_history", &columns, rows, "").await?;
    Ok(())
}

/// The latest changes, newest first.
pub(crate) async fn latest(tx: &Tx, id: PremisesId) -> Result<Vec<Change>, StoreError> {
    tx.all(
        "SELECT at, actor, field, from_value, to_value FROM premises_history WHERE premises_id = $1 \
         ORDER BY version DESC, id DESC LIMIT $2",
        params![id.as_uuid(), SHOWN],
    )
    .await
}

/// Changes made after a version, oldest first.
pub(crate) async fn since(tx: &Tx, id: PremisesId, version: i64) -> Result<Vec<Change>, StoreError> {
    tx.all(
        "SELECT at, actor, field, from_value, to_value FROM premises_history \
         WHERE premises_id = $1 AND version > $2 ORDER BY version, id LIMIT $3",
        params![id.as_uuid(), version, SHOWN],
    )
    .await
}
