//! Rows to be looked at, and decisions on them.

use crate::model::{ImportRow, Outcome};
use crate::service::{self, Choice};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(decide))
}

/// Which rows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct RowFilter {
    /// What became of them; all when left out.
    #[param(inline)]
    outcome: Option<Outcome>,
}

/// Rows that were repaired, held back, changed or wait for a decision, in the order of the file.
#[utoipa::path(get, path = "/imports/{id}/rows", tag = "intake", params(("id" = String, Path), RowFilter, Paging),
    responses((status = 200, body = Page<ImportRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Query(filter): Query<RowFilter>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::list_rows(ctx, id, filter.outcome, limit, cursor.as_ref()).await })
    })
    .await
}

/// Says which premises a row of the review queue is about.
#[utoipa::path(post, path = "/imports/{id}/rows/{sheet}/{row}/decision", tag = "intake",
    params(("id" = String, Path), ("sheet" = u32, Path), ("row" = u32, Path)),
    request_body = Choice, responses((status = 200, body = ImportRow), (status = 409), (status = 422)))]
async fn decide(
    State(app): State<App>,
    call: Call,
    Path((id, sheet, row)): Path<(Uuid, u32, u32)>,
    Json(choice): Json<Choice>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::decide(ctx, &pack, id, (sheet, row), choice).await })
    })
    .await
}
