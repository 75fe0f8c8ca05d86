//! Which plans and tasks a caller sees, and what concerns them.

use super::{ACT, READ, WRITE};
use crate::model::{PlanRow, PlanState, PlanTask, TaskState};
use crate::repo::{plans, tasks};
use crate::rules::owners::answers;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Place, Scope, ScopeLevel};
use serde_json::json;
use store::{Caller, CallerPost, Ctx};
use uuid::Uuid;

/// Whether a scope covers a region; none is the whole installation.
pub(crate) fn covers(scope: &Scope, region: Option<RegionCode>) -> bool {
    match region {
        Some(code) => scope.covers(&Place::of(code)),
        None => scope.grants.iter().any(|grant| grant.level == ScopeLevel::Nation && grant.sectors.is_none()),
    }
}

/// A plan the caller sees.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub(crate) async fn plan(ctx: &Ctx, id: Uuid) -> Result<PlanRow, Problem> {
    ctx.caller.require(READ)?;
    let found = plans::by_id(&ctx.tx, &ctx.caller.scope(READ), id).await?;
    found.ok_or_else(|| Problem::not_found("该要点"))
}

/// Asks whether the caller may change a plan they see.
///
/// # Errors
/// 403 when not.
pub(crate) fn may_write(ctx: &Ctx, plan: &PlanRow) -> Result<(), Problem> {
    ctx.caller.require(WRITE)?;
    if covers(&ctx.caller.scope(WRITE), plan.region_code) {
        return Ok(());
    }
    Err(Problem::forbidden("该要点由上级制定，您不能修改"))
}

/// Whether the caller sees every task of a plan: whoever covers its region, and the counties and departments that carry
/// it out. Towns see what concerns them.
pub(crate) fn whole(caller: &Caller, plan: &PlanRow) -> bool {
    whole_within(&caller.scope(READ), plan)
}

/// The same for what one scope reaches.
pub(crate) fn whole_within(scope: &Scope, plan: &PlanRow) -> bool {
    let broad = |level: ScopeLevel| {
        matches!(level, ScopeLevel::Nation | ScopeLevel::Province | ScopeLevel::City | ScopeLevel::County)
    };
    covers(scope, plan.region_code) || scope.grants.iter().any(|grant| broad(grant.level))
}

/// Posts of the caller that answer for a task.
pub(crate) fn own_posts<'a>(
    caller: &'a Caller,
    plan: &'a PlanRow,
    task: &'a PlanTask,
) -> impl Iterator<Item = &'a CallerPost> {
    caller.posts.iter().filter(move |post| {
        let acts = post.permissions.contains(ACT);
        task.body.owners.iter().any(|owner| answers(owner, plan.region_code, post, acts))
    })
}

/// The tasks of a plan that the caller sees, without those that were replaced.
pub(crate) fn visible(caller: &Caller, plan: &PlanRow, mut all: Vec<PlanTask>) -> Vec<PlanTask> {
    all.retain(|task| task.state != TaskState::Replaced);
    if !covers(&caller.scope(READ), plan.region_code) {
        // What is under discussion above stays there.
        all.retain(|task| matches!(task.state, TaskState::Accepted | TaskState::Withdrawn));
    }
    if !whole(caller, plan) {
        all.retain(|task| own_posts(caller, plan, task).next().is_some());
    }
    all
}

/// A task the caller sees, with its plan.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub(crate) async fn task(ctx: &Ctx, id: Uuid) -> Result<(PlanRow, PlanTask), Problem> {
    ctx.caller.require(READ)?;
    let missing = || Problem::not_found("该任务");
    let found = tasks::by_id(&ctx.tx, id).await?.ok_or_else(missing)?;
    let plan = plans::by_id(&ctx.tx, &ctx.caller.scope(READ), found.plan_id).await?.ok_or_else(missing)?;
    let seen = visible(&ctx.caller, &plan, vec![found]).pop().ok_or_else(missing)?;
    Ok((plan, seen))
}

/// Asks whether a task is in force.
///
/// # Errors
/// 409 with its state.
pub(crate) fn in_force(plan: &PlanRow, task: &PlanTask) -> Result<(), Problem> {
    if plan.state == PlanState::Published && task.state == TaskState::Accepted {
        return Ok(());
    }
    Err(Problem::conflict(
        "任务未生效或已撤回",
        json!({ "plan_state": plan.state, "state": task.state, "version": task.version }),
    ))
}
