//! Scoring sheets and their versions.

use crate::model::{ScoringSheet, ScoringSheetRow, SheetText};
use crate::schema::SHEET_SCOPE;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Grant, Scope};
use registry::model::RegionColumns;
use store::list::{after, any_of, column, of};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Order, SelectStatement};
use store::{Ctx, StoreError, Tx, params};
use uuid::Uuid;

/// Place in a list, newest first.
pub(crate) type Key = (i64, Uuid);

const ROW: [&str; 7] = ["id", "title", "version", "items", "region_code", "saved_at", "saved_by"];
const WHOLE: [&str; 8] = ["id", "title", "version", "items", "region_code", "saved_at", "saved_by", "lines"];

fn own(name: &'static str) -> Expr {
    column("scoring_sheets", name)
}

/// Sheets of the grant's region and below, and those of the regions above it: a sheet of the city is for its counties.
fn readable(grant: &Grant) -> Condition {
    let whole = Grant { sectors: None, ..grant.clone() };
    let mut any = Condition::any().add(SHEET_SCOPE.condition(&whole));
    let above = grant.key.parse::<RegionCode>().map(RegionCode::ancestors).unwrap_or_default();
    for code in above.into_iter().filter(|code| code.level() != Level::Province) {
        any = any.add(own("region_code").eq(code.to_string()));
    }
    any
}

fn select(columns: &[&'static str], scope: &Scope) -> SelectStatement {
    of("scoring_sheets", columns).cond_where(any_of(scope.grants.iter().map(readable))).to_owned()
}

/// Sheets of a scope, newest first, after a key. There are a few each year, so one select with OR is enough.
pub(crate) async fn page(
    tx: &Tx,
    scope: &Scope,
    from: Option<&Key>,
    limit: u64,
) -> Result<Vec<ScoringSheetRow>, StoreError> {
    let mut select = select(&ROW, scope);
    if let Some((at, id)) = from {
        select.and_where(after(vec![own("saved_at"), own("id")], vec![Expr::val(*at), Expr::val(*id)], true));
    }
    select
        .order_by((Alias::new("scoring_sheets"), Alias::new("saved_at")), Order::Desc)
        .order_by((Alias::new("scoring_sheets"), Alias::new("id")), Order::Desc)
        .limit(limit);
    tx.select_all(&select).await
}

/// A sheet of a scope.
pub(crate) async fn one(tx: &Tx, scope: &Scope, id: Uuid) -> Result<Option<ScoringSheet>, StoreError> {
    tx.select_one(&select(&WHOLE, scope).and_where(own("id").eq(id)).to_owned()).await
}

fn lines(text: &SheetText) -> Result<String, StoreError> {
    serde_json::to_string(&text.items).map_err(|error| StoreError::Usage(error.to_string()))
}

async fn keep_version(ctx: &Ctx, id: Uuid, version: i64, text: &SheetText) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO scoring_sheet_versions (sheet_id, version, title, lines, saved_at, saved_by) \
             VALUES ($1,$2,$3,$4,$5,$6)",
            params![
                id,
                version,
                text.title.trim(),
                lines(text)?,
                ctx.now.as_micros(),
                ctx.caller.name.as_str()
            ],
        )
        .await?;
    Ok(())
}

/// Writes a new sheet as version 1.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: Uuid,
    region: RegionCode,
    text: &SheetText,
) -> Result<(), StoreError> {
    let mut values = params![
        id,
        text.title.trim(),
        1_i64,
        i64::try_from(text.items.len()).unwrap_or(i64::MAX),
        lines(text)?,
        ctx.now.as_micros(),
        ctx.caller.name.as_str(),
    ];
    values.extend(RegionColumns { code: region }.values());
    let columns = [
        "id",
        "title",
        "version",
        "items",
        "lines",
        "saved_at",
        "saved_by",
        "region_code",
        "city_code",
        "county_code",
        "town_code",
        "village_code",
    ];
    ctx.tx.insert_many("scoring_sheets", &columns, vec![values], "").await?;
    keep_version(ctx, id, 1, text).await
}

/// Writes the next version over the one the editor saw; false when it is no longer that one.
pub(crate) async fn save(ctx: &Ctx, id: Uuid, seen: i64, text: &SheetText) -> Result<bool, StoreError> {
    let saved = ctx
        .tx
        .execute(
            "UPDATE scoring_sheets SET title = $1, version = $2, items = $3, lines = $4, saved_at = $5, saved_by = $6 \
             WHERE id = $7 AND version = $8",
            params![
                text.title.trim(),
                seen + 1,
                i64::try_from(text.items.len()).unwrap_or(i64::MAX),
                lines(text)?,
                ctx.now.as_micros(),
                ctx.caller.name.as_str(),
                id,
                seen
            ],
        )
        .await?;
    if saved == 0 {
        return Ok(false);
    }
    keep_version(ctx, id, seen + 1, text).await?;
    Ok(true)
}
