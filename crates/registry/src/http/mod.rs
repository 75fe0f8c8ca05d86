//! The interface of this room.

mod attached;
mod buildings;
mod duties;
mod export;
mod premises;
mod tile;
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

/// Why a record is voided.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VoidRecord)]
pub(crate) struct Void {
    /// Version seen.
    version: i64,
    /// Reason, 2 to 200 characters.
    reason: String,
}

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(premises::routes())
        .merge(tile::routes())
        .merge(export::routes())
        .merge(units::routes())
        .merge(buildings::routes())
        .merge(attached::routes())
        .merge(duties::routes())
}
