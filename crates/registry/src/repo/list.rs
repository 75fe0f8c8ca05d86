//! One filter and one scope for every list, count, tree, map and export of premises and units.

use crate::model::{BuildingFilter, PremisesFilter, UnitFilter};
use crate::repo::premises;
use crate::rules::search::{self, Needle};
use crate::schema::{BUILDING_SCOPE, PREMISES_SCOPE, UNIT_SCOPE};
use kernel::date::plus_days;
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Grant, Place, Scope, ScopeLevel};
use kernel::time::Timestamp;
use store::list::{ScopeColumns, after, column};
use store::sea_query::{
    Alias, Asterisk, Condition, Expr, ExprTrait, Func, JoinType, LikeExpr, Order, Query, SelectStatement,
    SimpleExpr,
};
use store::{StoreError, Tx, params};
use uuid::Uuid;

/// Place in a list sorted by name.
pub(crate) type Key = (String, Uuid);

/// A filter that was read: nothing in it can fail any more.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    conditions: Vec<SimpleExpr>,
    region: Option<RegionCode>,
    needle: Option<Needle>,
    drive: Drive,
}

/// By what the rows are found, when it is not the place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Drive {
    /// Nobody has looked yet: the place and the grams together.
    #[default]
    Unknown,
    /// By the place in order of name; what is looked for is so common that a page fills quickly.
    Place,
    /// By a pair of characters that few rows have.
    Gram(String),
    /// By the unit answerable.
    Unit(Uuid),
    /// By the kind in order of name; the place is nearly everything.
    Kind,
}

/// So many rows with a pair of characters are few: they are fetched and sorted faster than a page is found by walking.
const FEW_WORDS: i64 = 3_000;

impl Filter {
    /// Reads the filter of premises.
    pub(crate) fn premises(filter: &PremisesFilter) -> Result<Self, Problem> {
        let own = |name| column("premises", name);
        let mut conditions = vec![own("voided_at").is_null()];
        let mut drive = Drive::Unknown;
        if let Some(kinds) = said(&filter.kind) {
            if !kinds.contains(',') {
                drive = Drive::Kind;
            }
            conditions.push(own("kind").is_in(kinds.split(',').map(|kind| kind.trim().to_owned())));
        }
        if let Some(tag) = said(&filter.tag) {
            conditions.push(own("id").in_subquery(words("premises_tags", "premises_id", "tag", tag)));
        }
        if let Some(sector) = said(&filter.sector) {
            conditions.push(own("sector").eq(sector));
        }
        if let Some(unit) = filter.unit {
            drive = Drive::Unit(unit.as_uuid());
            conditions.push(own("unit_id").eq(unit.as_uuid()));
        }
        if let Some(department) = said(&filter.department) {
            conditions.push(own("department").eq(department));
        }
        if let Some(unmapped) = filter.unmapped {
            let department = own("department");
            conditions.push(if unmapped { department.is_null() } else { department.is_not_null() });
        }
        match said(&filter.key_unit) {
            None => {}
            Some("none") => conditions.push(own("key_status").is_null()),
            Some(status) => conditions.push(own("key_status").is_in(status.split(',').map(str::to_owned))),
        }
        if let Some(building) = filter.building {
            conditions.push(own("building_id").eq(building.as_uuid()));
        }
        conditions.extend(dated(filter));
        let needle = said(&filter.q).map(search::needle).transpose()?;
        conditions.extend(crate::cases::conditions(filter));
        Ok(Self { conditions, region: filter.region, needle, drive })
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
        let needle = said(&filter.q).map(search::needle).transpose()?;
        Ok(Self { conditions, region: filter.region, needle, drive: Drive::Unknown })
    }

    /// Reads the filter of buildings.
    pub(crate) fn buildings(filter: &BuildingFilter) -> Result<Self, Problem> {
        let own = |name| column("buildings", name);
        let mut conditions = vec![own("voided_at").is_null()];
        if let Some(used) = said(&filter.use_class) {
            conditions.push(own("use_class").eq(used));
        }
        let needle = said(&filter.q).map(search::needle).transpose()?;
        Ok(Self { conditions, region: filter.region, needle, drive: Drive::Unknown })
    }

