//! Field-level history: of premises in a table of their own, of everything that hangs on them in another.

use crate::model::Change;
use crate::rules::change::FieldChange;
use kernel::id::PremisesId;
use store::{Ctx, FromRow, Row, StoreError, Tx, Value, params};
use uuid::Uuid;

/// Changes shown on a page.
const SHOWN: i64 = 100;

impl FromRow for Change {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            at: row.time("at")?,
            actor: row.text("actor")?,
            of: row.text("kind")?,
            title: row.opt_text("title")?,
            field: row.text("field")?,
            from: row.opt_text("from_value")?,
            to: row.opt_text("to_value")?,
        })
    }
}

/// What changed in one record of a page: its kind, itself, the page's owner, and what it is called.
pub(crate) struct Told<'a> {
    pub(crate) kind: &'a str,
    pub(crate) id: Uuid,
    pub(crate) owner: Uuid,
    pub(crate) title: &'a str,
    pub(crate) version: i64,
}

/// Writes down what changed in the version that the changes made.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: PremisesId,
    version: i64,
    changes: &[FieldChange],
) -> Result<(), StoreError> {
    insert_many(ctx, changes.iter().map(|change| (id, version, change.clone())).collect()).await
}

/// Writes down changes of many premises with few statements.
pub(crate) async fn insert_many(
    ctx: &Ctx,
    changes: Vec<(PremisesId, i64, FieldChange)>,
) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = changes
        .into_iter()
        .map(|(id, version, change)| {
            params![
                ctx.id::<Uuid>(),
                id.as_uuid(),
                version,
                change.field,
                change.from,
                change.to,
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

/// Writes down what changed in a record that hangs on a page.
pub(crate) async fn tell(ctx: &Ctx, told: &Told<'_>, changes: &[FieldChange]) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = changes
        .iter()
        .map(|change| {
            params![
                ctx.id::<Uuid>(),
                told.kind,
                told.id,
                told.owner,
                told.title,
                told.version,
                change.field.as_str(),
                change.from.clone(),
                change.to.clone(),
                ctx.now.as_micros(),
                ctx.caller.user.map(|user| user.as_uuid()),
                ctx.caller.name.as_str(),
            ]
        })
        .collect();
    let columns = [
        "id",
        "kind",
        "object_id",
        "owner_id",
        "title",
        "version",
        "field",
        "from_value",
        "to_value",
        "at",
        "actor_id",
        "actor",
    ];
    ctx.tx.insert_many("record_history", &columns, rows, "").await?;
    Ok(())
}

/// The latest changes of premises themselves, newest first.
pub(crate) async fn latest(tx: &Tx, id: PremisesId) -> Result<Vec<Change>, StoreError> {
    tx.all(
        "SELECT at, actor, 'premises' AS kind, NULL AS title, field, from_value, to_value FROM premises_history \
         WHERE premises_id = $1 ORDER BY version DESC, id DESC LIMIT $2",
        params![id.as_uuid(), SHOWN],
    )
    .await
}

/// The latest changes told on a page, newest first.
pub(crate) async fn of_owner(tx: &Tx, owner: Uuid) -> Result<Vec<Change>, StoreError> {
    tx.all(
        "SELECT at, actor, kind, title, field, from_value, to_value FROM record_history WHERE owner_id = $1 \
         ORDER BY at DESC, id DESC LIMIT $2",
        params![owner, SHOWN],
    )
    .await
}

/// Changes of premises made after a version, oldest first.
pub(crate) async fn since(tx: &Tx, id: PremisesId, version: i64) -> Result<Vec<Change>, StoreError> {
    tx.all(
        "SELECT at, actor, 'premises' AS kind, NULL AS title, field, from_value, to_value FROM premises_history \
         WHERE premises_id = $1 AND version > $2 ORDER BY version, id LIMIT $3",
        params![id.as_uuid(), version, SHOWN],
    )
    .await
}

/// Changes of another record made after a version, oldest first.
pub(crate) async fn of_record_since(tx: &Tx, id: Uuid, version: i64) -> Result<Vec<Change>, StoreError> {
    tx.all(
        "SELECT at, actor, kind, title, field, from_value, to_value FROM record_history \
         WHERE object_id = $1 AND version > $2 ORDER BY version, id LIMIT $3",
        params![id, version, SHOWN],
    )
    .await
}
