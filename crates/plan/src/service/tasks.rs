//! Tasks with how they stand: of a plan, one's own, and one by one.

use super::figures::{self, first_day};
use super::{ACT, Desk, READ, evidence, naming, owners, pages, proof, seen, standings};
use crate::model::{
    CountyShare, OutlineNode, PlanRow, PlanState, PlanTask, ProgressReport, QuarterShare, ReportState,
    TaskPage, TaskProgress, TaskState,
};
use crate::repo::{documents, plans, reports, tasks};
use crate::rules::due::quarter_end;
use crate::rules::progress::verified_by;
use directory::facts;
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use serde::Serialize;
use store::Ctx;
use utoipa::ToSchema;
use uuid::Uuid;

/// A plan with how its tasks stand.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlanProgress {
    /// The plan.
    #[serde(flatten)]
    pub row: PlanRow,
    /// Name of its region.
    pub region_name: String,
    /// Outline in document order.
    pub nodes: Vec<OutlineNode>,
    /// Accepted tasks in order.
    pub tasks: Vec<TaskProgress>,
    /// Whether only the tasks that concern the caller are shown.
    pub partly: bool,
}

async fn lines(
    ctx: &Ctx,
    desk: &Desk<'_>,
    plan: &PlanRow,
    rows: Vec<PlanTask>,
) -> Result<Vec<TaskProgress>, Problem> {
    let bodies = owners::bodies(ctx, plan.region_code).await?;
    let acting = desk.acting();
    let mut standings = standings(ctx, desk, plan, &rows).await?;
    let with = rows.into_iter().filter_map(|task| {
        let progress = standings.remove(&task.id)?;
        Some(TaskProgress { vacant: owners::vacant(&acting, &bodies, &task), progress, task })
    });
    let mut lines: Vec<TaskProgress> = with.collect();
    naming::called(ctx, &mut lines).await?;
    Ok(lines)
}

/// How the tasks of a plan stand.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn progress(ctx: &Ctx, desk: &Desk<'_>, id: Uuid) -> Result<PlanProgress, Problem> {
    let row = seen::plan(ctx, id).await?;
    let nodes =
        documents::whole(&ctx.tx, row.document_id).await?.map(|found| found.nodes).unwrap_or_default();
    let mut rows = seen::visible(&ctx.caller, &row, tasks::of_plan(&ctx.tx, id).await?);
    rows.retain(|task| task.state == TaskState::Accepted);
    Ok(PlanProgress {
        region_name: pages::region_name(ctx, &row).await?,
        partly: !seen::whole(&ctx.caller, &row),
        tasks: lines(ctx, desk, &row, rows).await?,
        nodes,
        row,
    })
}

/// Tasks in force that posts of the caller answer for, of every plan they see: what is late first, then by day.
///
/// # Errors
/// 403 without the permission.
pub async fn mine(ctx: &Ctx, desk: &Desk<'_>) -> Result<Vec<TaskProgress>, Problem> {
    ctx.caller.require(ACT)?;
    let mut found = Vec::new();
    for plan in plans::in_force(&ctx.tx, &ctx.caller.scope(READ)).await? {
        let mut rows = tasks::of_plan(&ctx.tx, plan.id).await?;
        rows.retain(|task| {
            task.state == TaskState::Accepted && seen::own_posts(&ctx.caller, &plan, task).next().is_some()
        });
        if !rows.is_empty() {
            found.extend(lines(ctx, desk, &plan, rows).await?);
        }
    }
    found.sort_by_key(|line| {
        (
            line.progress.standing,
            line.progress.due.is_none(),
            line.progress.due,
            line.task.position,
            line.task.id,
        )
    });
    Ok(found)
}

