//! Scoped lists: equality on one level column, row-value keysets, several posts merged and never joined by OR.

use crate::{FromRow, StoreError, Tx};
use kernel::page::Bounded;
use kernel::scope::{Grant, Scope, ScopeLevel};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Where a table keeps what a scope compares. A level without a column is never covered.
#[derive(Debug, Clone, Copy)]
pub struct ScopeColumns {
    /// Table or alias the columns belong to.
    pub table: &'static str,
    /// Column of the city code.
    pub city: Option<&'static str>,
    /// Column of the county code.
    pub county: Option<&'static str>,
    /// Column of the town code.
    pub town: Option<&'static str>,
    /// Column of the village code.
    pub village: Option<&'static str>,
    /// Column of the unit id.
    pub unit: Option<&'static str>,
    /// Column of the sector.
    pub sector: Option<&'static str>,
}

/// A column of a table, for the query builder.
#[must_use]
pub fn column(table: &'static str, name: &'static str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(name)))
}

impl ScopeColumns {
    /// The condition of a whole scope in one select, for small tables and for groups; large lists ask grant by grant,
    /// see [`merged`].
    #[must_use]
    pub fn any(&self, scope: &Scope) -> Condition {
        any_of(scope.grants.iter().map(|grant| self.condition(grant)))
    }

    /// The condition of one grant: equality on its level, and the sectors when it has some.
    #[must_use]
    pub fn condition(&self, grant: &Grant) -> Condition {
        let level = match grant.level {
            ScopeLevel::Nation => return Condition::all(),
            ScopeLevel::Province => None,
            ScopeLevel::City => self.city,
            ScopeLevel::County => self.county,
            ScopeLevel::Town => self.town,
            ScopeLevel::Village => self.village,
            ScopeLevel::Unit => self.unit,
        };
        let nothing = || Condition::all().add(Expr::val(1).eq(0));
        let Some(level) = level else { return nothing() };
        let mut condition = Condition::all();
        if grant.level == ScopeLevel::Unit {
            let Ok(unit) = grant.key.parse::<Uuid>() else { return nothing() };
            condition = condition.add(column(self.table, level).eq(unit));
        } else {
            condition = condition.add(column(self.table, level).eq(grant.key.clone()));
        }
        if let Some(sectors) = &grant.sectors {
            let Some(sector) = self.sector else { return nothing() };
            condition = condition.add(column(self.table, sector).is_in(sectors.iter().cloned()));
        }
        condition
    }
}

/// What any of the conditions allows; nothing when there are none.
#[must_use]
pub fn any_of(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    conditions.into_iter().fold(Condition::any().add(Expr::val(1).eq(0)), Condition::add)
}

/// Columns of a table, all named with it.
#[must_use]
pub fn of(table: &'static str, columns: &[&'static str]) -> SelectStatement {
    let columns = columns.iter().map(|name| (Alias::new(table), Alias::new(*name)));
    Query::select().columns(columns).from(Alias::new(table)).to_owned()
}

/// `(a, b) > (x, y)` as a row value, which both engines range-scan.
#[must_use]
pub fn after(columns: Vec<SimpleExpr>, values: Vec<SimpleExpr>, descending: bool) -> SimpleExpr {
    let (left, right) = (Expr::tuple(columns), Expr::tuple(values));
    if descending { left.lt(right) } else { left.gt(right) }
}

/// Runs one select per grant and merges the sorted answers: at most `limit` rows, each id once.
///
/// # Errors
/// When a query fails.
pub async fn merged<T, K, I>(
    tx: &Tx,
    selects: Vec<SelectStatement>,
    limit: usize,
    descending: bool,
    key: impl Fn(&T) -> K,
    id: impl Fn(&T) -> I,
) -> Result<Vec<T>, StoreError>
where
    T: FromRow,
    K: Ord,
    I: Ord,
{
    let mut rows = Vec::new();
    let several = selects.len() > 1;
    for select in selects {
        rows.extend(tx.select_all::<T, _>(&select).await?);
    }
    if several {
        rows.sort_by(|a, b| if descending { key(b).cmp(&key(a)) } else { key(a).cmp(&key(b)) });
        let mut seen = BTreeSet::new();
        rows.retain(|row| seen.insert(id(row)));
    }
    rows.truncate(limit);
    Ok(rows)
}

/// Largest number a bounded count goes to.
pub const COUNT_BOUND: u64 = 10_000;

/// Counts rows that any of the selects answers; each selects one column named `id`. Stops at [`COUNT_BOUND`].
///
/// # Errors
/// When the query fails.
pub async fn bounded_count(tx: &Tx, selects: Vec<SelectStatement>) -> Result<Bounded, StoreError> {
    struct Number(i64);
    impl FromRow for Number {
        fn from_row(row: &crate::Row<'_>) -> Result<Self, StoreError> {
            row.int("n").map(Number)
        }
    }
    let mut selects = selects.into_iter().map(|mut select| {
        // SQLite takes LIMIT only on the outermost of a union, so each part stands in a select of its own.
        select.limit(COUNT_BOUND + 1);
        Query::select().column(Alias::new("id")).from_subquery(select, Alias::new("part")).to_owned()
    });
    let Some(mut union) = selects.next() else { return Ok(Bounded { count: 0, more: false }) };
    for select in selects {
        union.union(UnionType::Distinct, select);
    }
    let counting = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .from_subquery(union, Alias::new("matches"))
        .to_owned();
    let number = tx.select_one::<Number, _>(&counting).await?.map_or(0, |number| number.0);
    let count = u64::try_from(number).unwrap_or(0);
    Ok(Bounded { count: if count > COUNT_BOUND { COUNT_BOUND } else { count }, more: count > COUNT_BOUND })
}
