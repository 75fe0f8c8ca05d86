//! Putting a plan into force, and taking it back.

use super::{Desk, owners, page, seen};
use crate::model::{Check, CheckKind, PlanEvent, PlanPage, PlanRow, PlanState, TaskState};
use crate::repo::events::{self, Change, Side};
use crate::repo::{documents, plans, tasks};
use crate::rules::{coverage, edit};
use crate::schema::PLAN;
use kernel::id::PostId;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use store::audit::Entry;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the publisher says.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub struct Publish {
    /// Version the publisher saw.
    pub version: i64,
    /// That tasks without an owner are put into force all the same.
    #[serde(default)]
    pub confirm_unowned: bool,
}

/// Why a plan is taken back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Withdraw {
    /// Version the sender saw.
    pub version: i64,
    /// Why.
    pub reason: String,
}

fn stale(plan: &PlanRow) -> Problem {
    Problem::conflict("要点在此之后又有改动，请刷新", json!({ "version": plan.version, "state": plan.state }))
}

/// Puts a draft into force and tells every owner.
///
/// # Errors
/// 409 when it changed since, is no draft, or checks stand against it (listed); also while tasks have no owner and the
/// publisher did not confirm that.
pub async fn publish(ctx: &Ctx, desk: &Desk<'_>, id: Uuid, input: Publish) -> Result<PlanPage, Problem> {
    let mut plan = seen::plan(ctx, id).await?;
    seen::may_write(ctx, &plan)?;
    if plan.version != input.version || plan.state != PlanState::Draft {
        return Err(stale(&plan));
    }
    let document = documents::whole(&ctx.tx, plan.document_id).await?;
    let nodes = document.map(|document| document.nodes).unwrap_or_default();
    let all = tasks::of_plan(&ctx.tx, id).await?;
    let checks = coverage::checks(&plan, &nodes, &all);
    let blocks: Vec<&Check> = checks.iter().filter(|check| check.blocks).collect();
    if !blocks.is_empty() {
        return Err(Problem::conflict(
            format!("还有{}处未处理，不能发布", blocks.len()),
            json!({ "checks": blocks }),
        ));
    }
    let unowned: Vec<&Check> = checks.iter().filter(|check| check.kind == CheckKind::Unowned).collect();
    if !unowned.is_empty() && !input.confirm_unowned {
        let said = format!("{}条任务没有牵头单位，请确认后发布", unowned.len());
        return Err(Problem::conflict(said, json!({ "checks": unowned })).with_code("unowned_tasks"));
    }
    plan.state = PlanState::Published;
    plan.published_at = Some(ctx.now);
    plan.publisher = Some(ctx.caller.name.clone());
    let in_force: Vec<_> = all.into_iter().filter(|task| task.state == TaskState::Accepted).collect();
    let summary = format!("发布“{}”，任务{}条，无牵头{}条", plan.title, in_force.len(), unowned.len());
    turn(ctx, &mut plan, "publish", summary).await?;
    let bodies = owners::bodies(ctx, plan.region_code).await?;
    let mut of_post: BTreeMap<PostId, Vec<String>> = BTreeMap::new();
    for task in &in_force {
        for post in owners::told(desk, &bodies, task) {
            of_post
                .entry(post)
                .or_default()
                .push(format!("{}（{}）{}", task.body.number, task.clause, task.body.text));
        }
    }
    for (post, lines) in of_post {
        let title = format!("{}已发布，您有{}条任务", plan.title, lines.len());
        let text = lines.join("\n");
        desk.engine.tell_posts(ctx, &BTreeSet::from([post]), &title, &text, &text).await?;
    }
    page(ctx, id).await
}

/// Takes a plan back; its tasks are no longer in force.
///
/// # Errors
/// 409 when it changed since or was taken back already, 422 without a reason.
pub async fn withdraw(ctx: &Ctx, id: Uuid, input: Withdraw) -> Result<PlanPage, Problem> {
    let mut plan = seen::plan(ctx, id).await?;
    seen::may_write(ctx, &plan)?;
    if plan.version != input.version || plan.state == PlanState::Withdrawn {
        return Err(stale(&plan));
    }
    let reason = edit::reason(&input.reason)?;
    plan.state = PlanState::Withdrawn;
    plan.reason = Some(reason.clone());
    let summary = format!("撤回“{}”：{reason}", plan.title);
    turn(ctx, &mut plan, "withdraw_plan", summary).await?;
    page(ctx, id).await
}

async fn turn(ctx: &Ctx, plan: &mut PlanRow, verb: &str, summary: String) -> Result<(), Problem> {
    plan.version += 1;
    if !plans::update(ctx, plan).await? {
        return Err(stale(plan));
    }
    let side = Side { tasks: Vec::new(), no_task: plan.no_task.clone() };
    let event = PlanEvent {
        id: ctx.id(),
        at: ctx.now,
        actor: ctx.caller.name.clone(),
        verb: verb.to_owned(),
        summary: summary.clone(),
        undone: false,
    };
    events::insert(ctx, plan.id, &Change { event, before: side.clone(), after: side }).await?;
    ctx.audit(Entry {
        action: if verb == "publish" { "plan.publish" } else { "plan.withdraw" },
        object_kind: PLAN.kind,
        object_id: Some(plan.id),
        summary,
        detail: json!({ "edition": plan.edition }),
        rows: &[(&PLAN, plan.id)],
    })
    .await?;
    Ok(())
}
