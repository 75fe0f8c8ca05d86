//! Handlers of the rooms below this one, which know nothing of HTTP.

pub mod audit;
pub mod meta;
pub mod system;

use crate::App;
use utoipa_axum::router::OpenApiRouter;

/// All of them.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(audit::routes()).merge(meta::routes()).merge(system::routes())
}
