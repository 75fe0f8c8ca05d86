//! One filter and one scope for every list, count, tree, map and export of premises and units.

use crate::model::{PremisesFilter, UnitFilter};
use crate::repo::premises;
use crate::rules::search::{self, Needle};
use crate::schema::{PREMISES_SCOPE, UNIT_SCOPE};
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Grant, Scope};
use store::list::{after, column};
use store::sea_query::{
    Alias, Condition, Expr, ExprTrait, JoinType, LikeExpr, Order, Query, SelectStatement, SimpleExpr,
};
use uuid::Uuid;

/// Place in a list sorted by name.
pub(crate) type Key = (String, Uuid);

/// A filter that was read: nothing in it can fail any more.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    conditions: Vec<SimpleExpr>,
    region: Option<RegionCode>,
}

impl Filter {
    /// Reads the filter of premises.
    pub(crate) fn premises(filter: &PremisesFilter) -> Result<Self, Problem> {
        let own = |name| column("premises", name);
        let mut conditions = vec![own("voided_at").is_null()];
        if let Some(kinds) = said(&filter.kind) {
            conditions.push(own("kind").is_in(kinds.split(',').map(|kind| kind.trim().to_owned())));
        }
        if let Some(tag) = said(&filter.tag) {
            conditions.push(own("id").in_subquery(words("premises_tags", "premises_id", "tag", tag)));
        }
        if let Some(sector) = said(&filter.sector) {
            conditions.push(own("sector").eq(sector));
        }
        if let Some(unit) = filter.unit {
            conditions.push(own("unit_id").eq(unit.as_uuid()));
        }
        if let Some(typed) = said(&filter.q) {
            let needle = search::needle(typed)?;
            conditions.extend(contains("premises", "premises_grams", "premises_id", &needle));
        }
        conditions.extend(crate::cases::conditions(filter));
        Ok(Self { conditions, region: filter.region })
    }

    /// Reads the filter of units.
    pub(crate) fn units(filter: &UnitFilter) -> Result<Self, Problem> {
        let own = |name| column("units", name);
        let mut conditions = vec![own("voided_at").is_null()];
        if let Some(kind) = said(&filter.kind) {
            conditions.push(own("kind").eq(kind));
        }
        if let Some(sector) = said(&filter.sector) {
            conditions.push(own("sector").eq(sector));
        }
        if let Some(typed) = said(&filter.q) {
            let needle = search::needle(typed)?;
            conditions.extend(contains("units", "units_grams", "unit_id", &needle));
        }
        Ok(Self { conditions, region: filter.region })
    }

    /// Adds a condition.
    pub(crate) fn and(mut self, condition: SimpleExpr) -> Self {
        self.conditions.push(condition);
        self
    }

    fn condition(&self, table: &'static str) -> Condition {
        let all = self.conditions.iter().cloned().fold(Condition::all(), Condition::add);
        match self.region {
            Some(region) => all.add(within(table, region)),
            None => all,
        }
    }
}

/// A parameter that was left blank says nothing.
fn said(parameter: &Option<String>) -> Option<&str> {
    parameter.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Rows whose place lies in a region.
fn within(table: &'static str, region: RegionCode) -> SimpleExpr {
    let level = match region.level() {
        Level::Province => {
            let province = region.prefix();
            return column(table, "region_code")
                .between(format!("{province}0000000000"), format!("{province}9999999999"));
        }
        // The 市辖区 of a municipality is no city of its own: its rows are told by their code alone.
        Level::City if region.is_container() => {
            let city = region.prefix();
            return column(table, "region_code")
                .between(format!("{city}00000000"), format!("{city}99999999"));
        }
        Level::City => "city_code",
        Level::County => "county_code",
        Level::Town => "town_code",
        Level::Village => "village_code",
    };
    column(table, level).eq(region.to_string())
}

fn words(table: &'static str, id: &'static str, word_column: &'static str, word: &str) -> SelectStatement {
    Query::select()
        .column(Alias::new(id))
        .from(Alias::new(table))
        .and_where(column(table, word_column).eq(word))
        .to_owned()
}

fn contains(table: &'static str, grams: &'static str, id: &'static str, needle: &Needle) -> Vec<SimpleExpr> {
    let mut all: Vec<SimpleExpr> = needle
        .grams
        .iter()
        .map(|gram| column(table, "id").in_subquery(words(grams, id, "gram", gram)))
        .collect();
    all.push(column(table, "search").like(LikeExpr::new(needle.pattern.clone()).escape('!')));
    all
}

/// What a select is about.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Premises,
    Units,
}

impl Of {
    const fn table(self) -> &'static str {
        match self {
            Self::Premises => "premises",
            Self::Units => "units",
        }
    }

    fn scoped(self, filter: &Filter, grant: &Grant) -> SelectStatement {
        let scope = match self {
            Self::Premises => PREMISES_SCOPE,
            Self::Units => UNIT_SCOPE,
        };
        Query::select()
            .from(Alias::new(self.table()))
            .cond_where(scope.condition(grant).add(filter.condition(self.table())))
            .to_owned()
    }

    /// One select per grant with these columns and nothing else; together they answer each row once per grant.
    pub(crate) fn parts(
        self,
        filter: &Filter,
        scope: &Scope,
        columns: &[&'static str],
    ) -> Vec<SelectStatement> {
        scope
            .grants
            .iter()
            .map(|grant| {
                let mut select = self.scoped(filter, grant);
                for name in columns {
                    select.expr_as(column(self.table(), name), Alias::new(*name));
                }
                select
            })
            .collect()
    }

    /// One select per grant of whole rows in order of name, after a key, at most `limit` each.
    pub(crate) fn page(
        self,
        filter: &Filter,
        scope: &Scope,
        from: Option<&Key>,
        limit: u64,
    ) -> Vec<SelectStatement> {
        let columns: &[&'static str] = match self {
            Self::Premises => &premises::COLUMNS,
            Self::Units => &crate::repo::units::COLUMNS,
        };
        let mut selects = self.parts(filter, scope, columns);
        for select in &mut selects {
            let key = || vec![column(self.table(), "pinyin"), column(self.table(), "id")];
            if let Some((pinyin, id)) = from {
                select.and_where(after(key(), vec![Expr::val(pinyin.clone()), Expr::val(*id)], false));
            }
            for part in key() {
                select.order_by_expr(part, Order::Asc);
            }
            select.limit(limit);
            match self {
                Self::Premises => {
                    select.join(
                        JoinType::LeftJoin,
                        Alias::new("units"),
                        column("units", "id").equals((Alias::new("premises"), Alias::new("unit_id"))),
                    );
                    select.expr_as(column("units", "name"), Alias::new("unit_name"));
                }
                Self::Units => {
                    select.expr_as(
                        Expr::cust(crate::repo::units::PREMISES_COUNT),
                        Alias::new("premises_count"),
                    );
                }
            }
        }
        selects
    }
}
