//! Reading posts within one's scope.

use super::model::{Holder, OrgName, StoredPost};
use super::{Post, repo};
use crate::authority::Authority;
use crate::organisation::{self, name_on};
use crate::reach::{self, ORGANISATIONS, may_see};
use crate::region;
use crate::sort::contains_pattern;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Grant, ScopeLevel};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Ctx;
use store::list::{after, column, merged};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, LikeExpr, Order, Query, SelectStatement};
use uuid::Uuid;

/// Which posts; what is absent does not limit.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct PostFilter {
    /// Of organisations in or below this region.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Of this organisation.
    #[serde(default)]
    pub org: Option<OrgId>,
    /// With this role.
    #[serde(default)]
    pub role: Option<String>,
    /// Ever held by this person.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Name contains this.
    #[serde(default)]
    pub q: Option<String>,
    /// Those that have ended too.
    #[serde(default)]
    pub ended: bool,
}

/// One page of the posts of organisations the caller sees, sorted by name.
///
/// # Errors
/// 403 without permission to read the directory, 400 on a cursor of another list.
pub async fn list(
    ctx: &Ctx,
    authority: &dyn Authority,
    filter: &PostFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Post>, Problem> {
    if !ctx.caller.may(reach::WRITE) {
        ctx.caller.require(reach::READ)?;
    }
    let from = cursor.map(Cursor::read::<(String, PostId)>).transpose()?;
    let today = ctx.today().to_string();
    let selects = reach::visible(&ctx.caller)
        .grants
        .iter()
        .map(|grant| {
            let mut select = select(filter, &today);
            select.cond_where(ORGANISATIONS.condition(grant));
            if let Some((key, id)) = &from {
                let columns = vec![column("posts", "sort_key"), column("posts", "id")];
                select.and_where(after(
                    columns,
                    vec![Expr::val(key.clone()), Expr::val(id.as_uuid())],
                    false,
                ));
            }
            select.order_by((Alias::new("posts"), Alias::new("sort_key")), Order::Asc);
            select.order_by((Alias::new("posts"), Alias::new("id")), Order::Asc);
            select.limit(limit.fetch());
            select
        })
        .collect();
    let fetch = limit.as_usize() + 1;
    let key = |row: &StoredPost| (row.sort_key.clone(), row.id);
    let rows = merged(&ctx.tx, selects, fetch, false, key, |row: &StoredPost| row.id).await?;
    let page = Page::from_rows(rows, limit, |row| {
        Cursor::new(vec![row.sort_key.clone().into(), row.id.to_string().into()])
    });
    Ok(Page { items: describe(ctx, authority, page.items).await?, next: page.next })
}

fn select(filter: &PostFilter, today: &str) -> SelectStatement {
    let mut select = repo::select();
    if let Some(region) = filter.region {
        let grant = Grant { level: ScopeLevel::from(region.level()), key: region.to_string(), sectors: None };
        select.cond_where(ORGANISATIONS.condition(&grant));
    }
    if let Some(org) = filter.org {
        select.and_where(column("posts", "org_id").eq(org.as_uuid()));
    }
    if let Some(role) = &filter.role {
        select.and_where(column("posts", "role").eq(role.clone()));
    }
    if let Some(person) = filter.person {
        let held = Query::select()
            .column((Alias::new("holdings"), Alias::new("post_id")))
            .from(Alias::new("holdings"))
            .and_where(column("holdings", "person_id").eq(person.as_uuid()))
            .to_owned();
        select.and_where(column("posts", "id").in_subquery(held));
    }
    if !filter.ended {
        let lasting = column("posts", "valid_to").gt(today.to_owned());
        select.cond_where(Condition::any().add(column("posts", "valid_to").is_null()).add(lasting));
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        select.and_where(column("posts", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\')));
    }
    select
}

/// One post.
///
/// # Errors
/// 403 without permission to read the directory, 404 outside the caller's scope.
pub async fn get(ctx: &Ctx, authority: &dyn Authority, id: PostId) -> Result<Post, Problem> {
    let row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该岗位"))?;
    may_see(&ctx.caller, &row.place(), "该岗位")?;
    described(ctx, authority, row).await
}

pub(super) async fn described(
    ctx: &Ctx,
    authority: &dyn Authority,
    row: StoredPost,
) -> Result<Post, Problem> {
    describe(ctx, authority, vec![row]).await?.pop().ok_or_else(|| Problem::not_found("该岗位"))
}

/// The region a post is shown with.
fn shown_region(row: &StoredPost) -> RegionCode {
    row.grant.key.parse().unwrap_or(row.org_region)
}

/// Adds names of organisations, regions, roles and holders.
async fn describe(ctx: &Ctx, authority: &dyn Authority, rows: Vec<StoredPost>) -> Result<Vec<Post>, Problem> {
    let today = ctx.today();
    let names = organisation::repo::names(&ctx.tx, rows.iter().map(|row| row.org_id).collect()).await?;
    let regions = region::names(&ctx.tx, rows.iter().map(shown_region).collect()).await?;
    let mut holders: BTreeMap<PostId, Vec<Holder>> = BTreeMap::new();
    for holding in repo::holdings_of_posts(&ctx.tx, rows.iter().map(|row| row.id).collect()).await? {
        if holding.span.lasts_past(today) && !holding.span.is_empty() {
            holders.entry(holding.post_id).or_default().push(Holder {
                person_id: holding.person_id,
                name: holding.person_name,
                from: holding.span.from,
                to: holding.span.to,
            });
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let org_name = names.get(&row.org_id).and_then(|names| name_on(names, today));
            let region_code = shown_region(&row);
            Post {
                id: row.id,
                org: OrgName {
                    id: row.org_id,
                    name: org_name.map(|name| name.name.clone()).unwrap_or_default(),
                },
                role_name: authority.role_name(&row.role),
                role: row.role,
                level: row.grant.level,
                region_code,
                region_name: regions.get(&region_code).map(|region| region.name.clone()).unwrap_or_default(),
                unit_id: (row.grant.level == ScopeLevel::Unit)
                    .then(|| row.grant.key.parse::<Uuid>().ok())
                    .flatten(),
                sectors: row.grant.sectors.map(|sectors| sectors.into_iter().collect()),
                holders: holders.remove(&row.id).unwrap_or_default(),
                valid_from: row.valid.from,
                valid_to: row.valid.to,
                version: row.version,
                name: row.name,
            }
        })
        .collect())
}
