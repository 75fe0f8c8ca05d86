//! Queries. Nothing here asks who may: services do.

use crate::model::{PlanDocument, PlanDocumentRow, Reading};
use crate::schema::SCOPE;
use kernel::region::RegionCode;
use kernel::scope::{Grant, Scope};
use store::list::{after, any_of, column, of};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Order, SelectStatement};
use store::{Ctx, StoreError, Tx, params};
use uuid::Uuid;

/// Place in the list, newest first.
pub(crate) type Key = (i64, Uuid);

const ROW: [&str; 5] = ["id", "name", "uploaded_at", "uploader", "summary"];
const WHOLE: [&str; 9] =
    ["id", "name", "uploaded_at", "uploader", "summary", "sm3", "lines", "nodes", "tasks"];

fn own(name: &'static str) -> Expr {
    column("plan_documents", name)
}

/// Documents of the grant's region, of everything in it, and of the regions above, whose points it carries out.
pub(crate) fn readable(grant: &Grant) -> Condition {
    let mut any = Condition::any().add(SCOPE.condition(grant)).add(own("region_code").is_null());
    if let Ok(region) = grant.key.parse::<RegionCode>() {
        let above = region.ancestors().into_iter().map(|code| code.to_string());
        any = any.add(own("region_code").is_in(above));
    }
    any
}

fn select(columns: &[&'static str], scope: &Scope) -> SelectStatement {
    of("plan_documents", columns).cond_where(any_of(scope.grants.iter().map(readable))).to_owned()
}

/// Documents of a scope, newest first, after a key. There are a few each year, so one select with OR is enough.
pub(crate) async fn page(
    tx: &Tx,
    scope: &Scope,
    from: Option<&Key>,
    limit: u64,
) -> Result<Vec<PlanDocumentRow>, StoreError> {
    let mut select = select(&ROW, scope);
    if let Some((at, id)) = from {
        let key = vec![own("uploaded_at"), own("id")];
        select.and_where(after(key, vec![Expr::val(*at), Expr::val(*id)], true));
    }
    select
        .order_by((Alias::new("plan_documents"), Alias::new("uploaded_at")), Order::Desc)
        .order_by((Alias::new("plan_documents"), Alias::new("id")), Order::Desc)
        .limit(limit);
    tx.select_all(&select).await
}

/// A document of a scope.
pub(crate) async fn by_id(tx: &Tx, scope: &Scope, id: Uuid) -> Result<Option<PlanDocument>, StoreError> {
    tx.select_one(&select(&WHOLE, scope).and_where(own("id").eq(id)).to_owned()).await
}

/// Inserts a document of a region; none is the whole installation.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: Uuid,
    region: Option<RegionCode>,
    sm3: &str,
    reading: &Reading,
) -> Result<(), StoreError> {
    let text = |code: Option<RegionCode>| code.map(|code| code.to_string());
    let json =
        |value: serde_json::Result<String>| value.map_err(|error| StoreError::Usage(error.to_string()));
    let row = params![
        id,
        reading.name.as_str(),
        sm3,
        i64::try_from(reading.bytes.len()).unwrap_or(i64::MAX),
        text(region),
        text(region.and_then(RegionCode::city)),
        text(region.and_then(RegionCode::county)),
        text(region.and_then(RegionCode::town)),
        text(region.and_then(RegionCode::village)),
        ctx.now.as_micros(),
        ctx.caller.user.map(|user| user.as_uuid()),
        ctx.caller.name.as_str(),
        json(serde_json::to_string(&reading.lines))?,
        json(serde_json::to_string(&reading.nodes))?,
        json(serde_json::to_string(&reading.tasks))?,
        json(serde_json::to_string(&reading.summary))?,
    ];
    let columns = [
        "id",
        "name",
        "sm3",
        "size",
        "region_code",
        "city_code",
        "county_code",
        "town_code",
        "village_code",
        "uploaded_at",
        "uploaded_by",
        "uploader",
        "lines",
        "nodes",
        "tasks",
        "summary",
    ];
    ctx.tx.insert_many("plan_documents", &columns, vec![row], "").await?;
    Ok(())
}

/// A document whose plan the caller sees already.
pub(crate) async fn whole(tx: &Tx, id: Uuid) -> Result<Option<PlanDocument>, StoreError> {
    let sql = format!("SELECT {} FROM plan_documents WHERE id = $1", WHOLE.join(", "));
    tx.one(&sql, params![id]).await
}
