//! Premises as a table to keep.

use crate::model::{PremisesFilter, PremisesRow};
use crate::service;
use ::http::{Answer, App, Call, ExportAs, Query, Table};
use axum::extract::State;
use paper::Cell;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

const COLUMNS: [&str; 14] = [
    "名称",
    "场所类型",
    "标签",
    "地址",
    "所在区域",
    "单位",
    "行业",
    "主管部门",
    "未办结事项",
    "未销号重大隐患",
    "最近检查",
    "经度",
    "纬度",
    "标识",
];

fn cells(row: &PremisesRow) -> Vec<Cell> {
    let tags: Vec<&str> = row.tags.iter().map(|tag| tag.name.as_str()).collect();
    #[expect(clippy::cast_precision_loss, reason = "counts of one premises are small")]
    let number = |count: i64| Cell::Number(count as f64);
    vec![
        row.name.as_str().into(),
        row.kind_name.as_str().into(),
        tags.join("、").into(),
        row.address.as_str().into(),
        row.region.path.as_str().into(),
        row.unit.as_ref().map(|unit| unit.name.clone()).into(),
        row.sector.clone().into(),
        row.department.clone().into(),
        number(row.open_cases),
        number(row.major_open),
        row.last_inspected_on.map(|day| day.to_string()).into(),
        row.point.as_ref().map_or(Cell::Empty, |point| Cell::Number(point.longitude)),
        row.point.as_ref().map_or(Cell::Empty, |point| Cell::Number(point.latitude)),
        row.id.to_string().into(),
    ]
}

/// Every premises of the filter, as a table.
#[utoipa::path(get, path = "/premises/export", tag = "registry", params(PremisesFilter, ExportAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<PremisesFilter>,
    Query(wanted): Query<ExportAs>,
) -> Answer {
    let mut table = Table::begin(&app, &wanted, "场所", &COLUMNS)?;
    let ctx = app.env.read(call.caller).await?;
    let mut from = None;
    loop {
        let (rows, next) = service::export_chunk(&ctx, &app.pack, &filter, from.as_ref()).await?;
        for row in &rows {
            table.row(&cells(row))?;
        }
        if next.is_none() {
            break;
        }
        from = next;
    }
    let day = ctx.today();
    ctx.tx.rollback().await?;
    table.finish(day)
}
