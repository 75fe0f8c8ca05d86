//! Workbooks handed out: the importer's own with marks.

use crate::service;
use ::http::{Answer, App, Call, Path, answer};
use axum::body::Body;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(marked))
}

/// The uploaded workbook with marked cells and a column that says what became of every row.
#[utoipa::path(get, path = "/imports/{id}/marked", tag = "intake", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn marked(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let marked = service::marked(&ctx, &app.files, id).await?;
    ctx.tx.rollback().await?;
    answer::file(XLSX, Some(&marked.name), Body::from(marked.bytes))
}
