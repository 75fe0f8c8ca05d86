//! What happened to rounds, returns and cells; only ever added to.

use crate::desk::model::{CellChange, Event, ReturnId, RoundId};
use kernel::page::Limit;
use store::{Ctx, FromRow, Row, StoreError, Tx, Value, params};
use uuid::Uuid;

impl FromRow for Event {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            at: row.time("at")?,
            actor: row.text("actor")?,
            action: row.text("action")?,
            note: row.opt_text("note")?,
        })
    }
}

impl FromRow for CellChange {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            at: row.time("at")?,
            actor: row.text("actor")?,
            row: row.text("row_key")?,
            column: row.text("column_code")?,
            before: row.opt_text("before_value")?,
            after: row.opt_text("after_value")?,
            reason: row.opt_text("reason")?,
            source: row.text("source")?,
        })
    }
}

/// Writes down what happened.
pub(crate) async fn event(
    ctx: &Ctx,
    round: RoundId,
    about: Option<ReturnId>,
    action: &str,
    note: Option<&str>,
) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO report_events (id, round_id, return_id, at, actor, action, note) VALUES ($1,$2,$3,$4,$5,$6,$7)",
            params![
                ctx.id::<Uuid>(),
                round.as_uuid(),
                about.map(|id| id.as_uuid()),
                ctx.now.as_micros(),
                ctx.caller.name.as_str(),
                action,
                note.map(str::to_owned)
            ],
        )
        .await?;
    Ok(())
}

/// What happened to a round itself, oldest first.
pub(crate) async fn of_round(tx: &Tx, round: RoundId) -> Result<Vec<Event>, StoreError> {
    tx.all(
        "SELECT at, actor, action, note FROM report_events WHERE round_id = $1 AND return_id IS NULL \
         ORDER BY at, id",
        params![round.as_uuid()],
    )
    .await
}

/// What happened to a return, oldest first.
pub(crate) async fn of_return(tx: &Tx, id: ReturnId) -> Result<Vec<Event>, StoreError> {
    tx.all(
        "SELECT at, actor, action, note FROM report_events WHERE return_id = $1 ORDER BY at, id",
        params![id.as_uuid()],
    )
    .await
}

/// Writes down changed cells.
pub(crate) async fn cells(ctx: &Ctx, id: ReturnId, changes: &[CellChange]) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = (0_i64..)
        .zip(changes)
        .map(|(position, change)| {
            params![
                ctx.id::<Uuid>(),
                id.as_uuid(),
                position,
                change.at.as_micros(),
                change.actor.as_str(),
                change.row.as_str(),
                change.column.as_str(),
                change.before.clone(),
                change.after.clone(),
                change.reason.clone(),
                change.source.as_str()
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let columns = [
        "id",
        "return_id",
        "position",
        "at",
        "actor",
        "row_key",
        "column_code",
        "before_value",
        "after_value",
        "reason",
        "source",
    ];
    ctx.tx.insert_many("report_cell_changes", &columns, rows, "").await?;
    Ok(())
}

/// Changes of the cells of a return, newest first, `limit` and one more, after so many.
pub(crate) async fn of_cells(
    tx: &Tx,
    id: ReturnId,
    after: Option<(i64, i64)>,
    limit: Limit,
) -> Result<Vec<(CellChange, i64)>, StoreError> {
    let mut values: Vec<Value> = params![id.as_uuid()];
    let mut sql = "SELECT * FROM report_cell_changes WHERE return_id = $1".to_owned();
    if let Some((at, position)) = after {
        values.push(at.into());
        values.push(position.into());
        sql.push_str(" AND (at, position) < ($2, $3)");
    }
    sql.push_str(&format!(" ORDER BY at DESC, position DESC LIMIT {}", limit.fetch()));
    tx.map_rows(&sql, values, |row| Ok((CellChange::from_row(row)?, row.int("position")?))).await
}
