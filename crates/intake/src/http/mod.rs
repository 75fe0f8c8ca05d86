//! The interface of this room.

mod batches;
mod files;
mod rows;

use ::http::App;
use utoipa_axum::router::OpenApiRouter;

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(batches::routes()).merge(rows::routes()).merge(files::routes())
}
