//! Reading organisations within one's scope.

use super::model::StoredOrganisation;
use super::{Organisation, OrganisationKind, name_on, repo};
use crate::reach::{self, ORGANISATIONS, may_see};
use crate::sort::contains_pattern;
use crate::work::OpenWork;
use crate::{post, region};
use kernel::id::{OrgId, PostId};
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Ctx;
use store::list::{after, column, merged};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, LikeExpr, Order, Query, SelectStatement};

/// Which organisations; what is absent does not limit.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct OrganisationFilter {
    /// In or below this region.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Directly below this organisation.
    #[serde(default)]
    pub parent: Option<OrgId>,
    /// Of this kind.
    #[serde(default)]
    pub kind: Option<OrganisationKind>,
    /// Any name, former ones included, contains this.
    #[serde(default)]
    pub q: Option<String>,
    /// Those that have ended too.
    #[serde(default)]
    pub ended: bool,
}

/// One page of the organisations the caller sees, sorted by name.
///
/// # Errors
/// 403 without permission to read the directory, 400 on a cursor of another list.
pub async fn list(
    ctx: &Ctx,
    work: &dyn OpenWork,
    filter: &OrganisationFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Organisation>, Problem> {
    if !ctx.caller.may(reach::WRITE) {
        ctx.caller.require(reach::READ)?;
    }
    let from = cursor.map(Cursor::read::<(String, OrgId)>).transpose()?;
    let today = ctx.today().to_string();
    let selects = reach::visible(&ctx.caller)
        .grants
        .iter()
        .map(|grant| {
            let mut select = select(filter, &today);
            select.cond_where(ORGANISATIONS.condition(grant));
            if let Some((key, id)) = &from {
                let columns = vec![column("organisations", "sort_key"), column("organisations", "id")];
                select.and_where(after(
                    columns,
                    vec![Expr::val(key.clone()), Expr::val(id.as_uuid())],
                    false,
                ));
            }
            select.order_by((Alias::new("organisations"), Alias::new("sort_key")), Order::Asc);
            select.order_by((Alias::new("organisations"), Alias::new("id")), Order::Asc);
            select.limit(limit.fetch());
            select
        })
        .collect();
    let fetch = limit.as_usize() + 1;
    let key = |row: &StoredOrganisation| (row.sort_key.clone(), row.id);
    let rows = merged(&ctx.tx, selects, fetch, false, key, |row: &StoredOrganisation| row.id).await?;
    let page = Page::from_rows(rows, limit, |row| {
        Cursor::new(vec![row.sort_key.clone().into(), row.id.to_string().into()])
    });
    Ok(Page { items: describe(ctx, work, page.items).await?, next: page.next })
}

fn select(filter: &OrganisationFilter, today: &str) -> SelectStatement {
    let table = "organisations";
    let mut select = Query::select();
    select.columns(repo::COLUMNS.map(|name| (Alias::new(table), Alias::new(name)))).from(Alias::new(table));
    if let Some(region) = filter.region {
        let level = ScopeLevel::from(region.level());
        let grant = kernel::scope::Grant { level, key: region.to_string(), sectors: None };
        select.cond_where(ORGANISATIONS.condition(&grant));
    }
    if let Some(parent) = filter.parent {
        select.and_where(column(table, "parent_id").eq(parent.as_uuid()));
    }
    if let Some(kind) = filter.kind {
        select.and_where(column(table, "kind").eq(kind.code()));
    }
    if !filter.ended {
        select.cond_where(
            Condition::any()
                .add(column(table, "valid_to").is_null())
                .add(column(table, "valid_to").gt(today.to_owned())),
        );
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let named = Query::select()
            .column((Alias::new("n"), Alias::new("org_id")))
            .from_as(Alias::new("organisation_names"), Alias::new("n"))
            .and_where(column("n", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\')))
            .to_owned();
        select.and_where(column(table, "id").in_subquery(named));
    }
    select
}

/// One organisation.
///
/// # Errors
/// 403 without permission to read the directory, 404 outside the caller's scope.
pub async fn get(ctx: &Ctx, work: &dyn OpenWork, id: OrgId) -> Result<Organisation, Problem> {
    let row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该机构"))?;
    may_see(&ctx.caller, &row.place(), "该机构")?;
    single(describe(ctx, work, vec![row]).await?)
}

pub(super) async fn described(
    ctx: &Ctx,
    work: &dyn OpenWork,
    row: StoredOrganisation,
) -> Result<Organisation, Problem> {
    single(describe(ctx, work, vec![row]).await?)
}

fn single(mut rows: Vec<Organisation>) -> Result<Organisation, Problem> {
    rows.pop().ok_or_else(|| Problem::not_found("该机构"))
}

/// Adds names, regions and open work.
pub(crate) async fn describe(
    ctx: &Ctx,
    work: &dyn OpenWork,
    rows: Vec<StoredOrganisation>,
) -> Result<Vec<Organisation>, Problem> {
    let ids: Vec<OrgId> = rows.iter().map(|row| row.id).collect();
    let mut names = repo::names(&ctx.tx, ids.to_vec()).await?;
    let regions = region::names(&ctx.tx, rows.iter().map(|row| row.region_code).collect()).await?;
    let mut open = open_cases(ctx, work, &ids).await?;
    let today = ctx.today();
    Ok(rows
        .into_iter()
        .map(|row| {
            let names = names.remove(&row.id).unwrap_or_default();
            let now = name_on(&names, today);
            Organisation {
                id: row.id,
                name: now.map(|name| name.name.clone()).unwrap_or_default(),
                short_name: now.and_then(|name| name.short_name.clone()),
                kind: row.kind,
                kind_name: row.kind.label().to_owned(),
                region_code: row.region_code,
                region_name: regions
                    .get(&row.region_code)
                    .map(|region| region.name.clone())
                    .unwrap_or_default(),
                parent_id: row.parent_id,
                is_fire_authority: row.is_fire_authority,
                department: row.department,
                sector: row.sector,
                open_cases: open.remove(&row.id).unwrap_or_default(),
                merged_into: row.merged_into,
                valid_from: row.valid.from,
                valid_to: row.valid.to,
                version: row.version,
                names,
            }
        })
        .collect())
}

async fn open_cases(ctx: &Ctx, work: &dyn OpenWork, ids: &[OrgId]) -> Result<BTreeMap<OrgId, u64>, Problem> {
    let posts: BTreeMap<PostId, OrgId> = post::repo::in_organisations(&ctx.tx, ids.to_vec())
        .await?
        .into_iter()
        .map(|post| (post.id, post.org_id))
        .collect();
    let mut open = BTreeMap::new();
    for (post, count) in work.open_by_post(ctx, &posts.keys().copied().collect::<Vec<_>>()).await? {
        if let Some(org) = posts.get(&post) {
            *open.entry(*org).or_default() += count;
        }
    }
    Ok(open)
}
