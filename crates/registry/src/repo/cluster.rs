//! Premises counted by cell: from the counted cells where they know the filter, else from the premises themselves.

use crate::cases;
use crate::model::PremisesFilter;
use crate::repo::list::{Filter, Of, said};
use crate::repo::tree::united;
use crate::schema::PREMISES_SCOPE;
use crate::schema_map::CELL_SCOPE;
use chrono::NaiveDate;
use h3o::CellIndex;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Scope, ScopeLevel};
use store::list::column;
use store::sea_query::{
    Alias, Asterisk, Condition, Expr, ExprTrait, JoinType, Query, SelectStatement, SimpleExpr,
};
use store::{FromRow, Row, StoreError, Tx, params};

/// The cell of the counters, cut out of the stored one as the triggers do.
const COUNTED_CELL: &str = "'87' || substr(premises.cell_9, 3, 7) || 'ffffff'";
const STORED_CELL: &str = "premises.cell_9";

/// Numbers of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// Premises.
    pub(crate) count: i64,
    /// Of which with an open major hazard.
    pub(crate) major: i64,
    /// Of which with something overdue.
    pub(crate) late: i64,
}

/// A cell and its numbers.
pub(crate) struct Counted {
    pub(crate) cell: CellIndex,
    pub(crate) numbers: Numbers,
}

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let cell: CellIndex = row.text("cell")?.parse().map_err(|error: h3o::error::InvalidCellIndex| {
            StoreError::Shape { column: "cell".to_owned(), reason: error.to_string() }
        })?;
        let number = |name: &str| Ok::<_, StoreError>(row.opt_int(name)?.unwrap_or(0));
        Ok(Self {
            cell,
            numbers: Numbers { count: number("n")?, major: number("major")?, late: number("late")? },
        })
    }
}

/// Where premises are looked for.
#[derive(Debug, Clone)]
pub(crate) enum Among {
    /// Anywhere in the scope, counted by the cells of the counters.
    Scope,
    /// In these stored cells, each counted by itself.
    Cells(Vec<CellIndex>),
}

impl Among {
    const fn cell(&self) -> &'static str {
        match self {
            Self::Scope => COUNTED_CELL,
            Self::Cells(_) => STORED_CELL,
        }
    }

    fn condition(&self) -> SimpleExpr {
        match self {
            Self::Scope => column("premises", "cell_9").is_not_null(),
            Self::Cells(cells) => in_cells(column("premises", "cell_9"), cells),
        }
    }
}

fn in_cells(column: SimpleExpr, cells: &[CellIndex]) -> SimpleExpr {
    column.is_in(cells.iter().map(ToString::to_string))
}

/// What the counted cells can be asked for.
#[derive(Debug, Clone)]
pub(crate) struct Leaf(Condition);

impl Leaf {
    /// The question, when the counted cells know every dimension of filter and scope.
    pub(crate) fn of(filter: &PremisesFilter, scope: &Scope) -> Option<Self> {
        let rest = PremisesFilter { kind: None, sector: None, region: None, ..filter.clone() };
        let known = |level| {
            matches!(level, ScopeLevel::Nation | ScopeLevel::City | ScopeLevel::County | ScopeLevel::Town)
        };
        if rest != PremisesFilter::default() || !scope.grants.iter().all(|grant| known(grant.level)) {
            return None;
        }
        let own = |name| column("premises_cells", name);
        let mut all = Condition::all().add(CELL_SCOPE.any(scope));
        if let Some(region) = filter.region {
            all = all.add(own(level_column(region)?).eq(region.to_string()));
        }
        if let Some(kinds) = said(&filter.kind) {
            all = all.add(own("kind").is_in(kinds.split(',').map(|kind| kind.trim().to_owned())));
        }
        if let Some(sector) = said(&filter.sector) {
            all = all.add(own("sector").eq(sector));
        }
        Some(Self(all))
    }

    /// Premises by town, or by the narrowest region known above one.
    pub(crate) async fn towns(&self, tx: &Tx) -> Result<Vec<Within>, StoreError> {
        let place = "CASE WHEN town_code <> '' THEN town_code WHEN county_code <> '' THEN county_code ELSE city_code END";
        let select = Query::select()
            .expr_as(Expr::cust(place), Alias::new("region_code"))
            .expr_as(Expr::cust("CAST(SUM(n) AS BIGINT)"), Alias::new("n"))
            .from(Alias::new("premises_cells"))
            .cond_where(self.0.clone())
            .and_where(Expr::cust("city_code || county_code || town_code <> ''"))
            .add_group_by([Expr::cust(place)])
            .to_owned();
        let mut found: Vec<Within> = tx.select_all(&select).await?;
        found.retain(|within| within.1 != 0);
        Ok(found)
    }

    /// Premises by counted cell, in these cells or in all.
    pub(crate) async fn cells(
        &self,
        tx: &Tx,
        cells: Option<&[CellIndex]>,
    ) -> Result<Vec<Counted>, StoreError> {
        let mut select = Query::select()
            .expr_as(column("premises_cells", "cell"), Alias::new("cell"))
            .expr_as(Expr::cust("CAST(SUM(n) AS BIGINT)"), Alias::new("n"))
            .expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("major"))
            .expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("late"))
            .from(Alias::new("premises_cells"))
            .cond_where(self.0.clone())
            .and_where(column("premises_cells", "cell").ne(""))
            .group_by_col((Alias::new("premises_cells"), Alias::new("cell")))
            .to_owned();
        if let Some(cells) = cells {
            select.and_where(in_cells(column("premises_cells", "cell"), cells));
        }
        let mut found: Vec<Counted> = tx.select_all(&select).await?;
        found.retain(|cell| cell.numbers.count != 0);
        Ok(found)
    }
}

