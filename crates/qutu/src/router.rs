//! The whole interface put together: every room's routes, the layers around them, the front end behind them.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use http::limit::Limits;
use http::{App, failure, headers, idempotent, limit, line};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

/// Head of the OpenAPI document.
#[derive(OpenApi)]
#[openapi(info(
    title = "Qutu 曲突",
    description = "城市火灾防控台账接口。错误为 application/problem+json（RFC 9457）。",
    license(name = "Apache-2.0")
))]
struct Head;

fn rooms() -> OpenApiRouter<App> {
    let api = OpenApiRouter::new()
        .merge(http::routes::routes())
        .merge(casework::http::routes())
        .merge(registry::http::routes())
        .merge(campaign::http::routes())
        .merge(plan::http::routes())
        .merge(intake::http::routes())
        .merge(report::http::routes())
        .merge(crosstab::http::routes())
        .merge(dossier::http::routes());
    OpenApiRouter::with_openapi(Head::openapi()).nest("/api/v1", api)
}

/// The OpenAPI document of the code.
#[must_use]
pub fn document() -> Document {
    let mut document = rooms().split_for_parts().1;
    for (path, item) in &mut document.paths.paths {
        let name = path.trim_start_matches("/api/v1/").replace(['{', '}'], "").replace(['/', '-'], "_");
        for (method, operation) in [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ] {
            // Names of functions repeat from room to room; ids of operations must not.
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{name}"));
            }
        }
    }
    document
}

/// The router with its layers.
pub fn router(app: &App) -> (Router, Limits) {
    let limits = Limits::new(app);
    let (api, _) = rooms().split_for_parts();
    let layers = ServiceBuilder::new()
        .layer(from_fn(headers::layer))
        .layer(from_fn_with_state(limits.clone(), limit::layer))
        .layer(from_fn(failure::layer))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(120)))
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(app.settings.largest_file + 1024 * 1024))
        .layer(from_fn(idempotent::layer));
    let router = Router::new()
        .merge(api.layer(from_fn(line::layer)))
        .route("/healthz", axum::routing::get(|| async { "ok" }))
        .fallback(crate::assets::serve)
        .layer(layers)
        .with_state(app.clone());
    (router, limits)
}
