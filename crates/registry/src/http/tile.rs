//! Tiles of the map, and what stands at one point of it.

use crate::model::{PremisesFilter, PremisesRow, SamePoint};
use crate::rules::tile::Tile;
use crate::service;
use ::http::{Answer, App, Call, Paging, Path, Query, read};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use kernel::page::Page;
use kernel::problem::Problem;
use std::hash::{DefaultHasher, Hash, Hasher};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(tile)).routes(routes!(same_point))
}

/// A vector tile of premises: clusters from afar, single premises close by; 204 when there is nothing in it.
#[utoipa::path(get, path = "/premises/tiles/{z}/{x}/{y}", tag = "registry",
    params(("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path), PremisesFilter),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"), (status = 204),
        (status = 304)))]
async fn tile(
    State(app): State<App>,
    call: Call,
    Path((z, x, y)): Path<(u8, u32, u32)>,
    Query(filter): Query<PremisesFilter>,
    headers: HeaderMap,
) -> Answer {
    let tile = Tile::new(z, x, y).ok_or_else(|| Problem::not_found("该地图瓦片"))?;
    let ctx = app.env.read(call.caller).await?;
    let bytes = service::tile(&ctx, &filter, tile).await?;
    ctx.tx.rollback().await?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let tag = format!("\"{:016x}-{:x}\"", hasher.finish(), bytes.len());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let status = match known
        .is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag))
    {
        true => StatusCode::NOT_MODIFIED,
        false if bytes.is_empty() => StatusCode::NO_CONTENT,
        false => StatusCode::OK,
    };
    let body = if status == StatusCode::OK { bytes } else { Vec::new() };
    let mut response = (status, body).into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/vnd.mapbox-vector-tile"));
    // Kept by the browser, but asked about each time: what may be seen depends on who asks.
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    own.insert(header::VARY, HeaderValue::from_static("Cookie, Authorization"));
    own.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Problem::internal)?);
    Ok(response)
}

/// Premises at one point of the map, by name.
#[utoipa::path(get, path = "/premises/same-point", tag = "registry", params(SamePoint, PremisesFilter, Paging),
    responses((status = 200, body = Page<PremisesRow>), (status = 422)))]
async fn same_point(
    State(app): State<App>,
    call: Call,
    Query(at): Query<SamePoint>,
    Query(paging): Query<Paging>,
    Query(filter): Query<PremisesFilter>,
) -> Answer {
    let (limit, cursor, pack) = (paging.limit()?, paging.cursor()?, app.pack.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { service::same_point(ctx, &pack, &filter, &at, limit, cursor.as_ref()).await })
    })
    .await
}
