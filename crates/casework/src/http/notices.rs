//! In-app notices.

use crate::Engine;
use crate::answer::Notice;
use ::http::{Answer, App, Call, Paging, Path, Query, no_content, read};
use axum::extract::State;
use kernel::id::NoticeId;
use kernel::page::{Bounded, Page};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(count))
        .routes(routes!(mark_read))
        .routes(routes!(mark_all_read))
}

/// Which notices.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only unread ones.
    unread: Option<bool>,
}

/// Notices of the posts one holds, newest first.
#[utoipa::path(get, path = "/notices", tag = "casework", params(Which, Paging),
    responses((status = 200, body = Page<Notice>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(which): Query<Which>,
) -> Answer {
    let (engine, limit) = (app.service::<Engine>()?, paging.limit()?);
    let unread = which.unread.unwrap_or(false);
    read(&app, call, |ctx| {
        Box::pin(async move { engine.notices(ctx, unread, limit, paging.cursor.as_deref()).await })
    })
    .await
}

/// How many are unread.
#[utoipa::path(get, path = "/notices/count", tag = "casework", responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.unread_notices(ctx).await })).await
}

/// Marks a notice as read.
#[utoipa::path(post, path = "/notices/{id}/read", tag = "casework", params(("id" = String, Path)),
    responses((status = 204), (status = 404)))]
async fn mark_read(State(app): State<App>, call: Call, Path(id): Path<NoticeId>) -> Answer {
    let engine = app.service::<Engine>()?;
    no_content(&app, call, |ctx| Box::pin(async move { engine.read_notice(ctx, id).await })).await
}

/// Marks every notice of one's posts as read.
#[utoipa::path(post, path = "/notices/read-all", tag = "casework", responses((status = 204)))]
async fn mark_all_read(State(app): State<App>, call: Call) -> Answer {
    let engine = app.service::<Engine>()?;
    no_content(&app, call, |ctx| Box::pin(async move { engine.read_all_notices(ctx).await })).await
}
