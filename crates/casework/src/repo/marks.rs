//! Dated marks.

use super::placeholders;
use chrono::NaiveDate;
use kernel::id::CaseId;
use std::collections::BTreeMap;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

/// A mark that is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkRecord {
    pub(crate) id: Uuid,
    pub(crate) case_id: CaseId,
    pub(crate) code: String,
    pub(crate) set_on: NaiveDate,
}

impl FromRow for MarkRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            case_id: row.id("case_id")?,
            code: row.text("code")?,
            set_on: row.date("set_on")?,
        })
    }
}

/// Marks set on one case, in the order they were set.
pub(crate) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<Vec<MarkRecord>, StoreError> {
    ctx.tx
        .all(
            "SELECT id, case_id, code, set_on FROM case_marks WHERE case_id = $1 AND cleared_on IS NULL \
             ORDER BY set_on, id",
            params![case.as_uuid()],
        )
        .await
}

/// Marks set on several cases.
pub(crate) async fn of_cases(
    ctx: &Ctx,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<MarkRecord>>, StoreError> {
    let mut found: BTreeMap<CaseId, Vec<MarkRecord>> = BTreeMap::new();
    for chunk in cases.chunks(1000) {
        let mut values: Vec<Value> = Vec::new();
        let list = placeholders(&mut values, chunk.iter().map(|id| id.as_uuid()));
        let sql = format!(
            "SELECT id, case_id, code, set_on FROM case_marks WHERE case_id IN ({list}) AND cleared_on IS NULL \
             ORDER BY set_on, id"
        );
        for mark in ctx.tx.all::<MarkRecord>(&sql, values).await? {
            found.entry(mark.case_id).or_default().push(mark);
        }
    }
    Ok(found)
}

/// Sets a mark; answers its row.
pub(crate) async fn set(ctx: &Ctx, case: CaseId, code: &str) -> Result<Uuid, StoreError> {
    let id = ctx.id::<Uuid>();
    ctx.tx
        .execute(
            "INSERT INTO case_marks (id, case_id, code, set_on, set_by) VALUES ($1, $2, $3, $4, $5)",
            params![id, case.as_uuid(), code, ctx.today().to_string(), ctx.caller.name.clone()],
        )
        .await?;
    Ok(id)
}

/// Clears a mark; its row stays.
pub(crate) async fn clear(ctx: &Ctx, mark: Uuid) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE case_marks SET cleared_on = $1 WHERE id = $2",
            params![ctx.today().to_string(), mark],
        )
        .await?;
    Ok(())
}