/// Premises in a region.
pub(crate) struct Within(pub(crate) RegionCode, pub(crate) i64);

impl FromRow for Within {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.region("region_code")?, row.opt_int("n")?.unwrap_or(0)))
    }
}

/// Premises with something overdue, by the place they stand in.
pub(crate) async fn late(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<Within>, StoreError> {
    let select = pressed(filter, scope, today)
        .and_where(Expr::cust("danger.late = 1"))
        .expr_as(column("premises", "region_code"), Alias::new("region_code"))
        .expr_as(Expr::cust("COUNT(DISTINCT premises.id)"), Alias::new("n"))
        .group_by_col((Alias::new("premises"), Alias::new("region_code")))
        .to_owned();
    tx.select_all(&select).await
}

fn level_column(region: RegionCode) -> Option<&'static str> {
    match region.level() {
        Level::City if !region.is_container() => Some("city_code"),
        Level::County => Some("county_code"),
        Level::Town => Some("town_code"),
        _ => None,
    }
}

/// The premises of some cells as a table under its own name. The limit, which never bites, keeps both engines from looking
/// for them by anything but the cell.
pub(crate) fn of_cells(cells: &[CellIndex]) -> SelectStatement {
    Query::select()
        .column((Alias::new("premises"), Asterisk))
        .from(Alias::new("premises"))
        .and_where(column("premises", "voided_at").is_null())
        .and_where(in_cells(column("premises", "cell_9"), cells))
        .limit(i64::MAX.cast_unsigned())
        .to_owned()
}

/// Premises of a scope and filter in some cells, to be given columns.
pub(crate) fn within(cells: &[CellIndex], filter: &Filter, scope: &Scope) -> SelectStatement {
    Query::select()
        .from_subquery(of_cells(cells), Alias::new("premises"))
        .cond_where(PREMISES_SCOPE.any(scope))
        .cond_where(filter.condition("premises"))
        .to_owned()
}

/// Premises by cell.
pub(crate) async fn live(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    among: &Among,
) -> Result<Vec<Counted>, StoreError> {
    let cell = Expr::cust(among.cell());
    let rows = match among {
        Among::Cells(cells) => within(cells, filter, scope)
            .expr_as(column("premises", "id"), Alias::new("id"))
            .expr_as(cell, Alias::new("cell"))
            .to_owned(),
        Among::Scope => {
            let mut parts = Of::Premises.parts(&filter.clone().and(among.condition()), scope, &["id"]);
            for part in &mut parts {
                part.expr_as(cell.clone(), Alias::new("cell"));
            }
            let Some(rows) = united(parts) else { return Ok(Vec::new()) };
            rows
        }
    };
    let select = Query::select()
        .column(Alias::new("cell"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("major"))
        .expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("late"))
        .from_subquery(rows, Alias::new("matches"))
        .group_by_col(Alias::new("cell"))
        .to_owned();
    tx.select_all(&select).await
}

/// Premises with an open major hazard or something overdue, by cell. Read from the cases, which are few, to the premises.
pub(crate) async fn danger(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    among: &Among,
    today: NaiveDate,
) -> Result<Vec<Counted>, StoreError> {
    let distinct =
        |flag: &str| Expr::cust(format!("COUNT(DISTINCT CASE WHEN danger.{flag} = 1 THEN premises.id END)"));
    let select = pressed(filter, scope, today)
        .expr_as(Expr::cust(among.cell()), Alias::new("cell"))
        .expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("n"))
        .expr_as(distinct("major"), Alias::new("major"))
        .expr_as(distinct("late"), Alias::new("late"))
        .and_where(among.condition())
        .add_group_by([Expr::cust(among.cell())])
        .to_owned();
    tx.select_all(&select).await
}

/// Premises of a scope and filter beside each case that presses, as `danger`.
fn pressed(filter: &Filter, scope: &Scope, today: NaiveDate) -> SelectStatement {
    Query::select()
        .from_subquery(cases::in_danger(today), Alias::new("danger"))
        // SQLite reads a cross join from left to right.
        .join(JoinType::CrossJoin, Alias::new("premises"), Condition::all())
        .and_where(column("premises", "id").equals((Alias::new("danger"), Alias::new("subject_id"))))
        .cond_where(PREMISES_SCOPE.any(scope))
        .cond_where(filter.condition("premises"))
        .to_owned()
}

/// Sums up the rows of the counted cells when more than `leave` have gathered; answers how many rows were summed.
pub(crate) async fn fold(tx: &Tx, token: &str, leave: i64) -> Result<i64, StoreError> {
    let unfolded = "SELECT COUNT(*) AS n FROM premises_cells WHERE fold IS NULL";
    if tx.count(unfolded, params![]).await? <= leave {
        return Ok(0);
    }
    // Rows committed by others from here on are not taken, and so are neither summed nor deleted.
    let taken = tx.execute_quietly("UPDATE premises_cells SET fold = $1", params![token]).await?;
    let sums = "INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n, fold) \
                SELECT cell, city_code, county_code, town_code, kind, sector, CAST(SUM(n) AS BIGINT), '' \
                FROM premises_cells WHERE fold = $1 \
                GROUP BY cell, city_code, county_code, town_code, kind, sector HAVING SUM(n) <> 0";
    tx.execute_quietly(sums, params![token]).await?;
    tx.execute_quietly("DELETE FROM premises_cells WHERE fold = $1", params![token]).await?;
    Ok(i64::try_from(taken).unwrap_or(i64::MAX))
}
