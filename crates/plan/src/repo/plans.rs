//! Plans.

use super::json;
use crate::model::{PlanRow, PlanState};
use crate::schema::PLAN_SCOPE;
use kernel::region::RegionCode;
use kernel::scope::{Grant, Scope};
use store::list::{after, any_of, column, of};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Order, SelectStatement};
use store::{Ctx, StoreError, Tx, params};
use uuid::Uuid;

/// Place in the list: newest year first, then newest plan.
pub(crate) type Key = (i64, i64, Uuid);

const COLUMNS: [&str; 15] = [
    "id",
    "document_id",
    "year",
    "title",
    "region_code",
    "upper_plan",
    "state",
    "no_task",
    "version",
    "edition",
    "created_at",
    "creator",
    "published_at",
    "publisher",
    "reason",
];

fn own(name: &'static str) -> Expr {
    column("plans", name)
}

/// Plans of the grant's region and everything in it; of those above and of the whole installation what is no draft.
fn readable(grant: &Grant) -> Condition {
    let mut above = Condition::any().add(own("region_code").is_null());
    if let Ok(region) = grant.key.parse::<RegionCode>() {
        above =
            above.add(own("region_code").is_in(region.ancestors().into_iter().map(|code| code.to_string())));
    }
    let issued = Condition::all().add(own("state").ne(PlanState::Draft.code())).add(above);
    Condition::any().add(PLAN_SCOPE.condition(grant)).add(issued)
}

fn select(scope: &Scope) -> SelectStatement {
    of("plans", &COLUMNS).cond_where(any_of(scope.grants.iter().map(readable))).to_owned()
}

/// Plans of a scope after a key. There are a few each year, so one select with OR is enough.
pub(crate) async fn page(
    tx: &Tx,
    scope: &Scope,
    from: Option<&Key>,
    limit: u64,
) -> Result<Vec<PlanRow>, StoreError> {
    let mut select = select(scope);
    if let Some((year, at, id)) = from {
        let key = vec![own("year"), own("created_at"), own("id")];
        select.and_where(after(key, vec![Expr::val(*year), Expr::val(*at), Expr::val(*id)], true));
    }
    for name in ["year", "created_at", "id"] {
        select.order_by((Alias::new("plans"), Alias::new(name)), Order::Desc);
    }
    tx.select_all(select.limit(limit)).await
}

/// A plan of a scope.
pub(crate) async fn by_id(tx: &Tx, scope: &Scope, id: Uuid) -> Result<Option<PlanRow>, StoreError> {
    tx.select_one(&select(scope).and_where(own("id").eq(id)).to_owned()).await
}

/// Plans in force of a scope, newest year first.
pub(crate) async fn in_force(tx: &Tx, scope: &Scope) -> Result<Vec<PlanRow>, StoreError> {
    let mut select = select(scope);
    select.and_where(own("state").eq(PlanState::Published.code()));
    for name in ["year", "published_at", "id"] {
        select.order_by((Alias::new("plans"), Alias::new(name)), Order::Desc);
    }
    tx.select_all(&select).await
}

/// Every plan that was not taken back, for the program itself.
pub(crate) async fn standing(tx: &Tx) -> Result<Vec<PlanRow>, StoreError> {
    let sql = format!("SELECT {} FROM plans WHERE state <> $1 ORDER BY created_at, id", COLUMNS.join(", "));
    tx.all(&sql, params![PlanState::Withdrawn.code()]).await
}

/// Inserts a draft.
pub(crate) async fn insert(ctx: &Ctx, plan: &PlanRow) -> Result<(), StoreError> {
    let text = |code: Option<RegionCode>| code.map(|code| code.to_string());
    let region = plan.region_code;
    ctx.tx
        .execute(
            "INSERT INTO plans (id, document_id, year, title, region_code, city_code, county_code, town_code, \
             village_code, upper_plan, state, no_task, version, edition, created_at, creator) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            params![
                plan.id,
                plan.document_id,
                i64::from(plan.year),
                plan.title.as_str(),
                text(region),
                text(region.and_then(RegionCode::city)),
                text(region.and_then(RegionCode::county)),
                text(region.and_then(RegionCode::town)),
                text(region.and_then(RegionCode::village)),
                plan.upper_plan,
                plan.state.code(),
                json(&plan.no_task)?,
                plan.version,
                plan.edition,
                plan.created_at.as_micros(),
                plan.creator.as_str(),
            ],
        )
        .await?;
    Ok(())
}

/// Writes a plan that was at the version before; answers whether it was.
pub(crate) async fn update(ctx: &Ctx, plan: &PlanRow) -> Result<bool, StoreError> {
    let changed = ctx
        .tx
        .execute(
            "UPDATE plans SET state = $1, no_task = $2, version = $3, edition = $4, published_at = $5, \
             publisher = $6, reason = $7 WHERE id = $8 AND version = $9",
            params![
                plan.state.code(),
                json(&plan.no_task)?,
                plan.version,
                plan.edition,
                plan.published_at.map(|at| at.as_micros()),
                plan.publisher.clone(),
                plan.reason.clone(),
                plan.id,
                plan.version - 1,
            ],
        )
        .await?;
    Ok(changed > 0)
}
