//! Premises as a table to keep.

use crate::model::{PremisesFilter, PremisesRow};
use crate::service;
use ::http::{Answer, App, Call, Query, file};
use axum::extract::State;
use kernel::problem::Problem;
use paper::{Cell, Format, Sheet, WriteError, Writer};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// Which format.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct As {
    /// `xlsx` or `csv`; `xlsx` when absent.
    format: Option<String>,
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

fn failed(error: WriteError) -> Problem {
    match error {
        WriteError::TooLong => Problem::bad_request(error.to_string()),
        WriteError::Workbook(_) => Problem::internal(error),
    }
}

/// Every premises of the filter, as a table.
#[utoipa::path(get, path = "/premises/export", tag = "registry", params(PremisesFilter, As),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<PremisesFilter>,
    Query(what): Query<As>,
) -> Answer {
    let format: Format = what
        .format
        .as_deref()
        .unwrap_or("xlsx")
        .parse()
        .map_err(|error: paper::UnknownFormat| Problem::bad_request(error.to_string()))?;
    let sheet = Sheet {
        name: "场所".into(),
        columns: COLUMNS.iter().map(|column| (*column).to_owned()).collect(),
        notice: app.settings.synthetic.then(|| "演示数据，均为虚构".to_owned()),
    };
    let mut writer = Writer::new(format, &sheet).map_err(failed)?;
    let ctx = app.env.read(call.caller).await?;
    let mut from = None;
    loop {
        let (rows, next) = service::export_chunk(&ctx, &app.pack, &filter, from.as_ref()).await?;
        for row in &rows {
            writer.row(&cells(row)).map_err(failed)?;
        }
        if next.is_none() {
            break;
        }
        from = next;
    }
    let name = format!("场所-{}.{}", ctx.today(), format.extension());
    ctx.tx.rollback().await?;
    let bytes = writer.finish().map_err(failed)?;
    file(format.media_type(), Some(&name), bytes.into())
}
