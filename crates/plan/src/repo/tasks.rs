//! Tasks.

use super::json;
use crate::model::PlanTask;
use store::{Ctx, StoreError, Tx, params};
use uuid::Uuid;

const COLUMNS: &str = "id, plan_id, clause, position, state, version, body";

/// Tasks of a plan in order.
pub(crate) async fn of_plan(tx: &Tx, plan: Uuid) -> Result<Vec<PlanTask>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM plan_tasks WHERE plan_id = $1 ORDER BY position, id");
    tx.all(&sql, params![plan]).await
}

/// A task.
pub(crate) async fn by_id(tx: &Tx, id: Uuid) -> Result<Option<PlanTask>, StoreError> {
    tx.one(&format!("SELECT {COLUMNS} FROM plan_tasks WHERE id = $1"), params![id]).await
}

/// Inserts tasks.
pub(crate) async fn insert(ctx: &Ctx, tasks: &[PlanTask]) -> Result<(), StoreError> {
    let columns = ["id", "plan_id", "clause", "position", "state", "version", "body"];
    let mut rows = Vec::with_capacity(tasks.len());
    for task in tasks {
        rows.push(params![
            task.id,
            task.plan_id,
            task.clause.as_str(),
            task.position,
            task.state.code(),
            task.version,
            json(&task.body)?,
        ]);
    }
    if !rows.is_empty() {
        ctx.tx.insert_many("plan_tasks", &columns, rows, "").await?;
    }
    Ok(())
}

/// Writes a task that was at the version before; answers whether it was.
pub(crate) async fn update(ctx: &Ctx, task: &PlanTask) -> Result<bool, StoreError> {
    let changed = ctx
        .tx
        .execute(
            "UPDATE plan_tasks SET state = $1, version = $2, body = $3 WHERE id = $4 AND version = $5",
            params![task.state.code(), task.version, json(&task.body)?, task.id, task.version - 1],
        )
        .await?;
    Ok(changed > 0)
}
