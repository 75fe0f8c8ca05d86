//! Selects of lists and counts: one for each grant and each half of the index, merged.

use crate::answer::{History, Order};
use crate::filter::{Checked, MAJOR};
use crate::schema::{DONE_ROWS, NO_DUE, OPEN_ROWS, SCOPE};
use chrono::NaiveDate;
use kernel::id::PostId;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Grant, Scope, ScopeLevel};
use kernel::text::grams;
use kernel::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::list::{after, column};
use store::sea_query::{
    Alias, Condition, Expr, ExprTrait, LikeExpr, Order as Direction, Query, SelectStatement,
};
use uuid::Uuid;

/// Which half of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Open,
    Done,
    Both,
}

impl Half {
    fn condition(self) -> Condition {
        match self {
            Self::Open => Condition::all().add(Expr::cust(OPEN_ROWS)),
            Self::Done => Condition::all().add(Expr::cust(DONE_ROWS)),
            Self::Both => Condition::all(),
        }
    }
}

/// Where a page begins: the sort key and id of the last row shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum From {
    Due(String, Uuid),
    Opened(i64, Uuid),
}

/// What is selected, and how far.
#[derive(Debug, Clone)]
pub(crate) struct Reach<'a> {
    pub(crate) columns: &'a [&'static str],
    pub(crate) order: Option<Order>,
    pub(crate) from: Option<&'a From>,
    pub(crate) limit: Option<u64>,
}

/// Selects of a filtered list within a scope.
pub(crate) fn selects(
    scope: &Scope,
    checked: &Checked,
    today: NaiveDate,
    reach: &Reach<'_>,
) -> Vec<SelectStatement> {
    let halves: &[Half] = match (checked.only_open(), checked.only_done(), checked.order) {
        (true, true, _) => &[],
        (true, false, _) => &[Half::Open],
        (false, true, _) => &[Half::Done],
        (false, false, Order::Due) => &[Half::Open, Half::Done],
        (false, false, Order::Opened | Order::NewestFirst) => &[Half::Both],
    };
    let conditions = conditions(checked, today);
    let mut selects = Vec::new();
    for grant in &scope.grants {
        let Some(within) = within(grant, checked.filter.region) else { continue };
        for half in halves {
            let all = Condition::all().add(within.clone()).add(half.condition()).add(conditions.clone());
            selects.push(select(all, reach));
        }
    }
    selects
}

/// The condition of one scope and filter in a single select, for grouping.
pub(crate) fn grouped(scope: &Scope, checked: &Checked, today: NaiveDate) -> Condition {
    let any = scope.grants.iter().filter_map(|grant| within(grant, checked.filter.region));
    Condition::all().add(store::list::any_of(any)).add(conditions(checked, today))
}

/// A post of the caller, and what its role owns.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) post: PostId,
    pub(crate) grant: Grant,
    /// States the role owns, by digest of the lifecycle.
    pub(crate) states: BTreeMap<String, Vec<String>>,
}

/// Selects of the inbox: for each post what stands on its own desk, what it is asked for, and the states its role owns.
pub(crate) fn inbox(desks: &[Desk], reach: &Reach<'_>) -> Vec<SelectStatement> {
    let mut selects = Vec::new();
    for Desk { post, grant, states } in desks {
        let desk =
            Condition::all().add(column("cases", "desk_post").eq(post.as_uuid())).add(Half::Open.condition());
        selects.push(select(desk, reach));
        let asked = Query::select()
            .column(Alias::new("case_id"))
            .from(Alias::new("case_requests"))
            .and_where(column("case_requests", "post_id").eq(post.as_uuid()))
            .and_where(column("case_requests", "state").eq("waiting"))
            .to_owned();
        let asked =
            Condition::all().add(column("cases", "id").in_subquery(asked)).add(Half::Open.condition());
        selects.push(select(asked, reach));
        if states.is_empty() {
            continue;
        }
        let mut owned = Condition::any();
        for (hash, codes) in states {
            owned = owned.add(
                Condition::all()
                    .add(column("cases", "lifecycle_hash").eq(hash.clone()))
                    .add(column("cases", "state").is_in(codes.iter().cloned())),
            );
        }
        let by_role = Condition::all()
            .add(SCOPE.condition(grant))
            .add(Half::Open.condition())
            .add(column("cases", "desk_post").is_null())
            .add(owned);
        selects.push(select(by_role, reach));
    }
    selects
}

