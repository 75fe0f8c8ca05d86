//! Decisions on who leads, and the premises they move.

use crate::model::DutyDecision;
use crate::repo::list::{Filter, Of};
use crate::repo::tree::united;
use chrono::NaiveDate;
use kernel::id::{CaseId, PremisesId};
use kernel::region::RegionCode;
use kernel::scope::Scope;
use store::sea_query::{Alias, Expr, Query};
use store::{Ctx, FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

/// Every decision, newest first.
pub(crate) async fn all(tx: &Tx) -> Result<Vec<DutyDecision>, StoreError> {
    tx.all(
        "SELECT id, city_code, premises_kind, department, principle, document, reason, decided_on, valid_from, \
         valid_to FROM duty_decisions ORDER BY valid_from DESC, id DESC",
        params![],
    )
    .await
}

/// Keeps a decision.
pub(crate) async fn insert(ctx: &Ctx, decision: &DutyDecision) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO duty_decisions (id, city_code, premises_kind, department, principle, document, reason, \
             decided_on, valid_from, actor, created_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
            params![
                decision.id,
                decision.city.to_string(),
                decision.premises_kind.as_str(),
                decision.department.as_str(),
                decision.principle.code(),
                decision.document.as_str(),
                decision.reason.clone(),
                decision.decided_on.to_string(),
                decision.valid_from.to_string(),
                ctx.caller.name.as_str(),
                ctx.now.as_micros(),
            ],
        )
        .await?;
    Ok(())
}

/// Ends a decision on the day the next begins.
pub(crate) async fn end(tx: &Tx, id: Uuid, day: NaiveDate) -> Result<(), StoreError> {
    let sql = "UPDATE duty_decisions SET valid_to = $2 WHERE id = $1";
    tx.execute(sql, params![id, day.to_string()]).await?;
    Ok(())
}

/// A premises that a decision moves.
pub(crate) struct Moved {
    pub(crate) id: PremisesId,
    pub(crate) version: i64,
    pub(crate) department: Option<String>,
}

impl FromRow for Moved {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { id: row.id("id")?, version: row.int("version")?, department: row.opt_text("department")? })
    }
}

/// Premises of a kind in a city that another department, or none, leads.
pub(crate) async fn led_otherwise(
    tx: &Tx,
    city: RegionCode,
    kind: &str,
    department: &str,
) -> Result<Vec<Moved>, StoreError> {
    tx.all(
        "SELECT id, version, department FROM premises WHERE city_code = $1 AND kind = $2 AND voided_at IS NULL \
         AND (department IS NULL OR department <> $3) ORDER BY id",
        params![city.to_string(), kind, department],
    )
    .await
}

/// Gives all of those to the department.
pub(crate) async fn reroute(
    tx: &Tx,
    city: RegionCode,
    kind: &str,
    department: &str,
    sector: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE premises SET department = $3, sector = $4, version = version + 1 WHERE city_code = $1 AND kind = $2 \
         AND voided_at IS NULL AND (department IS NULL OR department <> $3)",
        params![city.to_string(), kind, department, sector.map(str::to_owned)],
    )
    .await?;
    Ok(())
}

/// Premises of one kind within a scope.
pub(crate) struct OfKind {
    pub(crate) kind: String,
    pub(crate) premises: i64,
}

impl FromRow for OfKind {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { kind: row.text("kind")?, premises: row.int("n")? })
    }
}

/// Premises by kind within a scope.
pub(crate) async fn by_kind(tx: &Tx, filter: &Filter, scope: &Scope) -> Result<Vec<OfKind>, StoreError> {
    let Some(rows) = united(Of::Premises.parts(filter, scope, &["id", "kind"])) else {
        return Ok(Vec::new());
    };
    let select = Query::select()
        .column(Alias::new("kind"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .from_subquery(rows, Alias::new("matches"))
        .group_by_col(Alias::new("kind"))
        .to_owned();
    tx.select_all(&select).await
}

/// A kind of premises that nobody leads in a city, without a case under way.
pub(crate) struct Unowned {
    pub(crate) city: RegionCode,
    pub(crate) kind: String,
    pub(crate) premises: i64,
}

impl FromRow for Unowned {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { city: row.region("city_code")?, kind: row.text("kind")?, premises: row.int("n")? })
    }
}

/// Kinds that premises have, that no department leads and no case is under way for.
pub(crate) async fn unowned(tx: &Tx) -> Result<Vec<Unowned>, StoreError> {
    tx.all(
        "SELECT city_code, kind, COUNT(*) AS n FROM premises WHERE department IS NULL AND voided_at IS NULL \
         AND city_code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ownership_cases WHERE ended_at IS NULL \
         AND ownership_cases.city_code = premises.city_code AND ownership_cases.premises_kind = premises.kind) \
         GROUP BY city_code, kind ORDER BY city_code, kind",
        params![],
    )
    .await
}

/// Keeps that a case is under way for a kind in a city.
pub(crate) async fn under_way(
    ctx: &Ctx,
    case: CaseId,
    city: RegionCode,
    kind: &str,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO ownership_cases (case_id, city_code, premises_kind, created_at) VALUES ($1,$2,$3,$4)";
    let values = params![case.as_uuid(), city.to_string(), kind, ctx.now.as_micros()];
    ctx.tx.execute(sql, values).await?;
    Ok(())
}

/// Keeps that a case is finished.
pub(crate) async fn finished(ctx: &Ctx, case: CaseId) -> Result<(), StoreError> {
    let sql = "UPDATE ownership_cases SET ended_at = $2 WHERE case_id = $1 AND ended_at IS NULL";
    ctx.tx.execute(sql, params![case.as_uuid(), ctx.now.as_micros()]).await?;
    Ok(())
}

/// How many cases are under way for a kind in a city: none or one.
pub(crate) async fn cases_open(tx: &Tx, city: RegionCode, kind: &str) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM ownership_cases WHERE city_code = $1 AND premises_kind = $2 AND ended_at IS NULL";
    tx.count(sql, params![city.to_string(), kind]).await
}
