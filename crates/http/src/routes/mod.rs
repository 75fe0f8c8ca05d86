//! Handlers of the rooms below this one, which know nothing of HTTP.

pub mod access;
pub mod audit;
pub mod directory;
pub mod meta;
pub mod session;
pub mod system;

use crate::App;
use utoipa_axum::router::OpenApiRouter;

/// All of them.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(access::routes())
        .merge(audit::routes())
        .merge(directory::routes())
        .merge(meta::routes())
        .merge(system::routes())
}
