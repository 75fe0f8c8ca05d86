//! Points and clusters in a box.

use crate::model::BoundingBox;
use crate::repo::list::{Filter, Of};
use crate::repo::tree::{known, united};
use kernel::id::PremisesId;
use kernel::scope::Scope;
use store::list::column;
use store::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Order, Query, SimpleExpr};
use store::{FromRow, Row, StoreError, Tx};

/// Most features an answer has.
pub(crate) const MOST: u64 = 2_000;

/// Premises in one cell.
pub(crate) struct Cluster {
    pub(crate) cell: String,
    pub(crate) count: i64,
    /// Of which with an open major hazard.
    pub(crate) major: i64,
    pub(crate) longitude: f64,
    pub(crate) latitude: f64,
}

impl FromRow for Cluster {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            cell: row.text("cell")?,
            count: row.int("n")?,
            major: row.int("major")?,
            longitude: row.opt_real("longitude")?.unwrap_or_default(),
            latitude: row.opt_real("latitude")?.unwrap_or_default(),
        })
    }
}

/// One premises with a point.
pub(crate) struct Single {
    pub(crate) id: PremisesId,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) longitude: f64,
    pub(crate) latitude: f64,
}

impl FromRow for Single {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            kind: row.text("kind")?,
            longitude: row.opt_real("longitude")?.unwrap_or_default(),
            latitude: row.opt_real("latitude")?.unwrap_or_default(),
        })
    }
}

fn inside(filter: Filter, area: BoundingBox) -> Filter {
    filter
        .and(column("premises", "longitude").between(area.west, area.east))
        .and(column("premises", "latitude").between(area.south, area.north))
}

/// Premises by cell, the fullest first; one more than [`MOST`] when there are more.
pub(crate) async fn clusters(
    tx: &Tx,
    filter: Filter,
    scope: &Scope,
    area: BoundingBox,
    cell: &'static str,
) -> Result<Vec<Cluster>, StoreError> {
    let filter = inside(filter, area).and(known(cell));
    let columns = ["id", cell, "longitude", "latitude"];
    let Some(rows) = united(Of::Premises.parts(&filter, scope, &columns)) else { return Ok(Vec::new()) };
    let select = Query::select()
        .expr_as(Expr::col(Alias::new(cell)), Alias::new("cell"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .expr_as(major_among(), Alias::new("major"))
        .expr_as(Expr::cust("AVG(longitude)"), Alias::new("longitude"))
        .expr_as(Expr::cust("AVG(latitude)"), Alias::new("latitude"))
        .from_subquery(rows, Alias::new("matches"))
        .group_by_col(Alias::new(cell))
        .order_by(Alias::new("n"), Order::Desc)
        .order_by(Alias::new("cell"), Order::Asc)
        .limit(MOST + 1)
        .to_owned();
    tx.select_all(&select).await
}

/// How many of a group have an open major hazard.
fn major_among() -> SimpleExpr {
    let has = Expr::col((Alias::new("matches"), Alias::new("id"))).in_subquery(crate::cases::with_major());
    // A bare 1 would be a parameter, and PostgreSQL adds those up as numerics.
    let one = CaseStatement::new().case(has, Expr::cust("1")).finally(Expr::cust("0"));
    Func::sum(Expr::Case(Box::new(one))).cast_as("BIGINT")
}

/// Single premises, at most `most`, in no order: the engine stops as soon as it has them.
pub(crate) async fn singles(
    tx: &Tx,
    filter: Filter,
    scope: &Scope,
    area: BoundingBox,
    most: u64,
) -> Result<Vec<Single>, StoreError> {
    let filter = inside(filter, area);
    let columns = ["id", "name", "kind", "longitude", "latitude"];
    let Some(rows) = united(Of::Premises.parts(&filter, scope, &columns)) else { return Ok(Vec::new()) };
    let select = Query::select()
        .columns(columns.map(Alias::new))
        .from_subquery(rows, Alias::new("matches"))
        .limit(most)
        .to_owned();
    tx.select_all(&select).await
}
