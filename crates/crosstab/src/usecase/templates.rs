//! Templates: definitions saved for one's organisation, or shared with the regions below.

use super::run::READ;
use crate::model::{NewTemplate, Template, TemplatePatch};
use crate::repo::{self, Reach, TemplateRecord};
use crate::rules::check::check;
use crate::schema::TEMPLATE;
use kernel::id::OrgId;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use pack::Pack;
use serde_json::json;
use store::audit::Entry;
use store::{Caller, CallerPost, Ctx};
use uuid::Uuid;

/// Organisations whose tables are the caller's: those of their posts, and those these have followed.
pub(super) async fn bodies(ctx: &Ctx) -> Result<Vec<OrgId>, Problem> {
    let mut orgs: Vec<OrgId> = ctx.caller.posts_with(READ).map(|post| post.org).collect();
    orgs.extend(directory::facts::forebears(&ctx.tx, &orgs, ctx.today()).await?);
    Ok(orgs)
}

/// What a caller reaches: the organisations of their posts, and the regions those posts lie in.
async fn reach(ctx: &Ctx) -> Result<Reach, Problem> {
    let mut reach = Reach { orgs: bodies(ctx).await?, ..Reach::default() };
    for post in ctx.caller.posts_with(READ) {
        if let Ok(code) = post.grant.key.parse::<RegionCode>() {
            reach.regions.extend(std::iter::once(code).chain(code.ancestors()).map(|code| code.to_string()));
        }
    }
    Ok(reach)
}

/// The widest post that makes tables: what is saved belongs to its organisation.
pub(super) fn desk(caller: &Caller) -> Result<&CallerPost, Problem> {
    caller
        .posts_with(READ)
        .min_by_key(|post| post.grant.level)
        .ok_or_else(|| Problem::forbidden("您的岗位没有这项权限").with("permission", READ))
}

fn named(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    if (1..=40).contains(&name.chars().count()) {
        return Ok(name.to_owned());
    }
    Err(Problem::invalid(vec![FieldProblem::new("/name", "length", "模板名称须为1至40个字")]))
}

/// Below `/spec`, where a body carries the definition.
pub(super) fn below_spec(mut problem: Problem) -> Problem {
    for field in &mut problem.fields {
        field.pointer = format!("/spec{}", field.pointer);
    }
    problem
}

/// A page of the templates within reach, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn list(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<Template>, Problem> {
    ctx.caller.require(READ)?;
    let after = cursor.map(Cursor::read::<(Uuid,)>).transpose()?.map(|(id,)| id);
    let reach = reach(ctx).await?;
    let records = repo::templates(ctx, &reach, after, limit.fetch()).await?;
    let page = Page::from_rows(records, limit, |record| Cursor::new(vec![record.id.to_string().into()]));
    Ok(page.map(|record| {
        let own = reach.orgs.contains(&record.org);
        record.view(own)
    }))
}

/// A template, and whether it is the caller's own.
async fn within_reach(ctx: &Ctx, id: Uuid) -> Result<(TemplateRecord, bool), Problem> {
    ctx.caller.require(READ)?;
    let reach = reach(ctx).await?;
    let record = repo::template(ctx, &reach, id).await?.ok_or_else(|| Problem::not_found("该模板"))?;
    let own = reach.orgs.contains(&record.org);
    Ok((record, own))
}

/// One template.
///
/// # Errors
/// 403 without the permission, 404 out of reach.
pub async fn one(ctx: &Ctx, id: Uuid) -> Result<Template, Problem> {
    let (record, own) = within_reach(ctx, id).await?;
    Ok(record.view(own))
}

/// Saves a template for the organisation of the caller's widest post.
///
/// # Errors
/// 403 without the permission; 422 on a definition that cannot be computed.
pub async fn create(ctx: &Ctx, pack: &Pack, new: NewTemplate) -> Result<Template, Problem> {
    let desk = desk(&ctx.caller)?.clone();
    check(&new.spec, pack).map_err(below_spec)?;
    let record = TemplateRecord {
        id: ctx.id(),
        org: desk.org,
        org_name: desk.org_name,
        region: desk.grant.key.parse::<RegionCode>().ok().map(|code| code.to_string()),
        name: named(&new.name)?,
        shared: new.shared,
        spec: new.spec,
        version: 1,
        author: ctx.caller.name.clone(),
        changed_at: ctx.now,
    };
    repo::insert_template(ctx, &record).await?;
    record_of(ctx, "table.save", format!("保存统计表模板“{}”", record.name), &record).await?;
    Ok(record.view(true))
}

/// Changes a template of one's own organisation.
///
/// # Errors
/// 403 when another organisation owns it, 404 out of reach, 409 when somebody was faster, 422 on a bad definition.
pub async fn update(ctx: &Ctx, pack: &Pack, id: Uuid, patch: TemplatePatch) -> Result<Template, Problem> {
    let mut record = owned(ctx, id).await?;
    if patch.version != record.version {
        return Err(stale(record));
    }
    if let Some(name) = patch.name {
        record.name = named(&name)?;
    }
    record.shared = patch.shared.unwrap_or(record.shared);
    if let Some(spec) = patch.spec {
        check(&spec, pack).map_err(below_spec)?;
        record.spec = spec;
    }
    if !repo::update_template(ctx, &record).await? {
        return Err(stale(record));
    }
    record.version += 1;
    record.changed_at = ctx.now;
    record_of(ctx, "table.change", format!("修改统计表模板“{}”", record.name), &record).await?;
    Ok(record.view(true))
}

/// Withdraws a template of one's own organisation; tables made from it stay.
///
/// # Errors
/// 403 when another organisation owns it, 404 out of reach.
pub async fn withdraw(ctx: &Ctx, id: Uuid) -> Result<(), Problem> {
    let record = owned(ctx, id).await?;
    repo::void_template(ctx, id).await?;
    record_of(ctx, "table.withdraw", format!("撤下统计表模板“{}”", record.name), &record).await
}

async fn owned(ctx: &Ctx, id: Uuid) -> Result<TemplateRecord, Problem> {
    let (record, own) = within_reach(ctx, id).await?;
    if own {
        return Ok(record);
    }
    Err(Problem::forbidden(format!("模板属于{}，可以使用，不能修改", record.org_name)))
}

fn stale(record: TemplateRecord) -> Problem {
    let current = serde_json::to_value(record.view(true)).unwrap_or_default();
    Problem::conflict("模板已被他人修改，请刷新后重试", current)
}

async fn record_of(ctx: &Ctx, action: &str, summary: String, record: &TemplateRecord) -> Result<(), Problem> {
    ctx.audit(Entry {
        action,
        object_kind: TEMPLATE.kind,
        object_id: Some(record.id),
        summary,
        detail: json!({ "shared": record.shared, "spec": record.spec }),
        rows: &[(&TEMPLATE, record.id)],
    })
    .await?;
    Ok(())
}
