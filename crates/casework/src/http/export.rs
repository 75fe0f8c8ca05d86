//! Cases as a table to keep.

use crate::answer::{CaseFilter, CaseRow};
use crate::{Engine, Export};
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
        row.sector.clone().into(),
        row.opened_at.to_string().into(),
        row.closed_at.map(|at| at.to_string()).into(),
        row.id.to_string().into(),
    ]
}

fn failed(error: WriteError) -> Problem {
    match error {
        WriteError::TooLong => Problem::bad_request(error.to_string()),
        WriteError::Workbook(_) => Problem::internal(error),
    }
}

/// Every case of the filter, as a table.
#[utoipa::path(get, path = "/cases/export", tag = "casework", params(CaseFilter, As),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<CaseFilter>,
    Query(what): Query<As>,
) -> Answer {
    let format: Format = what
        .format
        .as_deref()
        .unwrap_or("xlsx")
        .parse()
        .map_err(|error: paper::UnknownFormat| Problem::bad_request(error.to_string()))?;
    let engine = app.service::<Engine>()?;
    let sheet = Sheet {
        name: "事项".into(),
        columns: COLUMNS.iter().map(|column| (*column).to_owned()).collect(),
        notice: app.settings.synthetic.then(|| "演示数据，均为虚构".to_owned()),
    };
    let mut writer = Writer::new(format, &sheet).map_err(failed)?;
    let ctx = app.env.read(call.caller).await?;
    let mut export = Export::begin(&ctx, filter)?;
    while let Some(rows) = export.next(&engine, &ctx).await? {
        for row in &rows {
            writer.row(&cells(row)).map_err(failed)?;
        }
    }
    let name = format!("事项-{}.{}", ctx.today(), format.extension());
    ctx.tx.rollback().await?;
    let bytes = writer.finish().map_err(failed)?;
    file(format.media_type(), Some(&name), bytes.into())
}
