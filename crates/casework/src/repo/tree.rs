//! Counts by region: from the counters where they know the filter, else from the cases themselves.

use super::list::{grouped, one_of};
use crate::filter::{Checked, MAJOR};
use crate::schema::COUNTER_SCOPE;
use chrono::NaiveDate;
use kernel::region::RegionCode;
use kernel::scope::{Scope, ScopeLevel};
use pack::lifecycle::StateClass;
use store::list::column;
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use store::{Ctx, FromRow, Row, StoreError};

/// Cases of one place, kind, class and tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafCount {
    /// Narrowest region counted by; none when a case has no region the columns know.
    pub region: Option<RegionCode>,
    /// Kind.
    pub kind: String,
    /// Class.
    pub class: StateClass,
    /// Sector.
    pub sector: Option<String>,
    /// Whether the mark `major` is set.
    pub major: bool,
    /// Cases.
    pub count: i64,
    /// Of which overdue.
    pub overdue: i64,
}

impl FromRow for LeafCount {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let mut region = None;
        for name in ["village_code", "town_code", "county_code", "city_code"] {
            let code = row.opt_text(name)?.filter(|code| !code.is_empty());
            if code.is_some() {
                region = row.opt_region(name)?;
                break;
            }
        }
        Ok(Self {
            region,
            kind: row.text("kind")?,
            class: crate::model::class(row, "state_class")?,
            sector: row.opt_text("sector")?.filter(|sector| !sector.is_empty()),
            major: row.bool("major")?,
            count: row.opt_int("n")?.unwrap_or(0),
            overdue: row.opt_int("overdue")?.unwrap_or(0),
        })
    }
}

/// Counts within a scope and filter.
pub(crate) async fn counts(
    ctx: &Ctx,
    scope: &Scope,
    checked: &Checked,
    today: NaiveDate,
) -> Result<Vec<LeafCount>, StoreError> {
    let fine =
        |level: ScopeLevel| matches!(level, ScopeLevel::Village | ScopeLevel::Unit | ScopeLevel::Province);
    let narrow =
        checked.filter.region.is_some_and(|region| region.village().is_some() || region.city().is_none());
    // Below towns the counters have no rows, and the live count is small. A town's own tree also shows its villages.
    let into_villages = scope.grants.iter().any(|grant| grant.level == ScopeLevel::Town)
        || checked.filter.region.is_some_and(|region| region.town().is_some());
    if checked.countable() && !narrow && !into_villages && !scope.grants.iter().any(|grant| fine(grant.level))
    {
        from_counters(ctx, scope, checked, today).await
    } else {
        from_cases(ctx, scope, checked, today).await
    }
}

/// Counts from the leaf rows, whatever the scope's levels; villages and units are not covered.
pub(crate) async fn from_counters(
    ctx: &Ctx,
    scope: &Scope,
    checked: &Checked,
    today: NaiveDate,
) -> Result<Vec<LeafCount>, StoreError> {
    let name = |name: &'static str| column("case_counters", name);
    let mut all = Condition::all().add(COUNTER_SCOPE.any(scope)).add(name("n").ne(0));
    let filter = &checked.filter;
    if let Some(region) = filter.region {
        let level = match region {
            _ if region.town().is_some() => "town_code",
            _ if region.county().is_some() => "county_code",
            _ => "city_code",
        };
        all = all.add(name(level).eq(region.to_string()));
    }
    if let Some(sector) = filter.sector.as_ref().filter(|sector| !sector.is_empty()) {
        all = all.add(name("sector").eq(sector.clone()));
    }
    if let Some(kinds) = &checked.kinds {
        all = all.add(one_of(name("kind"), kinds));
    }
    if let Some(from) = filter.due_from {
        all = all.add(name("due_day").gte(from.to_string()));
    }
    if let Some(classes) = &checked.classes {
        all = all.add(name("state_class").is_in(classes.iter().map(|class| class.code())));
    }
    if filter.mark.as_deref() == Some(MAJOR) {
        all = all.add(name("major").eq(true));
    }
    let before = [filter.due_before, (filter.overdue == Some(true)).then_some(today)];
    for day in before.into_iter().flatten() {
        all = all.add(name("due_day").ne("")).add(name("due_day").lt(day.to_string()));
    }
    let groups = ["city_code", "county_code", "town_code", "kind", "state_class", "sector", "major"];
    let mut select = Query::select();
    for column in groups {
        select.column(Alias::new(column)).group_by_col(Alias::new(column));
    }
    select
        .expr_as(Expr::cust("CAST(NULL AS TEXT)"), Alias::new("village_code"))
        .expr_as(Expr::cust("CAST(SUM(n) AS BIGINT)"), Alias::new("n"))
        .expr_as(
            Expr::cust(format!(
                "CAST(SUM(CASE WHEN due_day <> '' AND due_day < '{today}' THEN n ELSE 0 END) AS BIGINT)"
            )),
            Alias::new("overdue"),
        )
        .from(Alias::new("case_counters"))
        .cond_where(all);
    ctx.tx.select_all(&select).await
}

async fn from_cases(
    ctx: &Ctx,
    scope: &Scope,
    checked: &Checked,
    today: NaiveDate,
) -> Result<Vec<LeafCount>, StoreError> {
    let groups =
        ["city_code", "county_code", "town_code", "village_code", "kind", "state_class", "sector", "major"];
    let mut select = Query::select();
    for column in groups {
        select.column((Alias::new("cases"), Alias::new(column)));
        select.group_by_col((Alias::new("cases"), Alias::new(column)));
    }
    select
        .expr_as(Expr::cust("CAST(COUNT(*) AS BIGINT)"), Alias::new("n"))
        .expr_as(
            Expr::cust(format!("CAST(SUM(CASE WHEN cases.due_key < '{today}' THEN 1 ELSE 0 END) AS BIGINT)")),
            Alias::new("overdue"),
        )
        .from(Alias::new("cases"))
        .cond_where(grouped(scope, checked, today));
    ctx.tx.select_all(&select).await
}
