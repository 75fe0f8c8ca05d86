//! What tasks come to: figures over the ledger, reports, documents.

use super::Desk;
use crate::model::{PlanRow, PlanState, PlanTask, Progress, ProgressReport, TaskMeasure, TaskState};
use crate::repo::reports;
use crate::rules::due::{Schedule, schedule};
use crate::rules::progress::{self, Figure};
use chrono::NaiveDate;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use std::collections::BTreeMap;
use store::Ctx;
use uuid::Uuid;

/// The clock of a task of a plan.
pub(crate) fn clock(desk: &Desk<'_>, plan: &PlanRow, task: &PlanTask) -> Schedule {
    let body = &task.body;
    let from = plan.published_at.map(|at| at.civil_date());
    schedule(&body.due, body.due_on, body.arrival.as_ref(), plan.year, from, desk.calendar)
}

/// First day of a plan's year.
pub(crate) fn first_day(plan: &PlanRow) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(plan.year, 1, 1)
}

/// How tasks of a plan stand today.
pub(crate) async fn standings(
    ctx: &Ctx,
    desk: &Desk<'_>,
    plan: &PlanRow,
    tasks: &[PlanTask],
) -> Result<BTreeMap<Uuid, Progress>, Problem> {
    let ids: Vec<Uuid> = tasks.iter().map(|task| task.id).collect();
    let mut by_task: BTreeMap<Uuid, Vec<ProgressReport>> = BTreeMap::new();
    for report in reports::of_tasks(&ctx.tx, &ids).await? {
        by_task.entry(report.task_id).or_default().push(report);
    }
    let mut found = BTreeMap::new();
    for task in tasks {
        let own = by_task.get(&task.id).map(Vec::as_slice).unwrap_or_default();
        let schedule = clock(desk, plan, task);
        let figure = match &task.body.measure {
            Some(measure) => Some(figure(ctx, desk, plan, measure, plan.region_code, None).await),
            None => None,
        };
        let done = document_done(ctx, task).await?;
        let mut progress = progress::progress(&task.body, &schedule, own, figure, done, ctx.today());
        if plan.state != PlanState::Published || task.state != TaskState::Accepted {
            progress.due = schedule.due;
        }
        found.insert(task.id, progress);
    }
    Ok(found)
}

/// Day the case in which the document is made was closed.
async fn document_done(ctx: &Ctx, task: &PlanTask) -> Result<Option<NaiveDate>, Problem> {
    match task.body.case_id {
        Some(case) => Ok(casework::facts::closed_on(ctx, case).await?),
        None => Ok(None),
    }
}

/// The figure of a task's measure in the plan's year, in a region and up to a day (today when absent), within what the
/// caller may see. A figure that cannot be had says why; the others stay.
pub(crate) async fn figure(
    ctx: &Ctx,
    desk: &Desk<'_>,
    plan: &PlanRow,
    measure: &TaskMeasure,
    region: Option<RegionCode>,
    until: Option<NaiveDate>,
) -> Figure {
    let dated = measure.basis != measure::Basis::None;
    if !dated && until.is_some_and(|day| day < ctx.today()) {
        return Figure {
            fault: Some("按现状统计的度量没有过去的数".to_owned()), ..Figure::default()
        };
    }
    let cut = measure::Cut {
        region,
        from: first_day(plan).filter(|_| dated),
        to: until.or_else(|| NaiveDate::from_ymd_opt(plan.year, 12, 31)).filter(|_| dated),
        basis: measure.basis,
        ..measure::Cut::default()
    };
    let asked = |measure: &'_ measure::Measure| {
        let measure = measure.clone();
        async move { measure::value(ctx, desk.pack, &measure, &cut).await }
    };
    let failed = |problem: Problem| Figure { fault: Some(problem.detail.clone()), ..Figure::default() };
    let top = match asked(&measure.numerator).await {
        Ok(found) => found,
        Err(problem) => return failed(problem),
    };
    let mut total = None;
    if let Some(of) = &measure.denominator {
        match asked(of).await {
            Ok(found) => total = Some(found.value),
            Err(problem) => return failed(problem),
        }
    }
    let narrow = !super::seen::covers(&ctx.caller.scope("case.read"), region);
    let fault = narrow.then(|| "只统计了您管辖范围内的数".to_owned());
    Figure { value: top.value, total, rows: top.link, fault }
}
