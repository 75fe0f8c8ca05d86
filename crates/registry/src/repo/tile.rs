//! Single premises of a tile, and those that stand at one point.

use crate::model::{BoundingBox, PremisesRecord};
use crate::repo::cluster::within;
use crate::repo::list::{Filter, Key, Of};
use crate::repo::premises::COLUMNS;
use crate::repo::tree::united;
use h3o::CellIndex;
use kernel::id::PremisesId;
use kernel::scope::Scope;
use store::list::{after, column};
use store::sea_query::{Alias, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use store::{FromRow, Row, StoreError, Tx};

/// A premises as a tile shows it.
pub(crate) struct Standing {
    pub(crate) id: PremisesId,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) tags: Vec<String>,
    pub(crate) longitude: f64,
    pub(crate) latitude: f64,
}

impl FromRow for Standing {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            kind: row.text("kind")?,
            tags: row.json("tags")?,
            longitude: row.opt_real("longitude")?.unwrap_or_default(),
            latitude: row.opt_real("latitude")?.unwrap_or_default(),
        })
    }
}

const SHOWN: [&str; 6] = ["id", "name", "kind", "tags", "longitude", "latitude"];

fn in_box(select: &mut SelectStatement, area: BoundingBox) {
    select
        .and_where(column("premises", "longitude").between(area.west, area.east))
        .and_where(column("premises", "latitude").between(area.south, area.north));
}

/// Premises in some cells and a box, at most `most` when given, in no order.
pub(crate) async fn in_cells(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    (cells, area): (&[CellIndex], BoundingBox),
    most: Option<u64>,
) -> Result<Vec<Standing>, StoreError> {
    let mut select = within(cells, filter, scope);
    for name in SHOWN {
        select.expr_as(column("premises", name), Alias::new(name));
    }
    in_box(&mut select, area);
    if let Some(most) = most {
        select.limit(most);
    }
    tx.select_all(&select).await
}

/// Every premises of a scope and filter with a point, when they are at most `most`; none when they are more.
pub(crate) async fn few(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    most: u64,
) -> Result<Option<Vec<Standing>>, StoreError> {
    let filter = filter.clone().and(column("premises", "cell_9").is_not_null());
    let mut parts = Of::Premises.parts(&filter, scope, &SHOWN);
    for part in &mut parts {
        // SQLite takes LIMIT only on the outermost of a union, so each part stands in a select of its own.
        part.limit(most + 1);
        *part = Query::select()
            .columns(SHOWN.map(Alias::new))
            .from_subquery(part.clone(), Alias::new("part"))
            .to_owned();
    }
    let Some(rows) = united(parts) else { return Ok(Some(Vec::new())) };
    let select = Query::select()
        .columns(SHOWN.map(Alias::new))
        .from_subquery(rows, Alias::new("matches"))
        .limit(most + 1)
        .to_owned();
    let found: Vec<Standing> = tx.select_all(&select).await?;
    Ok(u64::try_from(found.len()).is_ok_and(|length| length <= most).then_some(found))
}

/// Premises of some cells by name, after a key, within a box when one is given.
pub(crate) async fn at_point(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    (cells, area): (&[CellIndex], Option<BoundingBox>),
    from: Option<&Key>,
    limit: u64,
) -> Result<Vec<PremisesRecord>, StoreError> {
    let mut select = within(cells, filter, scope);
    for name in COLUMNS {
        select.expr_as(column("premises", name), Alias::new(name));
    }
    if let Some(area) = area {
        in_box(&mut select, area);
    }
    let key = || vec![column("premises", "pinyin"), column("premises", "id")];
    if let Some((pinyin, id)) = from {
        select.and_where(after(key(), vec![Expr::val(pinyin.clone()), Expr::val(*id)], false));
    }
    for part in key() {
        select.order_by_expr(part, Order::Asc);
    }
    select.join(
        JoinType::LeftJoin,
        Alias::new("units"),
        column("units", "id").equals((Alias::new("premises"), Alias::new("unit_id"))),
    );
    select.expr_as(column("units", "name"), Alias::new("unit_name"));
    select.limit(limit);
    tx.select_all(&select).await
}
