//! Buildings.

use super::Void;
use crate::model::{BuildingDetail, BuildingFilter, BuildingInput, BuildingRow};
use crate::service;
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, no_content, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::id::BuildingId;
use kernel::page::{Bounded, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_buildings, create_building))
        .routes(routes!(count_buildings))
        .routes(routes!(building_detail, update_building))
        .routes(routes!(void_building))
}

/// Buildings in one's scope, by name.
#[utoipa::path(get, path = "/buildings", tag = "registry", params(BuildingFilter, Paging),
    responses((status = 200, body = Page<BuildingRow>)))]
async fn list_buildings(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<BuildingFilter>,
) -> Answer {
    let (limit, cursor, pack) = (paging.limit()?, paging.cursor()?, app.pack.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { service::list_buildings(ctx, &pack, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/buildings/count", tag = "registry", params(BuildingFilter),
    responses((status = 200, body = Bounded)))]
async fn count_buildings(State(app): State<App>, call: Call, Query(filter): Query<BuildingFilter>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::count_buildings(ctx, &filter).await })).await
}

/// Registers a building.
#[utoipa::path(post, path = "/buildings", tag = "registry", request_body = BuildingInput,
    responses((status = 201, body = BuildingDetail)))]
async fn create_building(State(app): State<App>, call: Call, Json(input): Json<BuildingInput>) -> Answer {
    let pack = app.pack.clone();
    created(&app, call, |ctx| Box::pin(async move { service::create_building(ctx, &pack, input).await }))
        .await
}

/// One building with its premises, parties and facilities.
#[utoipa::path(get, path = "/buildings/{id}", tag = "registry", params(("id" = String, Path)),
    responses((status = 200, body = BuildingDetail)))]
async fn building_detail(State(app): State<App>, call: Call, Path(id): Path<BuildingId>) -> Answer {
    let pack = app.pack.clone();
    read(&app, call, |ctx| Box::pin(async move { service::building_detail(ctx, &pack, id).await })).await
}

/// Changes a building to what the whole form says. 409 with `current` when somebody was faster.
#[utoipa::path(patch, path = "/buildings/{id}", tag = "registry", params(("id" = String, Path)),
    request_body = BuildingInput, responses((status = 200, body = BuildingDetail), (status = 409)))]
async fn update_building(
    State(app): State<App>,
    call: Call,
    Path(id): Path<BuildingId>,
    Json(input): Json<BuildingInput>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::update_building(ctx, &pack, id, input).await })
    })
    .await
}

/// Voids a building entered by mistake; nothing is deleted.
#[utoipa::path(post, path = "/buildings/{id}/void", tag = "registry", params(("id" = String, Path)),
    request_body = Void, responses((status = 204), (status = 409)))]
async fn void_building(
    State(app): State<App>,
    call: Call,
    Path(id): Path<BuildingId>,
    Json(request): Json<Void>,
) -> Answer {
    no_content(&app, call, |ctx| {
        Box::pin(async move { service::void_building(ctx, id, request.version, &request.reason).await })
    })
    .await
}
