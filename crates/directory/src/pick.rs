//! Choosing whom to ask or to hand work to: names of bodies and their posts, also outside one's own area.
//!
//! Who works in a public body is not shown here, only that the body and the post exist; that is printed in every notice.
//! Units keep their own posts to themselves.

use crate::organisation::name_on;
use crate::organisation::{self, OrganisationKind};
use crate::region;
use crate::sort::contains_pattern;
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use serde::Serialize;
use store::Ctx;
use store::list::column;
use store::sea_query::{Alias, Condition, ExprTrait, LikeExpr, Order, Query, SelectStatement};

/// Most names one answer gives; whoever looks for another types more of it.
pub const MOST: u64 = 30;
/// Permissions of which one is needed.
const WORK: [&str; 5] = ["case.act", "case.open", "plan.act", "plan.write", "report.ask"];

/// A body to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BodyName {
    /// Organisation.
    pub id: OrgId,
    /// Name today.
    pub name: String,
    /// Region it stands in.
    pub region_name: String,
    /// Kind in words.
    pub kind_name: String,
}

/// A post to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PostName {
    /// Post.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Name of its organisation today.
    pub organisation: String,
    /// Region of its organisation.
    pub region_name: String,
}

fn may_pick(ctx: &Ctx) -> Result<(), Problem> {
    if WORK.iter().any(|permission| ctx.caller.may(permission)) {
        return Ok(());
    }
    ctx.caller.require(crate::reach::READ)
}

/// Bodies in force today whose name, former ones included, contains the text; those of the caller's own level first is
/// left to the reader: they are sorted by name.
///
/// # Errors
/// 403 without any work to hand on.
pub async fn bodies(ctx: &Ctx, q: Option<&str>) -> Result<Vec<BodyName>, Problem> {
    may_pick(ctx)?;
    let table = "organisations";
    let mut select = Query::select();
    select
        .columns(organisation::repo::COLUMNS.map(|name| (Alias::new(table), Alias::new(name))))
        .from(Alias::new(table))
        .and_where(column(table, "kind").ne(OrganisationKind::Unit.code()));
    in_force(&mut select, table, ctx);
    named(&mut select, column(table, "id"), q);
    select
        .order_by((Alias::new(table), Alias::new("sort_key")), Order::Asc)
        .order_by((Alias::new(table), Alias::new("id")), Order::Asc)
        .limit(MOST);
    let rows = ctx.tx.select_all::<organisation::StoredOrganisation, _>(&select).await?;
    let names = organisation::repo::names(&ctx.tx, rows.iter().map(|row| row.id).collect()).await?;
    let regions = region::names(&ctx.tx, rows.iter().map(|row| row.region_code).collect()).await?;
    let today = ctx.today();
    Ok(rows
        .into_iter()
        .map(|row| BodyName {
            id: row.id,
            name: names
                .get(&row.id)
                .and_then(|names| name_on(names, today))
                .map_or_else(String::new, |name| name.name.clone()),
            region_name: regions.get(&row.region_code).map_or_else(String::new, |region| region.name.clone()),
            kind_name: row.kind.label().to_owned(),
        })
        .collect())
}

/// Posts in force today whose name, or that of their body, contains the text.
///
/// # Errors
/// 403 without any work to hand on.
pub async fn posts(ctx: &Ctx, q: Option<&str>) -> Result<Vec<PostName>, Problem> {
    may_pick(ctx)?;
    let mut select = crate::post::repo::select();
    select.and_where(column("organisations", "kind").ne(OrganisationKind::Unit.code()));
    in_force(&mut select, "posts", ctx);
    if let Some(text) = q.map(str::trim).filter(|text| !text.is_empty()) {
        let body = Query::select()
            .column((Alias::new("n"), Alias::new("org_id")))
            .from_as(Alias::new("organisation_names"), Alias::new("n"))
            .and_where(column("n", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\')))
            .to_owned();
        let own = column("posts", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\'));
        select.cond_where(Condition::any().add(own).add(column("posts", "org_id").in_subquery(body)));
    }
    select
        .order_by((Alias::new("posts"), Alias::new("sort_key")), Order::Asc)
        .order_by((Alias::new("posts"), Alias::new("id")), Order::Asc)
        .limit(MOST);
    let rows = ctx.tx.select_all::<crate::post::StoredPost, _>(&select).await?;
    let names = organisation::repo::names(&ctx.tx, rows.iter().map(|row| row.org_id).collect()).await?;
    let regions = region::names(&ctx.tx, rows.iter().map(|row| row.org_region).collect()).await?;
    let today = ctx.today();
    Ok(rows
        .into_iter()
        .map(|row| PostName {
            id: row.id,
            name: row.name,
            organisation: names
                .get(&row.org_id)
                .and_then(|names| name_on(names, today))
                .map_or_else(String::new, |name| name.name.clone()),
            region_name: regions.get(&row.org_region).map_or_else(String::new, |region| region.name.clone()),
        })
        .collect())
}

fn in_force(select: &mut SelectStatement, table: &'static str, ctx: &Ctx) {
    select.and_where(column(table, "valid_from").lte(ctx.today().to_string())).cond_where(
        Condition::any()
            .add(column(table, "valid_to").is_null())
            .add(column(table, "valid_to").gt(ctx.today().to_string())),
    );
}

fn named(select: &mut SelectStatement, id: store::sea_query::Expr, q: Option<&str>) {
    let Some(text) = q.map(str::trim).filter(|text| !text.is_empty()) else { return };
    let holding = Query::select()
        .column((Alias::new("n"), Alias::new("org_id")))
        .from_as(Alias::new("organisation_names"), Alias::new("n"))
        .and_where(column("n", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\')))
        .to_owned();
    select.and_where(id.in_subquery(holding));
}
