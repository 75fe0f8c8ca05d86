//! The interface of this room.

mod cases;
mod evidence;
mod export;
mod notices;

use crate::port::Premises;
use ::http::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;

/// The register of premises, put into [`App`] where the program is wired.
#[derive(Clone)]
pub struct Subjects(pub Arc<dyn Premises>);

impl std::fmt::Debug for Subjects {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Subjects")
    }
}

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(cases::routes())
        .merge(evidence::routes())
        .merge(export::routes())
        .merge(notices::routes())
}
