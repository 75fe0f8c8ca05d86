//! Parties to the use of buildings and premises, fire-safety posts of units, fire facilities. A change sends the whole form.

use super::Void;
use crate::model::{FacilityInput, FacilityRow, LeaseInput, LeaseRow, ResponsibleInput, ResponsibleRow};
use crate::service;
use ::http::{Answer, App, Call, Json, Path, created, no_content, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::id::{FacilityId, LeaseId, ResponsibleId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_lease))
        .routes(routes!(update_lease))
        .routes(routes!(void_lease))
        .routes(routes!(create_responsible))
        .routes(routes!(update_responsible))
        .routes(routes!(void_responsible))
        .routes(routes!(create_facility))
        .routes(routes!(update_facility))
        .routes(routes!(void_facility))
}

/// Registers a party to the use of a building or premises.
#[utoipa::path(post, path = "/leases", tag = "registry", request_body = LeaseInput,
    responses((status = 201, body = LeaseRow)))]
async fn create_lease(State(app): State<App>, call: Call, Json(input): Json<LeaseInput>) -> Answer {
    created(&app, call, |ctx| Box::pin(async move { service::create_lease(ctx, input).await })).await
}

/// Changes a party to the use of a building or premises.
#[utoipa::path(patch, path = "/leases/{id}", tag = "registry", params(("id" = String, Path)),
    request_body = LeaseInput, responses((status = 200, body = LeaseRow), (status = 409)))]
async fn update_lease(
    State(app): State<App>,
    call: Call,
    Path(id): Path<LeaseId>,
    Json(input): Json<LeaseInput>,
) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::update_lease(ctx, id, input).await })
    })
    .await
}

/// Voids a party to the use of a building or premises, entered by mistake; nothing is deleted.
#[utoipa::path(post, path = "/leases/{id}/void", tag = "registry", params(("id" = String, Path)),
    request_body = Void, responses((status = 204), (status = 409)))]
async fn void_lease(
    State(app): State<App>,
    call: Call,
    Path(id): Path<LeaseId>,
    Json(request): Json<Void>,
) -> Answer {
    no_content(&app, call, |ctx| {
        Box::pin(async move { service::void_lease(ctx, id, request.version, &request.reason).await })
    })
    .await
}

/// Registers who holds a fire-safety post of a unit.
#[utoipa::path(post, path = "/responsibles", tag = "registry", request_body = ResponsibleInput,
    responses((status = 201, body = ResponsibleRow)))]
async fn create_responsible(
    State(app): State<App>,
    call: Call,
    Json(input): Json<ResponsibleInput>,
) -> Answer {
    let pack = app.pack.clone();
    created(&app, call, |ctx| Box::pin(async move { service::create_responsible(ctx, &pack, input).await }))
        .await
}

/// Changes who holds a fire-safety post of a unit.
#[utoipa::path(patch, path = "/responsibles/{id}", tag = "registry", params(("id" = String, Path)),
    request_body = ResponsibleInput, responses((status = 200, body = ResponsibleRow), (status = 409)))]
async fn update_responsible(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ResponsibleId>,
    Json(input): Json<ResponsibleInput>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::update_responsible(ctx, &pack, id, input).await })
    })
    .await
}

/// Voids who holds a fire-safety post of a unit, entered by mistake; nothing is deleted.
#[utoipa::path(post, path = "/responsibles/{id}/void", tag = "registry", params(("id" = String, Path)),
    request_body = Void, responses((status = 204), (status = 409)))]
async fn void_responsible(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ResponsibleId>,
    Json(request): Json<Void>,
) -> Answer {
    no_content(&app, call, |ctx| {
        Box::pin(async move { service::void_responsible(ctx, id, request.version, &request.reason).await })
    })
    .await
}

/// Registers a kind of fire facility.
#[utoipa::path(post, path = "/facilities", tag = "registry", request_body = FacilityInput,
    responses((status = 201, body = FacilityRow)))]
async fn create_facility(State(app): State<App>, call: Call, Json(input): Json<FacilityInput>) -> Answer {
    let pack = app.pack.clone();
    created(&app, call, |ctx| Box::pin(async move { service::create_facility(ctx, &pack, input).await }))
        .await
}

/// Changes a kind of fire facility.
#[utoipa::path(patch, path = "/facilities/{id}", tag = "registry", params(("id" = String, Path)),
    request_body = FacilityInput, responses((status = 200, body = FacilityRow), (status = 409)))]
async fn update_facility(
    State(app): State<App>,
    call: Call,
    Path(id): Path<FacilityId>,
    Json(input): Json<FacilityInput>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::update_facility(ctx, &pack, id, input).await })
    })
    .await
}

/// Voids a kind of fire facility, entered by mistake; nothing is deleted.
#[utoipa::path(post, path = "/facilities/{id}/void", tag = "registry", params(("id" = String, Path)),
    request_body = Void, responses((status = 204), (status = 409)))]
async fn void_facility(
    State(app): State<App>,
    call: Call,
    Path(id): Path<FacilityId>,
    Json(request): Json<Void>,
) -> Answer {
    no_content(&app, call, |ctx| {
        Box::pin(async move { service::void_facility(ctx, id, request.version, &request.reason).await })
    })
    .await
}
