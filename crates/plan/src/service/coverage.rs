//! What a plan leaves open.

use super::{Desk, owners, seen};
use crate::model::CoverageReport;
use crate::repo::{documents, tasks};
use crate::rules;
use kernel::problem::Problem;
use store::Ctx;
use uuid::Uuid;

/// Coverage of a plan by section, and every hole. Counted over the whole plan, so only for those who see it whole.
///
/// # Errors
/// 403 without the permission or when only a part is seen, 404 outside the scope.
pub async fn coverage(ctx: &Ctx, desk: &Desk<'_>, id: Uuid) -> Result<CoverageReport, Problem> {
    let plan = seen::plan(ctx, id).await?;
    if !seen::whole(&ctx.caller, &plan) {
        return Err(Problem::forbidden("覆盖情况由市、县查看"));
    }
    let nodes =
        documents::whole(&ctx.tx, plan.document_id).await?.map(|found| found.nodes).unwrap_or_default();
    let tasks = seen::visible(&ctx.caller, &plan, tasks::of_plan(&ctx.tx, id).await?);
    let bodies = owners::bodies(ctx, plan.region_code).await?;
    let acting = desk.acting();
    Ok(rules::coverage::coverage(&plan, &nodes, &tasks, &|task| owners::vacant(&acting, &bodies, task)))
}
