//! The interface of this room.

mod dossiers;
mod examine;
mod sheets;

use ::http::App;
use utoipa_axum::router::OpenApiRouter;

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(sheets::routes()).merge(dossiers::routes()).merge(examine::routes())
}
