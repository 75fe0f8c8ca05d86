//! Clocks.

use super::cases::json;
use crate::model::RunningClock;
use kernel::id::CaseId;
use pack::lifecycle::{Certainty, Clock};
use serde::{Deserialize, Serialize};
use store::{Ctx, FromRow, Row, StoreError, params};
use uuid::Uuid;

/// The words a clock was started under. A later pack does not change what a person was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Basis {
    pub(crate) basis: String,
    pub(crate) source: Option<String>,
    pub(crate) certainty: Certainty,
}

/// A clock with the words it was started under.
#[derive(Debug, Clone)]
pub(crate) struct ClockRecord {
    pub(crate) id: Uuid,
    pub(crate) case_id: CaseId,
    pub(crate) name: String,
    pub(crate) basis: Basis,
    pub(crate) clock: RunningClock,
}

impl FromRow for ClockRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            case_id: row.id("case_id")?,
            name: row.text("name")?,
            basis: row.json("basis")?,
            clock: RunningClock::from_row(row)?,
        })
    }
}

const COLUMNS: &str = "id, case_id, code, name, basis, deadline, status, sets_due, extended_from";

/// Clocks of a case in the order they were started.
pub(crate) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<Vec<ClockRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM case_clocks WHERE case_id = $1 ORDER BY id");
    ctx.tx.all(&sql, params![case.as_uuid()]).await
}

/// One clock.
pub(crate) async fn one(ctx: &Ctx, id: Uuid) -> Result<Option<ClockRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM case_clocks WHERE id = $1");
    ctx.tx.one(&sql, params![id]).await
}

/// Clocks that wait for a holiday notice, after an id.
pub(crate) async fn provisional(ctx: &Ctx, after: Uuid, most: i64) -> Result<Vec<ClockRecord>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM case_clocks WHERE provisional AND status IN ('running', 'suspended') AND id > $1 \
         ORDER BY id LIMIT $2"
    );
    ctx.tx.all(&sql, params![after, most]).await
}

/// Writes a new clock; answers its row.
pub(crate) async fn insert(
    ctx: &Ctx,
    case: CaseId,
    clock: &RunningClock,
    rule: &Clock,
) -> Result<Uuid, StoreError> {
    let id = ctx.id::<Uuid>();
    let basis = Basis { basis: rule.basis.clone(), source: rule.source.clone(), certainty: rule.certainty };
    ctx.tx
        .execute(
            "INSERT INTO case_clocks (id, case_id, code, name, basis, deadline, started_on, due_date, provisional, \
             sets_due, status, extended_from) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)",
            params![
                id,
                case.as_uuid(),
                clock.code.clone(),
                rule.name.clone(),
                json(&basis)?,
                json(&clock.deadline)?,
                clock.deadline.from_date().to_string(),
                clock.deadline.due_date().to_string(),
                clock.deadline.provisional(),
                clock.sets_due,
                clock.status.code(),
                clock.extended_from.map(|date| date.to_string())
            ],
        )
        .await?;
    Ok(id)
}

/// Writes a changed clock.
pub(crate) async fn update(ctx: &Ctx, id: Uuid, clock: &RunningClock) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE case_clocks SET deadline = $1, due_date = $2, provisional = $3, status = $4, extended_from = $5 \
             WHERE id = $6",
            params![
                json(&clock.deadline)?,
                clock.deadline.due_date().to_string(),
                clock.deadline.provisional(),
                clock.status.code(),
                clock.extended_from.map(|date| date.to_string()),
                id
            ],
        )
        .await?;
    Ok(())
}
