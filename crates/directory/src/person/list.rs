//! Reading people within one's scope.

use super::mail::mask_mail;
use super::{Person, PersonPost, StoredPerson, repo};
use crate::organisation::{self, name_on};
use crate::post::{self, OrgName};
use crate::reach::{self, ORGANISATIONS, may_see};
use crate::sort::contains_pattern;
use kernel::id::{OrgId, PersonId};
use kernel::identity::mask_phone;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Grant, ScopeLevel};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Ctx;
use store::list::{after, column, merged};
use store::sea_query::{Alias, Expr, ExprTrait, LikeExpr, Order, Query, SelectStatement};

/// Which people; what is absent does not limit.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct PersonFilter {
    /// Of organisations in or below this region.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Of this organisation.
    #[serde(default)]
    pub org: Option<OrgId>,
    /// Name contains this.
    #[serde(default)]
    pub q: Option<String>,
    /// Erased people too.
    #[serde(default)]
    pub erased: bool,
}

/// One page of the people of organisations the caller sees, sorted by name.
///
/// # Errors
/// 403 without permission to read the directory, 400 on a cursor of another list.
pub async fn list(
    ctx: &Ctx,
    filter: &PersonFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<Person>, Problem> {
    if !ctx.caller.may(reach::WRITE) {
        ctx.caller.require(reach::READ)?;
    }
    let from = cursor.map(Cursor::read::<(String, PersonId)>).transpose()?;
    let selects = reach::visible(&ctx.caller)
        .grants
        .iter()
        .map(|grant| {
            let mut select = select(filter);
            select.cond_where(ORGANISATIONS.condition(grant));
            if let Some((key, id)) = &from {
                let columns = vec![column("people", "pinyin"), column("people", "id")];
                select.and_where(after(
                    columns,
                    vec![Expr::val(key.clone()), Expr::val(id.as_uuid())],
                    false,
                ));
            }
            select.order_by((Alias::new("people"), Alias::new("pinyin")), Order::Asc);
            select.order_by((Alias::new("people"), Alias::new("id")), Order::Asc);
            select.limit(limit.fetch());
            select
        })
        .collect();
    let fetch = limit.as_usize() + 1;
    let key = |row: &StoredPerson| (row.pinyin.clone(), row.id);
    let rows = merged(&ctx.tx, selects, fetch, false, key, |row: &StoredPerson| row.id).await?;
    let page = Page::from_rows(rows, limit, |row| {
        Cursor::new(vec![row.pinyin.clone().into(), row.id.to_string().into()])
    });
    Ok(Page { items: describe(ctx, page.items).await?, next: page.next })
}

fn select(filter: &PersonFilter) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(repo::COLUMNS.map(|name| (Alias::new("people"), Alias::new(name))))
        .from(Alias::new("people"))
        .inner_join(
            Alias::new("organisations"),
            column("organisations", "id").equals((Alias::new("people"), Alias::new("org_id"))),
        );
    if let Some(region) = filter.region {
        let grant = Grant { level: ScopeLevel::from(region.level()), key: region.to_string(), sectors: None };
        select.cond_where(ORGANISATIONS.condition(&grant));
    }
    if let Some(org) = filter.org {
        select.and_where(column("people", "org_id").eq(org.as_uuid()));
    }
    if !filter.erased {
        select.and_where(column("people", "erased_at").is_null());
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        select.and_where(column("people", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\')));
    }
    select
}

/// One person.
///
/// # Errors
/// 403 without permission to read the directory, 404 outside the caller's scope.
pub async fn get(ctx: &Ctx, id: PersonId) -> Result<Person, Problem> {
    let row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    let home =
        organisation::repo::one(&ctx.tx, row.org_id).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    may_see(&ctx.caller, &home.place(), "该人员")?;
    described(ctx, row).await
}

pub(super) async fn described(ctx: &Ctx, row: StoredPerson) -> Result<Person, Problem> {
    describe(ctx, vec![row]).await?.pop().ok_or_else(|| Problem::not_found("该人员"))
}

/// Adds organisations and posts.
async fn describe(ctx: &Ctx, rows: Vec<StoredPerson>) -> Result<Vec<Person>, Problem> {
    let today = ctx.today();
    let names = organisation::repo::names(&ctx.tx, rows.iter().map(|row| row.org_id).collect()).await?;
    let holdings = post::repo::holdings_of_people(&ctx.tx, rows.iter().map(|row| row.id).collect()).await?;
    let posts = post::repo::by_ids(&ctx.tx, holdings.iter().map(|holding| holding.post_id).collect()).await?;
    let mut held: BTreeMap<PersonId, Vec<PersonPost>> = BTreeMap::new();
    for holding in
        holdings.iter().filter(|holding| holding.span.lasts_past(today) && !holding.span.is_empty())
    {
        if let Some(post) = posts.get(&holding.post_id) {
            held.entry(holding.person_id).or_default().push(PersonPost {
                id: post.id,
                name: post.name.clone(),
                from: holding.span.from,
                to: holding.span.to,
            });
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let org_name = names.get(&row.org_id).and_then(|names| name_on(names, today));
            Person {
                id: row.id,
                phone_masked: row.phone.as_deref().map(mask_phone),
                mail_masked: row.mail.as_deref().map(mask_mail),
                title: row.title,
                org: OrgName {
                    id: row.org_id,
                    name: org_name.map(|name| name.name.clone()).unwrap_or_default(),
                },
                posts: held.remove(&row.id).unwrap_or_default(),
                user: None,
                erased: row.erased_at.is_some(),
                version: row.version,
                name: row.name,
            }
        })
        .collect())
}
