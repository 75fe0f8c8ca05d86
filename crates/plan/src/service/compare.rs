//! This year's plan against an earlier one.

use super::seen;
use crate::model::{Compared, PlanRow, TaskState};
use crate::repo::{documents, tasks};
use crate::rules;
use kernel::problem::Problem;
use std::collections::BTreeMap;
use store::Ctx;
use uuid::Uuid;

/// Compares two plans clause by clause; `with` is the older one.
///
/// # Errors
/// 403 without the permission or when only a part is seen, 404 when either is outside the scope.
pub async fn compare(ctx: &Ctx, id: Uuid, with: Uuid) -> Result<Compared, Problem> {
    let after = seen::plan(ctx, id).await?;
    let before = seen::plan(ctx, with).await?;
    for plan in [&before, &after] {
        if !seen::whole(&ctx.caller, plan) {
            return Err(Problem::forbidden("年度对照由市、县查看"));
        }
    }
    let (old, new) = (side(ctx, &before).await?, side(ctx, &after).await?);
    Ok(Compared {
        before: before.id,
        before_title: before.title,
        plan: after.id,
        title: after.title,
        clauses: rules::compare::compare(&old.0, &new.0, &old.1, &new.1),
    })
}

type Side = (Vec<crate::model::OutlineNode>, BTreeMap<String, u64>);

async fn side(ctx: &Ctx, plan: &PlanRow) -> Result<Side, Problem> {
    let nodes =
        documents::whole(&ctx.tx, plan.document_id).await?.map(|found| found.nodes).unwrap_or_default();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for task in seen::visible(&ctx.caller, plan, tasks::of_plan(&ctx.tx, plan.id).await?) {
        if task.state == TaskState::Accepted {
            *counts.entry(task.clause).or_default() += 1;
        }
    }
    Ok((nodes, counts))
}
