//! Plans in a list and one by one.

use super::{READ, seen};
use crate::model::{PlanEvent, PlanLine, PlanPage, PlanRow, PlanState, TaskState};
use crate::repo::{documents, events, plans, plans::Key, tasks};
use crate::rules::coverage;
use directory::facts;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use store::Ctx;
use uuid::Uuid;

/// Most changes a history shows.
const HISTORY: u32 = 200;

/// Name of a plan's region.
pub(crate) async fn region_name(ctx: &Ctx, plan: &PlanRow) -> Result<String, Problem> {
    let Some(code) = plan.region_code else { return Ok("全部".to_owned()) };
    let names = facts::region_names(&ctx.tx, vec![code]).await?;
    Ok(names.get(&code).map_or_else(|| code.to_string(), |name| name.name.clone()))
}

/// A page of the plans of the caller's regions, and of those in force above them, newest year first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn plans(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<PlanLine>, Problem> {
    ctx.caller.require(READ)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let rows = plans::page(&ctx.tx, &ctx.caller.scope(READ), from.as_ref(), limit.fetch()).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let tasks = seen::visible(&ctx.caller, &row, tasks::of_plan(&ctx.tx, row.id).await?);
        let count = |state: TaskState| tasks.iter().filter(|task| task.state == state).count() as u64;
        lines.push(PlanLine {
            region_name: region_name(ctx, &row).await?,
            accepted: count(TaskState::Accepted),
            proposed: count(TaskState::Proposed),
            unowned: tasks.iter().filter(|task| task.state == TaskState::Accepted && !task.owned()).count()
                as u64,
            row,
        });
    }
    Ok(Page::from_rows(lines, limit, |line| {
        let row = &line.row;
        Cursor::new(vec![row.year.into(), row.created_at.as_micros().into(), row.id.to_string().into()])
    }))
}

/// One plan with its source, tasks and checks.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn page(ctx: &Ctx, id: Uuid) -> Result<PlanPage, Problem> {
    let row = seen::plan(ctx, id).await?;
    let document = documents::whole(&ctx.tx, row.document_id).await?;
    let document = document.ok_or_else(|| Problem::not_found("该文件"))?;
    let all = tasks::of_plan(&ctx.tx, id).await?;
    let may_write = seen::may_write(ctx, &row).is_ok();
    let checks = if may_write { coverage::checks(&row, &document.nodes, &all) } else { Vec::new() };
    let undo = if may_write && row.state == PlanState::Draft {
        events::last(&ctx.tx, id).await?.map(|change| change.event)
    } else {
        None
    };
    Ok(PlanPage {
        region_name: region_name(ctx, &row).await?,
        partly: !seen::whole(&ctx.caller, &row),
        tasks: seen::visible(&ctx.caller, &row, all),
        lines: document.lines,
        nodes: document.nodes,
        checks,
        undo,
        may_write,
        row,
    })
}

/// The newest changes of a plan, for those who may change it.
///
/// # Errors
/// 403 for others, 404 outside the scope.
pub async fn history(ctx: &Ctx, id: Uuid) -> Result<Vec<PlanEvent>, Problem> {
    let row = seen::plan(ctx, id).await?;
    seen::may_write(ctx, &row)?;
    Ok(events::of_plan(&ctx.tx, id, HISTORY).await?)
}
