//! Carrying a reorganisation out.

use super::Reorganisation;
use super::plan::{Plan, plan};
use super::resolve::{Resolved, changing, check_takers, resolve, snapshot};
use crate::check::invalid;
use crate::organisation::repo::Lineage;
use crate::organisation::{self, Organisation, StoredOrganisation};
use crate::schema::{ORGANISATION, ORGANISATION_CHANGE, PERSON, POST, POST_PLACE};
use crate::{Neighbours, Succession, person, post};
use chrono::NaiveDate;
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

type Rows = Vec<(&'static AuditedTable, Uuid)>;

/// What a reorganisation did, or would do.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Reorganised {
    /// Every body that took part, as it stands afterwards.
    pub organisations: Vec<Organisation>,
    /// Posts that moved, holders and open work with them.
    pub posts_moved: u64,
    /// Posts that ended.
    pub posts_ended: u64,
    /// Open cases given from one post to another.
    pub cases_moved: u64,
    /// Open tasks and tables to fill, addressed to a body that ended or gave them away, that another has now.
    pub work_moved: u64,
    /// People who belong to another body now.
    pub people_moved: u64,
}

/// Merges, splits or closes organisations. Not committing the transaction makes it a preview.
///
/// # Errors
/// 404 and 403 by scope, for the bodies that end and those that follow; 409 on a body that has ended or open work that
/// nobody takes; 422 on a request that does not work out, each with its reason.
pub async fn reorganise(
    ctx: &Ctx,
    rooms: &Neighbours<'_>,
    request: Reorganisation,
) -> Result<Reorganised, Problem> {
    let (on, basis) = (request.on(), request.basis().map(str::to_owned));
    let resolved = resolve(ctx, request).await?;
    let before = snapshot(ctx, &resolved, on).await?;
    let plan = plan(&resolved.change, &before)?;
    check_takers(ctx, &plan.merges, on).await?;
    let mut rows: Rows = resolved.rows.clone();
    let heirs = heirs(ctx, &resolved, &plan).await?;
    move_posts(ctx, rooms, &plan, &heirs, on, &mut rows).await?;
    let cases_moved = end_posts(ctx, rooms, &plan, on, &mut rows).await?;
    move_people(ctx, &plan, &mut rows).await?;
    write_bodies(ctx, &resolved, &plan, on, &mut rows).await?;
    write_lineage(ctx, resolved.change.code(), &plan, on, basis.as_deref(), &mut rows).await?;
    let work_moved = hand_down(ctx, rooms, &resolved, &plan).await?;
    rows.sort_by_key(|(table, id)| (table.kind, *id));
    rows.dedup_by_key(|(table, id)| (table.kind, *id));
    let first = changing(&resolved.change).first().map(|org| org.as_uuid());
    ctx.audit(Entry {
        action: "organisation.reorganise",
        object_kind: "organisation",
        object_id: first,
        summary: summary(resolved.change.code(), &plan, cases_moved),
        detail: json!({
            "kind": resolved.change.code(), "on": on, "basis": basis, "lineage": plan.lineage,
            "moved_posts": plan.moves, "cases_moved": cases_moved, "work_moved": work_moved,
        }),
        rows: &rows,
    })
    .await?;
    let bodies = organisation::repo::by_ids(&ctx.tx, resolved.bodies.keys().copied().collect()).await?;
    Ok(Reorganised {
        organisations: organisation::describe(ctx, rooms.work, bodies.into_values().collect()).await?,
        posts_moved: plan.moves.len() as u64,
        posts_ended: (plan.merges.len() + plan.ends.len()) as u64,
        cases_moved,
        work_moved,
        people_moved: plan.people.len() as u64,
    })
}

fn summary(kind: &str, plan: &Plan, cases: u64) -> String {
    let word = match kind {
        "merge" => "机构合并",
        "split" => "机构拆分",
        _ => "机构撤销",
    };
    format!(
        "{word}：划转岗位 {} 个，撤并岗位 {} 个，划转人员 {} 名，移交在办事项 {cases} 件",
        plan.moves.len(),
        plan.merges.len() + plan.ends.len(),
        plan.people.len()
    )
}

/// Bodies that receive posts, people or subordinates; the one above may not be among those the request named.
async fn heirs(
    ctx: &Ctx,
    resolved: &Resolved,
    plan: &Plan,
) -> Result<BTreeMap<OrgId, StoredOrganisation>, Problem> {
    let mut heirs = resolved.bodies.clone();
    let targets = plan.moves.iter().map(|(_, org)| *org).chain(plan.people.iter().map(|(_, org)| *org));
    let unknown: Vec<OrgId> = targets
        .chain(plan.children.iter().map(|(_, org)| *org))
        .filter(|org| !heirs.contains_key(org))
        .collect();
    heirs.extend(organisation::repo::by_ids(&ctx.tx, unknown).await?);
    Ok(heirs)
}

async fn move_posts(
    ctx: &Ctx,
    rooms: &Neighbours<'_>,
    plan: &Plan,
    heirs: &BTreeMap<OrgId, StoredOrganisation>,
    on: NaiveDate,
    rows: &mut Rows,
) -> Result<(), Problem> {
    let posts = post::repo::by_ids(&ctx.tx, plan.moves.iter().map(|(post, _)| *post).collect()).await?;
    for (id, org) in &plan.moves {
        let heir = heirs.get(org).ok_or_else(|| Problem::not_found("该机构"))?;
        if let Some(post) = posts.get(id) {
            rooms.authority.may_stand(&post.role, heir.is_fire_authority)?;
        }
        move_place(ctx, *id, *org, on, rows).await?;
        post::repo::set_organisation(&ctx.tx, *id, *org).await?;
        rows.push((&POST, id.as_uuid()));
    }
    rooms.work.placed(ctx, &plan.moves).await
}

