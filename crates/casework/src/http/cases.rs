//! Cases: lists, one case, acting.

use super::Subjects;
use crate::Engine;
use crate::answer::{
    Act, AnswerRequest, CaseDetail, CaseFilter, CaseRow, ChaseText, OpenCase, TimelineEntry, TreeRow, WhySeen,
};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::id::CaseId;
use kernel::page::{Bounded, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, open))
        .routes(routes!(count))
        .routes(routes!(tree))
        .routes(routes!(detail))
        .routes(routes!(timeline))
        .routes(routes!(act))
        .routes(routes!(answer))
        .routes(routes!(why))
        .routes(routes!(chase_text))
        .routes(routes!(inbox))
        .routes(routes!(inbox_count))
}

/// Cases in one's scope.
#[utoipa::path(get, path = "/cases", tag = "casework", params(CaseFilter, Paging),
    responses((status = 200, body = Page<CaseRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<CaseFilter>,
) -> Answer {
    let (engine, limit) = (app.service::<Engine>()?, paging.limit()?);
    read(&app, call, |ctx| {
        Box::pin(async move { engine.list(ctx, filter, limit, paging.cursor.as_deref()).await })
    })
    .await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/cases/count", tag = "casework", params(CaseFilter), responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call, Query(filter): Query<CaseFilter>) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.count(ctx, filter).await })).await
}

/// The same cases by region.
#[utoipa::path(get, path = "/cases/tree", tag = "casework", params(CaseFilter),
    responses((status = 200, body = Vec<TreeRow>)))]
async fn tree(State(app): State<App>, call: Call, Query(filter): Query<CaseFilter>) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.tree(ctx, filter).await })).await
}

/// Opens a case by hand.
#[utoipa::path(post, path = "/cases", tag = "casework", request_body = OpenCase,
    responses((status = 201, body = CaseDetail)))]
async fn open(State(app): State<App>, call: Call, Json(new): Json<OpenCase>) -> Answer {
    let (engine, subjects) = (app.service::<Engine>()?, app.service::<Subjects>()?);
    created(&app, call, |ctx| Box::pin(async move { engine.open_by_hand(ctx, &*subjects.0, new).await }))
        .await
}

/// One case as the caller sees it.
#[utoipa::path(get, path = "/cases/{id}", tag = "casework", params(("id" = String, Path)),
    responses((status = 200, body = CaseDetail)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<CaseId>) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.detail(ctx, id).await })).await
}

/// Its history, oldest first.
#[utoipa::path(get, path = "/cases/{id}/timeline", tag = "casework", params(("id" = String, Path)),
    responses((status = 200, body = Vec<TimelineEntry>)))]
async fn timeline(State(app): State<App>, call: Call, Path(id): Path<CaseId>) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.timeline(ctx, id).await })).await
}

/// Acts on a case. 409 with `current` when somebody was faster.
#[utoipa::path(post, path = "/cases/{id}/actions", tag = "casework", params(("id" = String, Path)), request_body = Act,
    responses((status = 200, body = CaseDetail), (status = 403), (status = 409), (status = 422)))]
async fn act(State(app): State<App>, call: Call, Path(id): Path<CaseId>, Json(act): Json<Act>) -> Answer {
    let engine = app.service::<Engine>()?;
    write(&app, call, StatusCode::OK, |ctx| Box::pin(async move { engine.act(ctx, id, act).await })).await
}

/// Answers a request: a receipt, an opinion, a signature.
#[utoipa::path(post, path = "/cases/{id}/requests/{request}", tag = "casework",
    params(("id" = String, Path), ("request" = String, Path)), request_body = AnswerRequest,
    responses((status = 200, body = CaseDetail), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn answer(
    State(app): State<App>,
    call: Call,
    Path((id, request)): Path<(CaseId, Uuid)>,
    Json(given): Json<AnswerRequest>,
) -> Answer {
    let engine = app.service::<Engine>()?;
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { engine.answer(ctx, id, request, given).await })
    })
    .await
}

/// Why one can, or cannot, see a case.
#[utoipa::path(get, path = "/cases/{id}/why", tag = "casework", params(("id" = String, Path)),
    responses((status = 200, body = WhySeen)))]
async fn why(State(app): State<App>, call: Call, Path(id): Path<CaseId>) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.explain(ctx, id).await })).await
}

/// Text to paste into a chat (复制催办文字).
#[utoipa::path(get, path = "/cases/{id}/chase-text", tag = "casework", params(("id" = String, Path)),
    responses((status = 200, body = ChaseText)))]
async fn chase_text(State(app): State<App>, call: Call, Path(id): Path<CaseId>) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.chase_text(ctx, id).await })).await
}

/// Cases that wait for the caller, oldest legal deadline first.
#[utoipa::path(get, path = "/inbox", tag = "casework", params(Paging), responses((status = 200, body = Page<CaseRow>)))]
async fn inbox(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (engine, limit) = (app.service::<Engine>()?, paging.limit()?);
    read(&app, call, |ctx| Box::pin(async move { engine.inbox(ctx, limit, paging.cursor.as_deref()).await }))
        .await
}

/// How many wait.
#[utoipa::path(get, path = "/inbox/count", tag = "casework", responses((status = 200, body = Bounded)))]
async fn inbox_count(State(app): State<App>, call: Call) -> Answer {
    let engine = app.service::<Engine>()?;
    read(&app, call, |ctx| Box::pin(async move { engine.inbox_count(ctx).await })).await
}
