//! Units.

use super::Void;
use crate::model::{NewUnit, UnitDetail, UnitFilter, UnitPatch, UnitRow};
use crate::service;
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, no_content, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::id::UnitId;
use kernel::page::{Bounded, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(count))
        .routes(routes!(detail, update))
        .routes(routes!(void))
}

/// Units in one's scope, by name.
#[utoipa::path(get, path = "/units", tag = "registry", params(UnitFilter, Paging),
    responses((status = 200, body = Page<UnitRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<UnitFilter>,
) -> Answer {
    let (limit, cursor, pack) = (paging.limit()?, paging.cursor()?, app.pack.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { service::list_units(ctx, &pack, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/units/count", tag = "registry", params(UnitFilter), responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call, Query(filter): Query<UnitFilter>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::count_units(ctx, &filter).await })).await
}

/// Registers a unit.
#[utoipa::path(post, path = "/units", tag = "registry", request_body = NewUnit,
    responses((status = 201, body = UnitDetail)))]
async fn create(State(app): State<App>, call: Call, Json(new): Json<NewUnit>) -> Answer {
    let pack = app.pack.clone();
    created(&app, call, |ctx| Box::pin(async move { service::create_unit(ctx, &pack, new).await })).await
}

/// One unit with its premises.
#[utoipa::path(get, path = "/units/{id}", tag = "registry", params(("id" = String, Path)),
    responses((status = 200, body = UnitDetail)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<UnitId>) -> Answer {
    let pack = app.pack.clone();
    read(&app, call, |ctx| Box::pin(async move { service::unit_detail(ctx, &pack, id).await })).await
}

/// Changes a unit. 409 with `current` when somebody was faster.
#[utoipa::path(patch, path = "/units/{id}", tag = "registry", params(("id" = String, Path)),
    request_body = UnitPatch, responses((status = 200, body = UnitDetail), (status = 409)))]
async fn update(
    State(app): State<App>,
    call: Call,
    Path(id): Path<UnitId>,
    Json(patch): Json<UnitPatch>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::update_unit(ctx, &pack, id, patch).await })
    })
    .await
}

/// Voids a unit entered by mistake; nothing is deleted.
#[utoipa::path(post, path = "/units/{id}/void", tag = "registry", params(("id" = String, Path)),
    request_body = Void, responses((status = 204), (status = 409)))]
async fn void(
    State(app): State<App>,
    call: Call,
    Path(id): Path<UnitId>,
    Json(request): Json<Void>,
) -> Answer {
    no_content(&app, call, |ctx| {
        Box::pin(async move { service::void_unit(ctx, id, request.version, &request.reason).await })
    })
    .await
}