/// Work addressed to bodies goes to those that follow; a body that ends may not leave any behind.
async fn hand_down(
    ctx: &Ctx,
    rooms: &Neighbours<'_>,
    resolved: &Resolved,
    plan: &Plan,
) -> Result<u64, Problem> {
    let mut moved = 0;
    for (from, heirs, rest) in &plan.heirs {
        let open = rooms.work.addressed(ctx, *from).await?;
        if resolved.named.keys().any(|id| !open.iter().any(|work| work.id == *id)) {
            return Err(invalid("/parts", "unknown_work", "所选任务或报表不在被拆分的机构名下，或已办结"));
        }
        let succession =
            Succession { from: *from, heirs: heirs.clone(), named: resolved.named.clone(), rest: *rest };
        moved += rooms.work.succeed(ctx, &succession).await?;
    }
    for (org, _) in plan.closed.iter().filter(|(org, _)| !plan.heirs.iter().any(|(from, ..)| from == org)) {
        let open = rooms.work.addressed(ctx, *org).await?.len();
        if open > 0 {
            let detail = format!("机构名下还有任务、报表共 {open} 项，请指定接收机构");
            return Err(Problem::conflict(detail, json!({ "org_id": org, "open": open })));
        }
    }
    Ok(moved)
}

async fn move_place(
    ctx: &Ctx,
    post: PostId,
    org: OrgId,
    on: NaiveDate,
    rows: &mut Rows,
) -> Result<(), Problem> {
    let place = match post::repo::current_place(&ctx.tx, post).await? {
        Some((_, from)) if from > on => {
            return Err(invalid("/on", "too_early", format!("岗位在 {from} 已划转过，生效日期不能更早")));
        }
        Some((place, from)) if from == on => {
            post::repo::correct_place(&ctx.tx, place, org).await?;
            place
        }
        current => {
            if let Some((place, _)) = current {
                post::repo::end_place(&ctx.tx, place, on).await?;
                rows.push((&POST_PLACE, place));
            }
            let next = ctx.id::<Uuid>();
            post::repo::insert_place(&ctx.tx, next, post, org, on).await?;
            next
        }
    };
    rows.push((&POST_PLACE, place));
    Ok(())
}

async fn end_posts(
    ctx: &Ctx,
    rooms: &Neighbours<'_>,
    plan: &Plan,
    on: NaiveDate,
    rows: &mut Rows,
) -> Result<u64, Problem> {
    let merges = plan.merges.iter().map(|merge| (merge.post, Some(merge.into)));
    let ending: Vec<(PostId, Option<PostId>)> =
        merges.chain(plan.ends.iter().map(|post| (*post, None))).collect();
    let posts = post::repo::by_ids(&ctx.tx, ending.iter().map(|(post, _)| *post).collect()).await?;
    let mut moved = 0;
    for (id, into) in ending {
        let post = posts.get(&id).ok_or_else(|| Problem::not_found("该岗位"))?;
        moved += post::end_rows(ctx, rooms, post, on, into, rows).await?;
    }
    Ok(moved)
}

async fn move_people(ctx: &Ctx, plan: &Plan, rows: &mut Rows) -> Result<(), Problem> {
    for (person, org) in &plan.people {
        person::repo::set_organisation(&ctx.tx, *person, *org).await?;
        rows.push((&PERSON, person.as_uuid()));
    }
    Ok(())
}

async fn write_bodies(
    ctx: &Ctx,
    resolved: &Resolved,
    plan: &Plan,
    on: NaiveDate,
    rows: &mut Rows,
) -> Result<(), Problem> {
    let mut children =
        organisation::repo::by_ids(&ctx.tx, plan.children.iter().map(|(child, _)| *child).collect()).await?;
    for (id, parent) in &plan.children {
        if let Some(child) = children.get_mut(id) {
            child.parent_id = Some(*parent);
            organisation::repo::save(&ctx.tx, child).await?;
            rows.push((&ORGANISATION, id.as_uuid()));
        }
    }
    for (id, into) in &plan.closed {
        let Some(body) = resolved.bodies.get(id) else { continue };
        let mut body = body.clone();
        body.valid.to = Some(on);
        body.merged_into = *into;
        organisation::repo::save(&ctx.tx, &body).await?;
        rows.push((&ORGANISATION, id.as_uuid()));
    }
    Ok(())
}

async fn write_lineage(
    ctx: &Ctx,
    kind: &'static str,
    plan: &Plan,
    on: NaiveDate,
    basis: Option<&str>,
    rows: &mut Rows,
) -> Result<(), Problem> {
    for (from, to) in &plan.lineage {
        let id = ctx.id::<Uuid>();
        let lineage = Lineage { id, from: *from, to: *to, kind, on, basis };
        organisation::repo::insert_change(&ctx.tx, &lineage).await?;
        rows.push((&ORGANISATION_CHANGE, id));
    }
    Ok(())
}
