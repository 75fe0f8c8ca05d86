//! Premises: lists, map, one premises.

use super::{VisitBook, Void};
use crate::model::{
    BoundingBox, FeatureCollection, KeyDecision, NewPremises, PremisesDetail, PremisesFilter, PremisesPatch,
    PremisesRow, TreeRow,
};
use crate::service::{self, Desk};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, no_content, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use casework::Engine;
use kernel::id::PremisesId;
use kernel::page::{Bounded, Page};
use kernel::problem::Problem;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(count))
        .routes(routes!(tree))
        .routes(routes!(points))
        .routes(routes!(detail, update))
        .routes(routes!(void))
        .routes(routes!(decide_key_unit))
}

/// Premises in one's scope, by name.
#[utoipa::path(get, path = "/premises", tag = "registry", params(PremisesFilter, Paging),
    responses((status = 200, body = Page<PremisesRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<PremisesFilter>,
) -> Answer {
    let (limit, cursor, pack) = (paging.limit()?, paging.cursor()?, app.pack.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { service::list(ctx, &pack, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/premises/count", tag = "registry", params(PremisesFilter),
    responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call, Query(filter): Query<PremisesFilter>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::count(ctx, &filter).await })).await
}

/// The same premises by region.
#[utoipa::path(get, path = "/premises/tree", tag = "registry", params(PremisesFilter),
    responses((status = 200, body = Vec<TreeRow>)))]
async fn tree(State(app): State<App>, call: Call, Query(filter): Query<PremisesFilter>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::tree(ctx, &filter).await })).await
}

/// Which part of the map.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Window {
    /// West, south, east, north in degrees.
    bbox: String,
    /// Zoom level of the map.
    zoom: f64,
}

/// Points and clusters for the map, as GeoJSON.
#[utoipa::path(get, path = "/premises/points", tag = "registry", params(Window, PremisesFilter),
    responses((status = 200, body = FeatureCollection)))]
async fn points(
    State(app): State<App>,
    call: Call,
    Query(window): Query<Window>,
    Query(filter): Query<PremisesFilter>,
) -> Answer {
    let area: BoundingBox = window
        .bbox
        .parse()
        .map_err(|_| Problem::bad_request("bbox 应为“西,南,东,北”四个度数，例如 116.1,23.2,116.4,23.5"))?;
    read(&app, call, |ctx| Box::pin(async move { service::points(ctx, &filter, area, window.zoom).await }))
        .await
}

/// Registers premises.
#[utoipa::path(post, path = "/premises", tag = "registry", request_body = NewPremises,
    responses((status = 201, body = PremisesDetail)))]
async fn create(State(app): State<App>, call: Call, Json(new): Json<NewPremises>) -> Answer {
    let (pack, engine, visits) = (app.pack.clone(), app.service::<Engine>()?, app.service::<VisitBook>()?);
    created(&app, call, |ctx| {
        Box::pin(async move {
            let desk = Desk { pack: &pack, engine: &engine, visits: &*visits.0 };
            service::create(ctx, &desk, new).await
        })
    })
    .await
}

/// Everything about one premises.
#[utoipa::path(get, path = "/premises/{id}", tag = "registry", params(("id" = String, Path)),
    responses((status = 200, body = PremisesDetail)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<PremisesId>) -> Answer {
    let (pack, engine, visits) = (app.pack.clone(), app.service::<Engine>()?, app.service::<VisitBook>()?);
    read(&app, call, |ctx| {
        Box::pin(async move {
            let desk = Desk { pack: &pack, engine: &engine, visits: &*visits.0 };
            service::detail(ctx, &desk, id).await
        })
    })
    .await
}

/// Changes premises. 409 with `current` when somebody was faster.
#[utoipa::path(patch, path = "/premises/{id}", tag = "registry", params(("id" = String, Path)),
    request_body = PremisesPatch, responses((status = 200, body = PremisesDetail), (status = 409)))]
async fn update(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PremisesId>,
    Json(patch): Json<PremisesPatch>,
) -> Answer {
    let (pack, engine, visits) = (app.pack.clone(), app.service::<Engine>()?, app.service::<VisitBook>()?);
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move {
            let desk = Desk { pack: &pack, engine: &engine, visits: &*visits.0 };
            service::update(ctx, &desk, id, patch).await
        })
    })
    .await
}

/// Voids premises entered by mistake; nothing is deleted.
#[utoipa::path(post, path = "/premises/{id}/void", tag = "registry", params(("id" = String, Path)),
    request_body = Void, responses((status = 204), (status = 409)))]
async fn void(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PremisesId>,
    Json(request): Json<Void>,
) -> Answer {
    no_content(&app, call, |ctx| {
        Box::pin(async move { service::void(ctx, id, request.version, &request.reason).await })
    })
    .await
}

/// Keeps that the unit declared itself a key unit, that the fire authority determined it, or that it is none any more.
#[utoipa::path(post, path = "/premises/{id}/key-unit", tag = "registry", params(("id" = String, Path)),
    request_body = KeyDecision, responses((status = 200, body = PremisesDetail), (status = 409)))]
async fn decide_key_unit(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PremisesId>,
    Json(decision): Json<KeyDecision>,
) -> Answer {
    let (pack, engine, visits) = (app.pack.clone(), app.service::<Engine>()?, app.service::<VisitBook>()?);
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move {
            let desk = Desk { pack: &pack, engine: &engine, visits: &*visits.0 };
            service::decide_key_unit(ctx, &desk, id, decision).await
        })
    })
    .await
}
