//! The duty matrix.

use crate::model::{DutyDecisionRow, DutyMatrix, MatrixOn, NewDutyDecision};
use crate::service;
use ::http::{Answer, App, Call, ExportAs, Json, Query, Table, created, read};
use axum::extract::State;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use paper::Cell;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(duty_matrix))
        .routes(routes!(export_duty_matrix))
        .routes(routes!(decide_duty))
}

fn city(app: &App) -> Result<RegionCode, Problem> {
    app.settings.city_code.parse().map_err(Problem::internal)
}

/// Who answers for which kind of premises, as it stood on a day; holes and double leads are marked.
#[utoipa::path(get, path = "/duty-matrix", tag = "registry", params(MatrixOn),
    responses((status = 200, body = DutyMatrix)))]
async fn duty_matrix(State(app): State<App>, call: Call, Query(day): Query<MatrixOn>) -> Answer {
    let (pack, city) = (app.pack.clone(), city(&app)?);
    read(&app, call, |ctx| Box::pin(async move { service::duty_matrix(ctx, &pack, city, day.on).await }))
        .await
}

/// Keeps a written decision on who leads for a kind of premises, and gives its premises to that department.
#[utoipa::path(post, path = "/duty-matrix/decisions", tag = "registry", request_body = NewDutyDecision,
    responses((status = 201, body = DutyDecisionRow)))]
async fn decide_duty(State(app): State<App>, call: Call, Json(input): Json<NewDutyDecision>) -> Answer {
    let (pack, city) = (app.pack.clone(), city(&app)?);
    created(&app, call, |ctx| Box::pin(async move { service::decide_duty(ctx, &pack, city, input).await }))
        .await
}

const COLUMNS: [&str; 10] = [
    "大类",
    "场所类型",
    "责任",
    "部门",
    "依据",
    "依据是否核实",
    "生效日期",
    "辖区场所数",
    "其中无主管部门",
    "状态",
];

/// The matrix as a table.
#[utoipa::path(get, path = "/duty-matrix/export", tag = "registry", params(MatrixOn, ExportAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export_duty_matrix(
    State(app): State<App>,
    call: Call,
    Query(day): Query<MatrixOn>,
    Query(wanted): Query<ExportAs>,
) -> Answer {
    let mut table = Table::begin(&app, &wanted, "责任矩阵", &COLUMNS)?;
    let ctx = app.env.read(call.caller).await?;
    ctx.caller.require("export")?;
    let matrix = service::duty_matrix(&ctx, &app.pack, city(&app)?, day.on).await?;
    #[expect(clippy::cast_precision_loss, reason = "counts of premises are small")]
    let number = |count: i64| Cell::Number(count as f64);
    for kind in &matrix.kinds {
        let state = match (kind.hole, kind.double) {
            (true, _) => "无牵头部门",
            (_, true) => "多个牵头部门",
            _ => "",
        };
        let lead = |duty: &str, department: &str, basis: &str, verified: &str, from: String| -> Vec<Cell> {
            vec![
                kind.group_name.as_str().into(),
                kind.name.as_str().into(),
                duty.into(),
                department.into(),
                basis.into(),
                verified.into(),
                from.as_str().into(),
                number(kind.premises),
                number(kind.unmapped),
                state.into(),
            ]
        };
        if kind.hole {
            table.row(&lead("行业管理责任", "", "", "", String::new()))?;
        }
        for share in &kind.shares {
            let verified = if share.verified { "已核实" } else { "未核实" };
            let from = share.valid_from.map(|day| day.to_string()).unwrap_or_default();
            table.row(&lead(&share.duty_name, &share.department_name, &share.basis, verified, from))?;
        }
    }
    let today = ctx.today();
    ctx.tx.rollback().await?;
    table.finish(today)
}
