//! One filter and one scope for the list of visits and its count.

use crate::model::InspectionFilter;
use crate::repo::inspections::{CASES_OPENED, COLUMNS};
use crate::schema::SCOPE;
use kernel::region::{Level, RegionCode};
use kernel::scope::Scope;
use store::list::{after, column};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use uuid::Uuid;

/// Place in a list of visits, newest first.
pub(crate) type Key = (String, Uuid);

fn own(name: &'static str) -> Expr {
    column("inspections", name)
}

fn condition(filter: &InspectionFilter) -> Condition {
    let some = [
        filter.premises.map(|premises| own("premises_id").eq(premises.as_uuid())),
        filter.unit.map(|unit| own("unit_id").eq(unit.as_uuid())),
        filter.region.map(within),
        filter.sector.as_ref().map(|sector| own("sector").eq(sector.clone())),
        filter.from.map(|day| own("inspected_on").gte(day.to_string())),
        filter.to.map(|day| own("inspected_on").lte(day.to_string())),
        filter.failed.map(|failed| if failed { own("failed").gt(0) } else { own("failed").eq(0) }),
        filter.major.map(|major| own("major_suggested").eq(major)),
    ];
    some.into_iter().flatten().fold(Condition::all(), Condition::add)
}

fn within(region: RegionCode) -> SimpleExpr {
    match region.level() {
        Level::Province => {
            let province = region.prefix();
            own("region_code").between(format!("{province}0000000000"), format!("{province}9999999999"))
        }
        Level::City => own("city_code").eq(region.to_string()),
        Level::County => own("county_code").eq(region.to_string()),
        Level::Town => own("town_code").eq(region.to_string()),
        Level::Village => own("village_code").eq(region.to_string()),
    }
}

/// One select per grant with these columns and nothing else.
pub(crate) fn parts(
    filter: &InspectionFilter,
    scope: &Scope,
    columns: &[&'static str],
) -> Vec<SelectStatement> {
    scope
        .grants
        .iter()
        .map(|grant| {
            let mut select = Query::select();
            select.from(Alias::new("inspections")).cond_where(SCOPE.condition(grant).add(condition(filter)));
            for name in columns {
                select.expr_as(own(name), Alias::new(*name));
            }
            select
        })
        .collect()
}

/// One select per grant of whole rows, newest first, after a key, at most `limit` each.
pub(crate) fn page(
    filter: &InspectionFilter,
    scope: &Scope,
    from: Option<&Key>,
    limit: u64,
) -> Vec<SelectStatement> {
    let mut selects = parts(filter, scope, &COLUMNS);
    for select in &mut selects {
        let key = || vec![own("inspected_on"), own("id")];
        if let Some((day, id)) = from {
            select.and_where(after(key(), vec![Expr::val(day.clone()), Expr::val(*id)], true));
        }
        for part in key() {
            select.order_by_expr(part, Order::Desc);
        }
        select.expr_as(Expr::cust(CASES_OPENED), Alias::new("cases_opened")).limit(limit);
    }
    selects
}
