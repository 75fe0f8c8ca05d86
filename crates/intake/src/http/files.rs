//! Workbooks handed out: an empty one to fill in, the importer's own with marks; and what stands in it.

use crate::model::TableSamples;
use crate::service;
use ::http::{Answer, App, Call, Path, answer};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(marked)).routes(routes!(template)).routes(routes!(samples))
}

/// The uploaded workbook with marked cells and a column that says what became of every row.
#[utoipa::path(get, path = "/imports/{id}/marked", tag = "intake", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn marked(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let marked = service::marked(&ctx, &app.files, id).await?;
    ctx.tx.rollback().await?;
    answer::file(XLSX, Some(&marked.name), answer::from_disk(marked.file))
}

/// An empty ledger to fill in, with drop-down lists of kinds and of the regions of one's scope.
#[utoipa::path(get, path = "/imports/template", tag = "intake",
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn template(State(app): State<App>, call: Call) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let template = service::ledger_template(&ctx, &app.pack).await?;
    ctx.tx.rollback().await?;
    answer::file(XLSX, Some(&template.name), Body::from(template.bytes))
}

/// First values of the columns of every table, in the order of the mapping.
#[utoipa::path(get, path = "/imports/{id}/samples", tag = "intake", params(("id" = String, Path)),
    responses((status = 200, body = Vec<TableSamples>)))]
async fn samples(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let samples = service::samples(&ctx, &app.files, id).await?;
    ctx.tx.rollback().await?;
    answer::json(StatusCode::OK, &samples)
}
