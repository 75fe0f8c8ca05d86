//! Plans as tables to keep: 任务分解表 and coverage.

use crate::model::{Owner, Part, ProgressBasis, Standing, TaskProgress};
use crate::service::{self, Desk};
use ::http::{Answer, App, Call, ExportAs, Path, Query, Table};
use axum::extract::State;
use paper::Cell;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(tasks)).routes(routes!(coverage))
}

const TASKS: [&str; 16] = [
    "序号",
    "条款",
    "任务",
    "牵头单位",
    "配合单位",
    "期限",
    "频次或前置条件",
    "目标",
    "单位",
    "已核实",
    "已报未核实",
    "完成率",
    "状态",
    "证据要求",
    "专项",
    "统计依据",
];
const COVERAGE: [&str; 6] = ["章", "条款", "问题", "内容", "说明", "任务标识"];

fn names(owners: &[Owner], part: Part) -> String {
    let name = |owner: &Owner| {
        let open = if owner.confirmed { "" } else { "（未确认）" };
        format!("{}{open}", owner.name)
    };
    owners.iter().filter(|owner| owner.part == part).map(name).collect::<Vec<_>>().join("、")
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue => "已超期",
        Standing::Reported => "已报，未核实",
        Standing::Doing => "进行中",
        Standing::Todo => "未开始",
        Standing::Waiting => "等待",
        Standing::Done => "已完成",
    }
}

const fn basis(basis: ProgressBasis) -> &'static str {
    match basis {
        ProgressBasis::Measure => "台账统计",
        ProgressBasis::Reports => "经核实的报告",
        ProgressBasis::Periods => "经核实的分期报告",
        ProgressBasis::Document => "文件制定事项办结",
    }
}

/// A share as a percentage with one decimal.
fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn cells(line: &TaskProgress, mandates: &dyn Fn(&str) -> String) -> Vec<Cell> {
    let (body, progress) = (&line.task.body, &line.progress);
    let terms: Vec<&str> = body.due.iter().map(|due| due.raw.as_str()).collect();
    let waits = progress.waiting_for.as_ref().map(|thing| format!("等待：{thing}"));
    let share = body.target.as_ref().is_some_and(|target| target.share);
    vec![
        body.number.as_str().into(),
        line.task.clause.as_str().into(),
        body.text.as_str().into(),
        names(&body.owners, Part::Lead).into(),
        names(&body.owners, Part::Support).into(),
        progress.due.map(|due| due.to_string()).into(),
        waits.unwrap_or_else(|| terms.join("、")).into(),
        if share { percent(progress.target).into() } else { Cell::Number(progress.target) },
        progress.unit.as_str().into(),
        Cell::Number(progress.verified),
        Cell::Number(progress.reported),
        percent(progress.share).into(),
        standing(progress.standing).into(),
        body.evidence.clone().into(),
        body.mandates.iter().map(|code| mandates(code)).collect::<Vec<_>>().join("、").into(),
        basis(progress.basis).into(),
    ]
}

/// The tasks of a plan as a table (任务分解表), with how they stand.
#[utoipa::path(get, path = "/plan/plans/{id}/export", tag = "plan", params(("id" = String, Path), ExportAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404)))]
async fn tasks(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Query(wanted): Query<ExportAs>,
) -> Answer {
    call.caller.require("export")?;
    let engine = app.service::<casework::Engine>()?;
    let mut table = Table::begin(&app, &wanted, "任务分解表", &TASKS)?;
    let ctx = app.env.read(call.caller).await?;
    let desk = Desk { pack: &app.pack, calendar: &app.calendar, engine: &engine };
    let found = service::progress(&ctx, &desk, id).await?;
    let list = app.pack.lists.get("mandates");
    let named = |code: &str| {
        let item = list.and_then(|list| list.items.iter().find(|item| item.code == code));
        item.map_or_else(|| code.to_owned(), |item| item.name.clone())
    };
    for line in &found.tasks {
        table.row(&cells(line, &named))?;
    }
    let day = ctx.today();
    ctx.tx.rollback().await?;
    table.finish(day)
}

/// Every hole of a plan as a table.
#[utoipa::path(get, path = "/plan/plans/{id}/coverage/export", tag = "plan", params(("id" = String, Path), ExportAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404)))]
async fn coverage(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Query(wanted): Query<ExportAs>,
) -> Answer {
    call.caller.require("export")?;
    let engine = app.service::<casework::Engine>()?;
    let mut table = Table::begin(&app, &wanted, "要点覆盖情况", &COVERAGE)?;
    let ctx = app.env.read(call.caller).await?;
    let desk = Desk { pack: &app.pack, calendar: &app.calendar, engine: &engine };
    for gap in service::coverage(&ctx, &desk, id).await?.gaps {
        let kind = match gap.kind.as_str() {
            "no_task" => "条款没有任务",
            "unowned" => "没有牵头单位",
            "vacant" => "岗位空缺",
            "gap" => "原文缺失",
            _ => "没有度量或证据要求",
        };
        table.row(&[
            gap.section.into(),
            gap.clause.into(),
            kind.into(),
            gap.text.into(),
            gap.message.into(),
            gap.task.map(|task| task.to_string()).into(),
        ])?;
    }
    let day = ctx.today();
    ctx.tx.rollback().await?;
    table.finish(day)
}