/// A task with everything behind its figure.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn task(ctx: &Ctx, desk: &Desk<'_>, id: Uuid) -> Result<TaskPage, Problem> {
    let (plan, row) = seen::task(ctx, id).await?;
    let nodes =
        documents::whole(&ctx.tx, plan.document_id).await?.map(|found| found.nodes).unwrap_or_default();
    let clause = nodes.into_iter().find(|node| node.id == row.clause);
    let clause_text =
        clause.map(|node| format!("{}\n{}", node.heading.unwrap_or_default(), node.text.unwrap_or_default()));
    let line = lines(ctx, desk, &plan, vec![row]).await?.pop().ok_or_else(|| Problem::not_found("该任务"))?;
    let mut own = reports::of_tasks(&ctx.tx, &[id]).await?;
    let files = reports::files_of_task(&ctx.tx, id).await?;
    for report in &mut own {
        report.files = files.iter().filter(|file| report.file_ids.contains(&file.id)).cloned().collect();
        report.may_verify =
            report.state == ReportState::Reported && proof::may_verify(ctx, &plan, report).is_ok();
    }
    let live = plan.state == PlanState::Published && line.task.state == TaskState::Accepted;
    Ok(TaskPage {
        counties: counties(ctx, desk, &plan, &line.task, &own).await?,
        quarters: quarters(ctx, desk, &plan, &line.task, &own).await?,
        clause_text: clause_text.unwrap_or_default().trim().to_owned(),
        may_report: live && evidence::may_report(ctx, &plan, &line.task),
        may_write: seen::may_write(ctx, &plan).is_ok(),
        plan_title: plan.title,
        year: plan.year,
        reports: own,
        line,
    })
}

/// The parts of the plan's region, each with its share.
async fn counties(
    ctx: &Ctx,
    desk: &Desk<'_>,
    plan: &PlanRow,
    task: &PlanTask,
    reports: &[ProgressReport],
) -> Result<Vec<CountyShare>, Problem> {
    let Some(region) =
        plan.region_code.filter(|code| code.level() == Level::City || code.level() == Level::County)
    else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for (code, name) in facts::regions_below(&ctx.tx, region).await? {
        let sum = |state: ReportState| -> f64 {
            let within = |report: &&ProgressReport| {
                report.region_code.is_some_and(|own: RegionCode| code.contains(own))
            };
            reports
                .iter()
                .filter(|report| report.state == state)
                .filter(within)
                .map(|report| report.amount)
                .fold(0.0, |sum, amount| sum + amount)
        };
        let mut share = CountyShare {
            region_code: code,
            name,
            verified: sum(ReportState::Verified),
            reported: sum(ReportState::Reported),
            total: None,
            rows: None,
        };
        if let Some(measure) = &task.body.measure {
            let figure = figures::figure(ctx, desk, plan, measure, Some(code), None).await;
            share.verified = figure.value;
            share.total = figure.total;
            share.rows = figure.rows;
        }
        found.push(share);
    }
    let told = |share: &CountyShare| share.verified > 0.0 || share.reported > 0.0 || share.total.is_some();
    Ok(if found.iter().any(told) { found } else { Vec::new() })
}

/// Quarters that have a milestone and have begun.
async fn quarters(
    ctx: &Ctx,
    desk: &Desk<'_>,
    plan: &PlanRow,
    task: &PlanTask,
    reports: &[ProgressReport],
) -> Result<Vec<QuarterShare>, Problem> {
    let mut found = Vec::new();
    for stone in &task.body.milestones {
        let Some(ends) = quarter_end(plan.year, stone.quarter) else { continue };
        let begun =
            if stone.quarter <= 1 { first_day(plan) } else { quarter_end(plan.year, stone.quarter - 1) };
        if begun.is_some_and(|day| day > ctx.today()) {
            found.push(QuarterShare {
                quarter: stone.quarter,
                ends,
                wanted: stone.amount,
                verified: 0.0,
                reached: None,
            });
            continue;
        }
        let until = ends.min(ctx.today());
        let verified = match &task.body.measure {
            Some(measure) => {
                let figure = figures::figure(ctx, desk, plan, measure, plan.region_code, Some(until)).await;
                match figure.total.filter(|total| *total > 0.0) {
                    Some(total) if task.body.target.as_ref().is_none_or(|target| target.share) => {
                        figure.value / total
                    }
                    _ => figure.value,
                }
            }
            None => verified_by(reports, until),
        };
        let reached = (ends < ctx.today()).then_some(verified >= stone.amount);
        found.push(QuarterShare { quarter: stone.quarter, ends, wanted: stone.amount, verified, reached });
    }
    Ok(found)
}
