//! Rows to be looked at, and decisions on them.

use crate::model::{Code, CodeCount, ImportRow, Outcome, TakenPremises};
use crate::service::{self, Choice, RowsWanted};
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
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(codes))
        .routes(routes!(taken))
        .routes(routes!(decide))
}

/// Which rows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct RowFilter {
    /// What became of them; all when left out.
    #[param(inline)]
    outcome: Option<Outcome>,
    /// Only rows with this repair or fault.
    #[param(inline)]
    code: Option<Code>,
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
    let (limit, cursor, pack) = (paging.limit()?, paging.cursor()?, app.pack.clone());
    let wanted = RowsWanted { outcome: filter.outcome, code: filter.code };
    read(&app, call, |ctx| {
        Box::pin(async move { service::list_rows(ctx, &pack, id, wanted, limit, cursor.as_ref()).await })
    })
    .await
}

/// In how many rows each repair was made and each fault found.
#[utoipa::path(get, path = "/imports/{id}/codes", tag = "intake", params(("id" = String, Path)),
    responses((status = 200, body = Vec<CodeCount>)))]
async fn codes(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::list_codes(ctx, id).await })).await
}

/// Premises the import made or changed, in the order of the file.
#[utoipa::path(get, path = "/imports/{id}/premises", tag = "intake", params(("id" = String, Path), Paging),
    responses((status = 200, body = Page<TakenPremises>)))]
async fn taken(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor, pack) = (paging.limit()?, paging.cursor()?, app.pack.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { service::list_taken(ctx, &pack, id, limit, cursor.as_ref()).await })
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