    /// Adds a condition.
    pub(crate) fn and(mut self, condition: SimpleExpr) -> Self {
        self.conditions.push(condition);
        self
    }

    /// The same filter, knowing how common the characters looked for are.
    ///
    /// Rare ones are looked up and what they find is sorted; common ones are met while walking in order of name. Looking
    /// up the common ones, or walking for the rare ones, takes as long as there are rows.
    pub(crate) async fn tuned(mut self, tx: &Tx, of: Of) -> Result<Self, StoreError> {
        let Some(needle) = self.needle.as_ref().filter(|_| !matches!(self.drive, Drive::Unit(_))) else {
            return Ok(self);
        };
        let mut rarest: Option<(i64, &String)> = None;
        for gram in &needle.grams {
            let n = tx.count(of.count_gram(), params![gram.as_str(), FEW_WORDS]).await?;
            if rarest.is_none_or(|(least, _)| n < least) {
                rarest = Some((n, gram));
            }
        }
        self.drive = match rarest {
            Some((n, gram)) if n < FEW_WORDS => Drive::Gram(gram.clone()),
            _ => Drive::Place,
        };
        Ok(self)
    }

    /// The rows to look through.
    fn rows(&self, of: Of) -> Option<SelectStatement> {
        let table = of.table();
        let mut rows = Query::select();
        rows.column((Alias::new(table), Asterisk));
        match &self.drive {
            Drive::Unknown | Drive::Place | Drive::Kind => return None,
            Drive::Unit(unit) => rows
                .from(Alias::new(table))
                .and_where(column(table, "unit_id").eq(*unit))
                .and_where(column(table, "voided_at").is_null()),
            Drive::Gram(gram) => {
                let (grams, id) = of.grams();
                rows.from(Alias::new(grams))
                    // SQLite reads a cross join from left to right.
                    .join(JoinType::CrossJoin, Alias::new(table), Condition::all())
                    .and_where(column(table, "id").equals((Alias::new(grams), Alias::new(id))))
                    .and_where(column(grams, "gram").eq(gram.clone()))
            }
        };
        // The limit, which never bites, keeps both engines from going another way.
        rows.limit(i64::MAX.cast_unsigned());
        Some(rows)
    }

    /// Everything but the scope.
    pub(crate) fn condition(&self, table: &'static str) -> Condition {
        let rest = self.anywhere(table);
        match self.region {
            Some(region) => rest.add(within(table, region)),
            None => rest,
        }
    }

    /// Everything but the scope and the region.
    fn anywhere(&self, table: &'static str) -> Condition {
        let all = self.conditions.iter().cloned().fold(Condition::all(), Condition::add);
        match &self.needle {
            Some(needle) => {
                let of = match table {
                    "units" => Of::Units,
                    "buildings" => Of::Buildings,
                    _ => Of::Premises,
                };
                let (grams, id) = of.grams();
                let found = contains(table, grams, id, needle);
                let skip = if self.drive == Drive::Unknown || self.drive == Drive::Kind {
                    0
                } else {
                    found.len() - 1
                };
                found.into_iter().skip(skip).fold(all, Condition::add)
            }
            None => all,
        }
    }
}

/// Conditions on the day of the last visit and the day of registration.
fn dated(filter: &PremisesFilter) -> Vec<SimpleExpr> {
    let own = |name| column("premises", name);
    let mut conditions = Vec::new();
    if let Some(day) = filter.inspected_from {
        conditions.push(own("last_inspected_on").gte(day.to_string()));
    }
    if let Some(day) = filter.inspected_to {
        conditions.push(own("last_inspected_on").lte(day.to_string()));
    }
    if let Some(day) = filter.created_from {
        conditions.push(own("created_at").gte(Timestamp::start_of_day(day).as_micros()));
    }
    if let Some(day) = filter.created_to {
        conditions.push(own("created_at").lt(Timestamp::start_of_day(plus_days(day, 1)).as_micros()));
    }
    conditions
}

