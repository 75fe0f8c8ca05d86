//! The interface of this room.

mod documents;
mod export;
mod plans;
mod tasks;

use ::http::App;
use utoipa_axum::router::OpenApiRouter;

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(documents::routes())
        .merge(plans::routes())
        .merge(export::routes())
        .merge(tasks::routes())
}

/// Runs a use case with the pack, the calendar and the ledger at hand.
macro_rules! desk {
    ($how:ident, $app:ident, $call:ident, |$ctx:ident, $desk:ident| $work:expr) => {{
        let (pack, calendar) = ($app.pack.clone(), $app.calendar.clone());
        let engine = $app.service::<casework::Engine>()?;
        $how(&$app, $call, |$ctx| {
            Box::pin(async move {
                let $desk = crate::service::Desk { pack: &pack, calendar: &calendar, engine: &engine };
                $work.await
            })
        })
        .await
    }};
}
pub(crate) use desk;