fn select(condition: Condition, reach: &Reach<'_>) -> SelectStatement {
    let mut select = Query::select();
    for name in reach.columns {
        select.column((Alias::new("cases"), Alias::new(*name)));
    }
    select.from(Alias::new("cases")).cond_where(condition);
    if let Some(order) = reach.order {
        let (key, descending) = match order {
            Order::Due => ("due_key", false),
            Order::Opened => ("opened_at", false),
            Order::NewestFirst => ("opened_at", true),
        };
        if let Some(from) = reach.from {
            let values = match from {
                From::Due(key, id) => vec![Expr::val(key.clone()), Expr::val(*id)],
                From::Opened(at, id) => vec![Expr::val(*at), Expr::val(*id)],
            };
            select.and_where(after(vec![column("cases", key), column("cases", "id")], values, descending));
        }
        let direction = if descending { Direction::Desc } else { Direction::Asc };
        select
            .order_by((Alias::new("cases"), Alias::new(key)), direction.clone())
            .order_by((Alias::new("cases"), Alias::new("id")), direction);
    }
    if let Some(limit) = reach.limit {
        select.limit(limit);
    }
    select
}

const fn region_column(level: Level) -> Option<&'static str> {
    match level {
        Level::Province => None,
        Level::City => Some("city_code"),
        Level::County => Some("county_code"),
        Level::Town => Some("town_code"),
        Level::Village => Some("village_code"),
    }
}

/// A grant narrowed to a region, as equality on the narrower of the two; none when they do not meet.
fn within(grant: &Grant, region: Option<RegionCode>) -> Option<Condition> {
    let own = SCOPE.condition(grant);
    let Some(region) = region else { return Some(own) };
    let Some(name) = region_column(region.level()) else {
        // A province holds the whole installation, or none of it.
        return Some(own.add(Expr::cust(format!("cases.region_code LIKE '{}%'", region.prefix()))));
    };
    let equal = column("cases", name).eq(region.to_string());
    match grant.key.parse::<RegionCode>() {
        _ if matches!(grant.level, ScopeLevel::Unit | ScopeLevel::Nation) => Some(own.add(equal)),
        Ok(held) if region.contains(held) => Some(own),
        Ok(held) if held.contains(region) => {
            let narrower = Grant { sectors: grant.sectors.clone(), ..Grant::region(region) };
            Some(SCOPE.condition(&narrower))
        }
        _ => None,
    }
}

