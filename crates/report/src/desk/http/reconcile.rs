//! Reconciling figures (对数).

use super::{at_desk, change_at_desk};
use crate::desk::model::{
    DifferenceId, DifferenceReply, NewReconciliation, Reconciliation, ReconciliationId, ReconciliationRow,
    SubmitClaim, Versioned,
};
use crate::desk::service;
use ::http::{Answer, App, Call, Json, Paging, Path, Query, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::page::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(one))
        .routes(routes!(claim))
        .routes(routes!(decide))
        .routes(routes!(stand))
        .routes(routes!(lock))
}

/// Reconciliations in one's regions, newest first.
#[utoipa::path(get, path = "/reports/reconciliations", tag = "report", params(Paging),
    responses((status = 200, body = Page<ReconciliationRow>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::reconciliations(ctx, limit, cursor.as_ref()).await })
    })
    .await
}

/// Opens a reconciliation with our figure.
#[utoipa::path(post, path = "/reports/reconciliations", tag = "report", request_body = NewReconciliation,
    responses((status = 201, body = Reconciliation), (status = 422)))]
async fn create(State(app): State<App>, call: Call, Json(input): Json<NewReconciliation>) -> Answer {
    at_desk!(app, call, created, desk, ctx => service::reconcile(ctx, &desk, input))
}

/// One reconciliation with its differences.
#[utoipa::path(get, path = "/reports/reconciliations/{id}", tag = "report", params(("id" = String, Path)),
    responses((status = 200, body = Reconciliation)))]
async fn one(State(app): State<App>, call: Call, Path(id): Path<ReconciliationId>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::reconciliation(ctx, id).await })).await
}

/// The list the region claims, compared row by row.
#[utoipa::path(post, path = "/reports/reconciliations/{id}/claim", tag = "report", params(("id" = String, Path)),
    request_body = SubmitClaim, responses((status = 200, body = Reconciliation), (status = 409), (status = 422)))]
async fn claim(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReconciliationId>,
    Json(input): Json<SubmitClaim>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::claim(ctx, &desk, id, input))
}

/// What the asker says of a difference.
#[utoipa::path(post, path = "/reports/reconciliations/{id}/differences/{difference}/decision", tag = "report",
    params(("id" = String, Path), ("difference" = String, Path)), request_body = DifferenceReply,
    responses((status = 200, body = Reconciliation), (status = 409), (status = 422)))]
async fn decide(
    State(app): State<App>,
    call: Call,
    Path((id, of)): Path<(ReconciliationId, DifferenceId)>,
    Json(input): Json<DifferenceReply>,
) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::answer(ctx, id, of, input).await })
    })
    .await
}

/// What the region says of a difference.
#[utoipa::path(post, path = "/reports/reconciliations/{id}/differences/{difference}/stance", tag = "report",
    params(("id" = String, Path), ("difference" = String, Path)), request_body = DifferenceReply,
    responses((status = 200, body = Reconciliation), (status = 409), (status = 422)))]
async fn stand(
    State(app): State<App>,
    call: Call,
    Path((id, of)): Path<(ReconciliationId, DifferenceId)>,
    Json(input): Json<DifferenceReply>,
) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| Box::pin(async move { service::stand(ctx, id, of, input).await }))
        .await
}

/// Locks a reconciliation with its time and definition.
#[utoipa::path(post, path = "/reports/reconciliations/{id}/lock", tag = "report", params(("id" = String, Path)),
    request_body = Versioned, responses((status = 200, body = Reconciliation), (status = 409), (status = 422)))]
async fn lock(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReconciliationId>,
    Json(input): Json<Versioned>,
) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::lock_reconciliation(ctx, id, input).await })
    })
    .await
}
