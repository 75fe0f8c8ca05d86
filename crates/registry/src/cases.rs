//! What this room asks of the ledger of cases, all of it in one place.

use crate::model::PremisesFilter;
use casework::facts::{Load, open_by_premises};
use casework::schema::OPEN_ROWS;
use chrono::NaiveDate;
use kernel::id::PremisesId;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use store::{Ctx, FromRow, Row, StoreError};

/// Subjects of open cases.
fn open_subjects() -> SelectStatement {
    Query::select()
        .column((Alias::new("cases"), Alias::new("subject_id")))
        .from(Alias::new("cases"))
        .and_where(Expr::cust(OPEN_ROWS))
        .and_where(column("cases", "subject_kind").eq(crate::PREMISES.kind))
        .and_where(column("cases", "subject_id").is_not_null())
        .to_owned()
}

fn among(subjects: SelectStatement, wanted: bool) -> SimpleExpr {
    let id = column("premises", "id");
    if wanted { id.in_subquery(subjects) } else { id.not_in_subquery(subjects) }
}

/// Conditions of the filter that look at cases.
pub(crate) fn conditions(filter: &PremisesFilter) -> Vec<SimpleExpr> {
    let open = filter.has_open.map(|wanted| among(open_subjects(), wanted));
    let major = filter.major.map(|wanted| among(with_major(), wanted));
    open.into_iter().chain(major).collect()
}

/// Premises with an open major hazard (确定的，不是建议).
pub(crate) fn with_major() -> SelectStatement {
    open_subjects().and_where(column("cases", "major").eq(true)).to_owned()
}

/// Open cases and open major hazards of many premises.
pub(crate) async fn counts(
    ctx: &Ctx,
    premises: &[PremisesId],
) -> Result<BTreeMap<PremisesId, Load>, StoreError> {
    open_by_premises(ctx, premises).await
}

/// Subjects of open cases that are major hazards or overdue, with a flag of 0 or 1 for each: `subject_id`, `major`, `late`.
/// A subject stands there once for each such case.
pub(crate) fn in_danger(today: NaiveDate) -> SelectStatement {
    let flagged = |condition: SimpleExpr, major: &'static str, late: &'static str| {
        open_subjects()
            .and_where(condition)
            .expr_as(Expr::cust(major), Alias::new("major"))
            .expr_as(Expr::cust(late), Alias::new("late"))
            .to_owned()
    };
    let mut select = flagged(column("cases", "major").eq(true), "1", "0");
    let late = flagged(column("cases", "due_key").lt(today.to_string()), "0", "1");
    select.union(store::sea_query::UnionType::All, late);
    select
}

/// What presses on one premises.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Danger {
    /// Open cases.
    pub(crate) open: i64,
    /// Of which major hazards.
    pub(crate) major: i64,
    /// Of which overdue.
    pub(crate) late: i64,
}

struct DangerRow(PremisesId, Danger);

impl FromRow for DangerRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let number = |name: &str| Ok::<_, StoreError>(row.opt_int(name)?.unwrap_or(0));
        let danger = Danger { open: number("n")?, major: number("major")?, late: number("late")? };
        Ok(Self(row.id("subject_id")?, danger))
    }
}

/// What presses on many premises; those without open cases are left out.
pub(crate) async fn dangers(
    ctx: &Ctx,
    premises: &[PremisesId],
) -> Result<BTreeMap<PremisesId, Danger>, StoreError> {
    let mut dangers = BTreeMap::new();
    let late = format!("CAST(SUM(CASE WHEN cases.due_key < '{}' THEN 1 ELSE 0 END) AS BIGINT)", ctx.today());
    for chunk in premises.chunks(1_000) {
        let select = open_subjects()
            .and_where(column("cases", "subject_id").is_in(chunk.iter().map(|id| id.as_uuid())))
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .expr_as(
                Expr::cust("CAST(SUM(CASE WHEN cases.major THEN 1 ELSE 0 END) AS BIGINT)"),
                Alias::new("major"),
            )
            .expr_as(Expr::cust(late.clone()), Alias::new("late"))
            .group_by_col((Alias::new("cases"), Alias::new("subject_id")))
            .to_owned();
        let found = ctx.tx.select_all::<DangerRow, _>(&select).await?;
        dangers.extend(found.into_iter().map(|DangerRow(id, danger)| (id, danger)));
    }
    Ok(dangers)
}