fn conditions(checked: &Checked, today: NaiveDate) -> Condition {
    let filter = &checked.filter;
    let text = |name: &'static str, value: &Option<String>| {
        value.as_ref().filter(|value| !value.is_empty()).map(|value| column("cases", name).eq(value.clone()))
    };
    let mut all = Condition::all();
    let equal = [
        text("state", &filter.state),
        text("sector", &filter.sector),
        text("class", &filter.hazard_class),
        text("source_kind", &filter.source_kind),
    ];
    for expression in equal.into_iter().flatten() {
        all = all.add(expression);
    }
    match checked.history {
        History::Without => all = all.add(column("cases", "historical").is_null()),
        History::Only => all = all.add(column("cases", "historical").is_not_null()),
        History::With => {}
    }
    if let Some(kinds) = &checked.kinds {
        all = all.add(one_of(column("cases", "kind"), kinds));
    }
    if let Some(source) = filter.source {
        all = all.add(column("cases", "source_id").eq(source));
    }
    if let Some(classes) = &checked.classes {
        all = all.add(column("cases", "state_class").is_in(classes.iter().map(|class| class.code())));
    }
    if filter.overdue == Some(true) {
        all = all.add(column("cases", "due_key").lt(today.to_string()));
    }
    if let Some(before) = filter.due_before {
        all = all.add(column("cases", "due_key").lt(before.to_string()));
    }
    if let Some(from) = filter.due_from {
        let (first, last) = (column("cases", "due_key"), column("cases", "due_key"));
        all = all.add(first.gte(from.to_string())).add(last.lt(NO_DUE));
    }
    if let Some(from) = filter.closed_from {
        all = all.add(column("cases", "closed_on").gte(from.to_string()));
    }
    if let Some(to) = filter.closed_to {
        all = all.add(column("cases", "closed_on").lte(to.to_string()));
    }
    if let Some(day) = filter.open_on {
        all = all.add(open_on(day));
    }
    if let Some(from) = filter.opened_from {
        all = all.add(column("cases", "opened_at").gte(Timestamp::start_of_day(from).as_micros()));
    }
    if let Some(to) = filter.opened_to {
        all = all.add(column("cases", "opened_at").lt(Timestamp::end_of_day(to).as_micros()));
    }
    if let Some(premises) = filter.premises {
        all = all.add(column("cases", "subject_id").eq(premises.as_uuid()));
    }
    if let Some(unit) = filter.unit {
        all = all.add(column("cases", "unit_id").eq(unit.as_uuid()));
    }
    match filter.mark.as_deref() {
        None | Some("") => {}
        Some(MAJOR) => all = all.add(column("cases", "major").eq(true)),
        Some(mark) => {
            let marked = Query::select()
                .column(Alias::new("case_id"))
                .from(Alias::new("case_marks"))
                .and_where(column("case_marks", "code").eq(mark))
                .and_where(column("case_marks", "cleared_on").is_null())
                .to_owned();
            all = all.add(column("cases", "id").in_subquery(marked));
        }
    }
    match &checked.needle {
        Some(needle) => all.add(contains(needle)),
        None => all,
    }
}

/// Cases that were open at the end of a day. The day of closing tells for all but those that relapsed; for these the last
/// move until then does: it was closed in the states that rounds after the first began from.
fn open_on(day: NaiveDate) -> Condition {
    let day = day.to_string();
    let relapsed_from = "SELECT r.from_state FROM case_events r WHERE r.case_id = cases.id AND r.round > 1 \
         AND r.from_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_events b WHERE b.case_id = cases.id \
         AND b.round = r.round AND b.version < r.version)";
    let last_until = format!(
        "SELECT e.to_state FROM case_events e WHERE e.case_id = cases.id AND e.on_date <= '{day}' \
         AND e.to_state IS NOT NULL ORDER BY e.at DESC, e.version DESC LIMIT 1"
    );
    let between = format!("cases.round > 1 AND ({last_until}) IN ({relapsed_from})");
    Condition::all()
        .add(column("cases", "opened_on").lte(day.clone()))
        .add(
            Condition::any()
                .add(column("cases", "closed_on").is_null())
                .add(column("cases", "closed_on").gt(day)),
        )
        .add(Expr::cust(format!("NOT ({between})")))
}

/// Equality where one value is asked, so that the planner sees it; a list otherwise.
pub(crate) fn one_of(column: Expr, values: &BTreeSet<String>) -> Expr {
    match values.first().filter(|_| values.len() == 1) {
        Some(only) => column.eq(only.clone()),
        None => column.is_in(values.iter().cloned()),
    }
}

/// Exact "contains": a few grams narrow it down, the text itself decides.
fn contains(needle: &str) -> Condition {
    let mut pairs = grams(needle);
    pairs.sort_unstable();
    pairs.dedup();
    let mut all = Condition::all();
    let step = pairs.len().div_ceil(3).max(1);
    for gram in pairs.into_iter().step_by(step) {
        let holding = Query::select()
            .column(Alias::new("case_id"))
            .from(Alias::new("case_grams"))
            .and_where(column("case_grams", "gram").eq(gram))
            .to_owned();
        all = all.add(column("cases", "id").in_subquery(holding));
    }
    let escaped: String =
        needle.chars().flat_map(|c| if "\\%_".contains(c) { vec!['\\', c] } else { vec![c] }).collect();
    all.add(column("cases", "search_text").like(LikeExpr::new(format!("%{escaped}%")).escape('\\')))
}
