//! Open tasks of a body or post that a reorganisation ends, given to whoever follows. The reorganisation is authorised
//! where it is decided; finished tasks stay with the owner and the name of their day.

use super::{Desk, standings};
use crate::model::{Owner, OwnerKind, PlanEvent, PlanRow, PlanState, PlanTask, TaskState};
use crate::repo::events::{self, Change, SUCCEED, Side};
use crate::repo::{plans, tasks};
use crate::schema::{PLAN, PLAN_TASK};
use directory::facts::{self, PostInForce};
use directory::{Addressed, AddressedKind, Succession};
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// Open tasks of plans that were not taken back, which `owns` finds an owner of; the plans in order.
async fn open(
    ctx: &Ctx,
    desk: &Desk<'_>,
    owns: impl Fn(&Owner) -> bool + Sync,
) -> Result<Vec<(PlanRow, Vec<PlanTask>)>, Problem> {
    let mut found = Vec::new();
    for plan in plans::standing(&ctx.tx).await? {
        let mut rows = tasks::of_plan(&ctx.tx, plan.id).await?;
        rows.retain(|task| {
            let live = task.state == TaskState::Accepted
                || (plan.state == PlanState::Draft && task.state == TaskState::Proposed);
            live && task.body.owners.iter().any(&owns)
        });
        if rows.is_empty() {
            continue;
        }
        if plan.state == PlanState::Published {
            let standings = standings(ctx, desk, &plan, &rows).await?;
            let finished = |task: &PlanTask| {
                standings.get(&task.id).is_some_and(|progress| progress.finished_on.is_some())
            };
            rows.retain(|task| !finished(task));
        }
        if !rows.is_empty() {
            found.push((plan, rows));
        }
    }
    Ok(found)
}

fn of_body(owner: &Owner, body: OrgId) -> bool {
    owner.kind == OwnerKind::Organisation && owner.org_id == Some(body)
}

/// Open tasks a body leads or supports, by plan and place in it.
///
/// # Errors
/// When the database refuses.
pub async fn addressed(ctx: &Ctx, desk: &Desk<'_>, body: OrgId) -> Result<Vec<Addressed>, Problem> {
    let found = open(ctx, desk, |owner| of_body(owner, body)).await?;
    let told = found.into_iter().flat_map(|(plan, rows)| {
        rows.into_iter().map(move |task| Addressed {
            kind: AddressedKind::PlanTask,
            id: task.id,
            title: format!("{}，任务{}：{}", plan.title, task.body.number, task.body.text),
        })
    });
    Ok(told.collect())
}

/// A body that follows, with its posts that work on tasks.
struct Heir {
    id: OrgId,
    name: String,
    posts: Vec<PostInForce>,
}

async fn heirs(ctx: &Ctx, desk: &Desk<'_>, wanted: &[OrgId]) -> Result<Vec<Heir>, Problem> {
    let acting = desk.acting();
    let cards = facts::organisation_cards(&ctx.tx, wanted.to_vec(), ctx.today()).await?;
    let mut found = Vec::with_capacity(wanted.len());
    for id in wanted {
        let mut posts = facts::posts_of(&ctx.tx, *id, ctx.today()).await?;
        posts.retain(|post| acting.contains(&post.role));
        let name = cards.get(id).map(|card| card.name.clone()).unwrap_or_default();
        found.push(Heir { id: *id, name, posts });
    }
    Ok(found)
}

/// Gives the open tasks of a body to those that follow it, and tells their posts; answers how many tasks. What nobody
/// named goes to the first heir with a post that works on tasks, else to the first.
///
/// # Errors
/// 409 when a plan is changed at the same instant.
pub async fn succeed(ctx: &Ctx, desk: &Desk<'_>, succession: &Succession) -> Result<u64, Problem> {
    let heirs = heirs(ctx, desk, &succession.heirs).await?;
    let rest = heirs.iter().find(|heir| !heir.posts.is_empty()).or_else(|| heirs.first());
    let rest = rest.filter(|_| succession.rest);
    let heir_of = |task: &PlanTask| match succession.named.get(&task.id) {
        Some(org) => heirs.iter().find(|heir| heir.id == *org),
        None => rest,
    };
    let before_name = facts::organisation_cards(&ctx.tx, vec![succession.from], ctx.today()).await?;
    let before_name = before_name.get(&succession.from).map(|card| card.name.clone()).unwrap_or_default();
    let mut moved = 0;
    let mut told: BTreeMap<OrgId, Vec<String>> = BTreeMap::new();
    for (plan, rows) in open(ctx, desk, |owner| of_body(owner, succession.from)).await? {
        let mut pairs = Vec::new();
        for task in rows {
            let Some(heir) = heir_of(&task) else { continue };
            let mut after = task.clone();
            for owner in after.body.owners.iter_mut().filter(|owner| of_body(owner, succession.from)) {
                owner.org_id = Some(heir.id);
                owner.name.clone_from(&heir.name);
            }
            after.body.owners = once(after.body.owners);
            told.entry(heir.id).or_default().push(format!("任务{}：{}", task.body.number, task.body.text));
            pairs.push((task, after));
        }
        moved += pairs.len() as u64;
        write(ctx, plan, pairs, &format!("机构调整，承接{before_name}的任务")).await?;
    }
    for heir in &heirs {
        let Some(lines) = told.get(&heir.id) else { continue };
        let posts: BTreeSet<PostId> = heir.posts.iter().map(|post| post.id).collect();
        let title = format!("机构调整：由{}承接{before_name}的任务{}条", heir.name, lines.len());
        let text = lines.join("\n");
        desk.engine.tell_posts(ctx, &posts, &title, &text, &text).await?;
    }
    Ok(moved)
}

