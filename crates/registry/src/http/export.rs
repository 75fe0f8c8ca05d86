//! Premises as a table to keep: the columns asked for, names instead of codes, points in the datum asked for.

use crate::model::{PremisesFilter, PremisesRow};
use crate::service;
use ::http::{Answer, App, Call, ExportAs, Query, Table};
use axum::extract::State;
use kernel::coordinate::Datum;
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use paper::Cell;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// Which columns, and points in which datum.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Shape {
    /// Codes of columns with commas, in the order wanted: `name`, `kind`, `tags`, `address`, `region`, `unit`, `sector`,
    /// `department`, `key_unit`, `open_cases`, `major_open`, `last_inspected_on`, `longitude`, `latitude`, `id`. All when absent.
    columns: Option<String>,
    /// Datum of longitude and latitude, WGS-84 when absent.
    datum: Datum,
}

/// One column: its code, its head, what it says of a row.
struct Column {
    code: &'static str,
    head: &'static str,
    cell: fn(&PremisesRow, &Pack, Datum) -> Cell,
}

#[expect(clippy::cast_precision_loss, reason = "counts of one premises are small")]
fn number(count: i64) -> Cell {
    Cell::Number(count as f64)
}

fn sector(row: &PremisesRow, pack: &Pack) -> Option<String> {
    let code = row.sector.as_deref()?;
    let item = pack.list("sectors").and_then(|list| list.item(code));
    Some(item.map_or_else(|| code.to_owned(), |item| item.name.clone()))
}

static COLUMNS: [Column; 15] = [
    Column { code: "name", head: "名称", cell: |row, _, _| row.name.as_str().into() },
    Column { code: "kind", head: "场所类型", cell: |row, _, _| row.kind_name.as_str().into() },
    Column {
        code: "tags",
        head: "标签",
        cell: |row, _, _| row.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join("、").into(),
    },
    Column { code: "address", head: "地址", cell: |row, _, _| row.address.as_str().into() },
    Column { code: "region", head: "所在区域", cell: |row, _, _| row.region.path.as_str().into() },
    Column {
        code: "unit",
        head: "单位",
        cell: |row, _, _| row.unit.as_ref().map(|unit| unit.name.clone()).into(),
    },
    Column { code: "sector", head: "行业", cell: |row, pack, _| sector(row, pack).into() },
    Column { code: "department", head: "主管部门", cell: |row, _, _| row.department.clone().into() },
    Column {
        code: "key_unit",
        head: "重点单位",
        cell: |row, _, _| row.key_status.map(|status| status.name().to_owned()).into(),
    },
    Column { code: "open_cases", head: "未办结事项", cell: |row, _, _| number(row.open_cases) },
    Column { code: "major_open", head: "未销号重大隐患", cell: |row, _, _| number(row.major_open) },
    Column {
        code: "last_inspected_on",
        head: "最近检查",
        cell: |row, _, _| row.last_inspected_on.map(|day| day.to_string()).into(),
    },
    Column {
        code: "longitude",
        head: "经度",
        cell: |row, _, datum| {
            row.point.map_or(Cell::Empty, |point| Cell::Number(point.shown_in(datum).longitude))
        },
    },
    Column {
        code: "latitude",
        head: "纬度",
        cell: |row, _, datum| {
            row.point.map_or(Cell::Empty, |point| Cell::Number(point.shown_in(datum).latitude))
        },
    },
    Column { code: "id", head: "标识", cell: |row, _, _| row.id.to_string().into() },
];

fn chosen(shape: &Shape) -> Result<Vec<&'static Column>, Problem> {
    let Some(codes) = shape.columns.as_deref().filter(|codes| !codes.trim().is_empty()) else {
        return Ok(COLUMNS.iter().collect());
    };
    let find = |code: &str| {
        COLUMNS.iter().find(|column| column.code == code).ok_or_else(|| {
            Problem::invalid(vec![FieldProblem::new("/columns", "unknown", format!("没有“{code}”这一列"))])
        })
    };
    codes.split(',').map(str::trim).filter(|code| !code.is_empty()).map(find).collect()
}

/// The head of a column; a point in another datum than WGS-84 says so.
fn head(column: &Column, datum: Datum) -> String {
    match (column.code, datum) {
        ("longitude" | "latitude", Datum::Gcj02 | Datum::Bd09) => {
            format!("{}（{}）", column.head, datum.name())
        }
        _ => column.head.to_owned(),
    }
}

/// Every premises of the filter, as a table.
#[utoipa::path(get, path = "/premises/export", tag = "registry", params(PremisesFilter, Shape, ExportAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<PremisesFilter>,
    Query(shape): Query<Shape>,
    Query(wanted): Query<ExportAs>,
) -> Answer {
    let columns = chosen(&shape)?;
    let heads: Vec<String> = columns.iter().map(|column| head(column, shape.datum)).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::begin(&app, &wanted, "场所", &heads)?;
    let ctx = app.env.read(call.caller).await?;
    let mut from = None;
    loop {
        let (rows, next) = service::export_chunk(&ctx, &app.pack, &filter, from.as_ref()).await?;
        for row in &rows {
            let cells: Vec<Cell> =
                columns.iter().map(|column| (column.cell)(row, &app.pack, shape.datum)).collect();
            table.row(&cells)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(columns: Option<&str>, datum: Datum) -> Shape {
        Shape { columns: columns.map(str::to_owned), datum }
    }

    #[test]
    fn columns_come_in_the_order_asked_for_and_unknown_ones_are_refused() {
        let heads = |columns, datum| -> Vec<String> {
            let shape = shape(columns, datum);
            chosen(&shape).unwrap().into_iter().map(|column| head(column, datum)).collect()
        };
        assert_eq!(heads(None, Datum::Wgs84).len(), COLUMNS.len());
        assert_eq!(heads(Some("longitude, name"), Datum::Gcj02), ["经度（GCJ-02）", "名称"]);
        let Err(refused) = chosen(&shape(Some("name,secret"), Datum::Wgs84)) else { panic!("refused") };
        assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/columns"));
    }
}
