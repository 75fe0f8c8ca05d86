//! The interface of this room.

mod export;
mod premises;
mod units;

use crate::model::Visits;
use ::http::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;

/// The book of visits, put into [`App`] where the program is wired.
#[derive(Clone)]
pub struct VisitBook(pub Arc<dyn Visits>);

impl std::fmt::Debug for VisitBook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("VisitBook")
    }
}

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(premises::routes()).merge(export::routes()).merge(units::routes())
}