/// Gives the open tasks of posts that end to the post that takes their work; answers how many tasks.
///
/// # Errors
/// 409 when a plan is changed at the same instant.
pub async fn succeed_posts(ctx: &Ctx, desk: &Desk<'_>, from: &[PostId], to: PostId) -> Result<u64, Problem> {
    let of = |owner: &Owner| {
        owner.kind == OwnerKind::Post && owner.post_id.is_some_and(|post| post != to && from.contains(&post))
    };
    let found = open(ctx, desk, of).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let taker = facts::post_in_force(&ctx.tx, to, ctx.today()).await?;
    let taker = taker.ok_or_else(|| Problem::not_found("接收岗位"))?;
    let mut moved = 0;
    for (plan, rows) in found {
        let pairs: Vec<_> = rows
            .into_iter()
            .map(|task| {
                let mut after = task.clone();
                for owner in after.body.owners.iter_mut().filter(|owner| of(owner)) {
                    (owner.post_id, owner.org_id) = (Some(taker.id), Some(taker.org));
                    owner.name = format!("{} {}", taker.org_name, taker.name);
                }
                after.body.owners = once(after.body.owners);
                (task, after)
            })
            .collect();
        moved += pairs.len() as u64;
        write(ctx, plan, pairs, &format!("岗位撤并，由{}{}承接任务", taker.org_name, taker.name)).await?;
    }
    Ok(moved)
}

/// Each owner once; who leads does not support as well.
fn once(owners: Vec<Owner>) -> Vec<Owner> {
    let mut kept: Vec<Owner> = Vec::with_capacity(owners.len());
    let mut sorted = owners;
    sorted.sort_by_key(|owner| owner.part);
    for owner in sorted {
        let same = |known: &Owner| match owner.kind {
            OwnerKind::Organisation => known.kind == owner.kind && known.org_id == owner.org_id,
            OwnerKind::Post => known.kind == owner.kind && known.post_id == owner.post_id,
            _ => false,
        };
        if !kept.iter().any(same) {
            kept.push(owner);
        }
    }
    kept
}

/// Writes the tasks of one plan with an entry in its history.
async fn write(
    ctx: &Ctx,
    mut plan: PlanRow,
    pairs: Vec<(PlanTask, PlanTask)>,
    what: &str,
) -> Result<(), Problem> {
    if pairs.is_empty() {
        return Ok(());
    }
    let busy = |plan: &PlanRow| {
        Problem::conflict(format!("“{}”正被他人修改，请重试", plan.title), json!({ "version": plan.version }))
    };
    let mut before = Side { tasks: Vec::new(), no_task: plan.no_task.clone() };
    let mut after = before.clone();
    for (old, mut new) in pairs {
        new.version = old.version + 1;
        if !tasks::update(ctx, &new).await? {
            return Err(busy(&plan));
        }
        before.tasks.push(old);
        after.tasks.push(new);
    }
    plan.version += 1;
    plan.edition += i64::from(plan.state == PlanState::Published);
    if !plans::update(ctx, &plan).await? {
        return Err(busy(&plan));
    }
    let event = PlanEvent {
        id: ctx.id::<Uuid>(),
        at: ctx.now,
        actor: ctx.caller.name.clone(),
        verb: SUCCEED.to_owned(),
        summary: format!("{what}{}条", after.tasks.len()),
        undone: false,
    };
    let mut rows = vec![(&PLAN, plan.id)];
    rows.extend(after.tasks.iter().map(|task| (&PLAN_TASK, task.id)));
    let summary = format!("{}：{}", plan.title, event.summary);
    let detail = json!({ "event": event.id, "edition": plan.edition });
    events::insert(ctx, plan.id, &Change { event, before, after }).await?;
    ctx.audit(Entry {
        action: "plan.succeed",
        object_kind: PLAN.kind,
        object_id: Some(plan.id),
        summary,
        detail,
        rows: &rows,
    })
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Part;

    #[test]
    fn who_leads_does_not_support_as_well() {
        let owner = |part: Part, org: u128| Owner {
            part,
            kind: OwnerKind::Organisation,
            name: String::new(),
            raw: None,
            org_id: Some(OrgId::from_uuid(Uuid::from_u128(org))),
            post_id: None,
            confirmed: true,
        };
        let owners = vec![owner(Part::Support, 1), owner(Part::Lead, 1), owner(Part::Support, 2)];
        assert_eq!(once(owners), [owner(Part::Lead, 1), owner(Part::Support, 2)]);
    }
}
