//! The interface of the desk.

mod forms;
mod reconcile;
mod returns;
mod rounds;

use ::http::App;
use utoipa_axum::router::OpenApiRouter;

/// All routes of the desk.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(forms::routes())
        .merge(rounds::routes())
        .merge(returns::routes())
        .merge(reconcile::routes())
}

/// Runs a use case with the desk around it.
macro_rules! at_desk {
    ($app:expr, $call:expr, $how:ident, $desk:ident, $ctx:ident => $work:expr) => {{
        let (pack, engine) = ($app.pack.clone(), $app.service::<casework::Engine>()?);
        let synthetic = $app.settings.synthetic;
        ::http::answer::$how(&$app, $call, |$ctx| {
            Box::pin(async move {
                let $desk = crate::desk::service::Desk { pack: &pack, engine: &engine, synthetic };
                $work.await
            })
        })
        .await
    }};
}
/// As [`at_desk`] for a write that answers 200.
macro_rules! change_at_desk {
    ($app:expr, $call:expr, $desk:ident, $ctx:ident => $work:expr) => {{
        let (pack, engine) = ($app.pack.clone(), $app.service::<casework::Engine>()?);
        let synthetic = $app.settings.synthetic;
        ::http::write(&$app, $call, axum::http::StatusCode::OK, |$ctx| {
            Box::pin(async move {
                let $desk = crate::desk::service::Desk { pack: &pack, engine: &engine, synthetic };
                $work.await
            })
        })
        .await
    }};
}
pub(crate) use {at_desk, change_at_desk};
