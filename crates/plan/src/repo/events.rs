//! Changes of plans, append-only.

use super::json;
use crate::model::{PlanEvent, PlanTask};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ctx, FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

/// One side of a change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Side {
    /// Tasks it touched.
    pub(crate) tasks: Vec<PlanTask>,
    /// Clauses without a task.
    pub(crate) no_task: BTreeMap<String, String>,
}

/// A change with both sides.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    pub(crate) event: PlanEvent,
    pub(crate) before: Side,
    pub(crate) after: Side,
}

impl FromRow for Change {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { event: PlanEvent::from_row(row)?, before: row.json("before")?, after: row.json("after")? })
    }
}

const COLUMNS: &str = "id, at, actor, verb, summary, undone";

/// The newest changes of a plan.
pub(crate) async fn of_plan(tx: &Tx, plan: Uuid, limit: u32) -> Result<Vec<PlanEvent>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM plan_events WHERE plan_id = $1 ORDER BY at DESC, id DESC LIMIT {limit}"
    );
    tx.all(&sql, params![plan]).await
}

/// Word of a change that a reorganisation made, which nobody takes back here.
pub(crate) const SUCCEED: &str = "succeed";

/// The newest change that was not taken back; taking one back is none itself.
pub(crate) async fn last(tx: &Tx, plan: Uuid) -> Result<Option<Change>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, before, after FROM plan_events WHERE plan_id = $1 AND undone = $2 \
         AND verb NOT IN ('undo', '{SUCCEED}') ORDER BY at DESC, id DESC LIMIT 1"
    );
    tx.one(&sql, params![plan, false]).await
}

/// Adds a change.
pub(crate) async fn insert(ctx: &Ctx, plan: Uuid, change: &Change) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO plan_events (id, plan_id, at, actor, verb, summary, before, after, undone) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                change.event.id,
                plan,
                change.event.at.as_micros(),
                change.event.actor.as_str(),
                change.event.verb.as_str(),
                change.event.summary.as_str(),
                json(&change.before)?,
                json(&change.after)?,
                change.event.undone,
            ],
        )
        .await?;
    Ok(())
}

/// Marks a change as taken back.
pub(crate) async fn undone(ctx: &Ctx, id: Uuid) -> Result<(), StoreError> {
    ctx.tx.execute("UPDATE plan_events SET undone = $1 WHERE id = $2", params![true, id]).await?;
    Ok(())
}
