//! Cases as a table to keep.

use crate::answer::{CaseFilter, CaseRow};
use crate::{Engine, Export};
use ::http::{Answer, App, Call, ExportAs, Query, Table};
use axum::extract::State;
use paper::Cell;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

const COLUMNS: [&str; 14] = [
    "编号",
    "类型",
    "标题",
    "状态",
    "标记",
    "期限",
    "是否超期",
    "场所",
    "单位",
    "所在区域",
    "行业",
    "登记时间",
    "办结时间",
    "标识",
];

fn cells(row: &CaseRow) -> Vec<Cell> {
    let marks: Vec<&str> = row.marks.iter().map(|mark| mark.name.as_str()).collect();
    let due = row.due_date.map(|due| {
        let provisional = if row.provisional_due { "（暂定）" } else { "" };
        format!("{due}{provisional}")
    });
    vec![
        row.number.as_str().into(),
        row.kind_name.as_str().into(),
        row.title.as_str().into(),
        row.state_name.as_str().into(),
        marks.join("、").into(),
        due.into(),
        if row.overdue { "是" } else { "否" }.into(),
        row.premises.as_ref().map(|named| named.name.clone()).into(),
        row.unit.as_ref().map(|named| named.name.clone()).into(),
        row.region.path.as_str().into(),
        row.sector_name.clone().into(),
        row.opened_at.civil_minute().into(),
        row.closed_at.map(kernel::time::Timestamp::civil_minute).into(),
        row.id.to_string().into(),
    ]
}

/// Every case of the filter, as a table.
#[utoipa::path(get, path = "/cases/export", tag = "casework", params(CaseFilter, ExportAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<CaseFilter>,
    Query(wanted): Query<ExportAs>,
) -> Answer {
    let engine = app.service::<Engine>()?;
    let mut table = Table::begin(&app, &wanted, "事项", &COLUMNS)?;
    let ctx = app.env.read(call.caller).await?;
    let mut export = Export::begin(&ctx, filter)?;
    while let Some(rows) = export.next(&engine, &ctx).await? {
        for row in &rows {
            table.row(&cells(row))?;
        }
    }
    let day = ctx.today();
    ctx.tx.rollback().await?;
    table.finish(day)
}