/// A parameter that was left blank says nothing.
pub(crate) fn said(parameter: &Option<String>) -> Option<&str> {
    parameter.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Whether every row of a region is in the place of a grant, so that the region alone need be asked for.
fn narrows(grant: &Grant, region: RegionCode) -> bool {
    let narrower = region.level() > Level::Province && !region.is_container();
    narrower && grant.level != ScopeLevel::Unit && grant.reaches(&Place::of(region))
}

/// Whether every row of a grant lies in a region, so that the region need not be asked for.
fn widens(grant: &Grant, region: RegionCode) -> bool {
    let regional = !matches!(grant.level, ScopeLevel::Unit | ScopeLevel::Nation) && !region.is_container();
    regional
        && grant
            .key
            .parse::<RegionCode>()
            .is_ok_and(|held| Place::of(held).region(region.level()) == Some(region))
}

/// The scope of a grant, said in a way no index answers: another index is to be taken.
fn veiled(scope: &ScopeColumns, grant: &Grant) -> Condition {
    match (grant.level, scope.city, &grant.sectors) {
        (ScopeLevel::City, Some(city), None) => Condition::all().add(
            SimpleExpr::from(Func::coalesce([column(scope.table, city), Expr::val("")]))
                .eq(grant.key.clone()),
        ),
        _ => scope.condition(grant),
    }
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
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    Premises,
    Units,
    Buildings,
}

impl Of {
    const fn table(self) -> &'static str {
        match self {
            Self::Premises => "premises",
            Self::Units => "units",
            Self::Buildings => "buildings",
        }
    }

    /// The table of its grams, and the column of the row in it.
    const fn grams(self) -> (&'static str, &'static str) {
        match self {
            Self::Premises => ("premises_grams", "premises_id"),
            Self::Units => ("units_grams", "unit_id"),
            Self::Buildings => ("buildings_grams", "building_id"),
        }
    }

    const fn count_gram(self) -> &'static str {
        match self {
            Self::Premises => {
                "SELECT COUNT(*) AS n FROM (SELECT premises_id FROM premises_grams WHERE gram = $1 LIMIT $2) AS found"
            }
            Self::Units => {
                "SELECT COUNT(*) AS n FROM (SELECT unit_id FROM units_grams WHERE gram = $1 LIMIT $2) AS found"
            }
            Self::Buildings => {
                "SELECT COUNT(*) AS n FROM (SELECT building_id FROM buildings_grams WHERE gram = $1 LIMIT $2) AS found"
            }
        }
    }

    fn scoped(self, filter: &Filter, grant: &Grant) -> SelectStatement {
        let scope = match self {
            Self::Premises => PREMISES_SCOPE,
            Self::Units => UNIT_SCOPE,
            Self::Buildings => BUILDING_SCOPE,
        };
        let mut select = Query::select();
        match filter.rows(self) {
            Some(rows) => select.from_subquery(rows, Alias::new(self.table())),
            None => select.from(Alias::new(self.table())),
        };
        let wide = grant.level <= ScopeLevel::City
            && filter.region.is_none_or(|region| region.level() <= Level::City);
        // Of a place within a grant and a grant within a place, the narrower is asked for alone: its index is then the one
        // taken.
        let held = match filter.region {
            Some(region) if narrows(grant, region) => {
                scope.condition(&Grant { sectors: grant.sectors.clone(), ..Grant::region(region) })
            }
            Some(region) if !widens(grant, region) => {
                scope.condition(grant).add(within(self.table(), region))
            }
            _ if filter.drive == Drive::Kind && wide => veiled(&scope, grant),
            _ => scope.condition(grant),
        };
        select.cond_where(held).cond_where(filter.anywhere(self.table()));
        select
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
            Self::Buildings => &crate::repo::buildings::COLUMNS,
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
                Self::Buildings => {}
            }
        }
        selects
    }
}
