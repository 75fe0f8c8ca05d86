//! The interface of this room.

use crate::overview::{self, Overview};
use ::http::{Answer, App, Call, read};
use axum::extract::State;
use casework::Engine;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show)).merge(crate::desk::http::routes())
}

/// The leader's two minutes.
#[utoipa::path(get, path = "/overview", tag = "report", responses((status = 200, body = Overview)))]
async fn show(State(app): State<App>, call: Call) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    read(&app, call, |ctx| Box::pin(async move { overview::overview(ctx, &pack, &engine).await })).await
}
