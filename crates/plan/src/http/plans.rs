//! Plans: making, reviewing, publishing, looking.

use super::desk;
use crate::model::{Compared, CoverageReport, Edit, NewPlan, PlanEvent, PlanLine, PlanPage};
use crate::service::{self, OwnerChoice, PlanProgress, Publish, Withdraw};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::page::Page;
use serde::Deserialize;
use store::Ctx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(page))
        .routes(routes!(edit))
        .routes(routes!(publish))
        .routes(routes!(withdraw))
        .routes(routes!(history))
        .routes(routes!(owners))
        .routes(routes!(progress))
        .routes(routes!(coverage))
        .routes(routes!(compare))
}

async fn changed<T, F>(app: &App, call: Call, work: F) -> Answer
where
    T: serde::Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> ::http::answer::UseCase<'a, T> + Send,
{
    write(app, call, StatusCode::OK, work).await
}

/// Plans of one's regions, and those in force above, newest year first.
#[utoipa::path(get, path = "/plan/plans", tag = "plan", params(Paging),
    responses((status = 200, body = Page<PlanLine>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { service::plans(ctx, limit, cursor.as_ref()).await })).await
}

/// Makes a draft of a document; its obligations become proposals with the owners their words may mean.
#[utoipa::path(post, path = "/plan/plans", tag = "plan", request_body = NewPlan,
    responses((status = 201, body = PlanPage), (status = 404), (status = 422)))]
async fn create(State(app): State<App>, call: Call, Json(new): Json<NewPlan>) -> Answer {
    desk!(created, app, call, |ctx, desk| service::create(ctx, &desk, new))
}

/// One plan with its source, tasks and checks.
#[utoipa::path(get, path = "/plan/plans/{id}", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = PlanPage), (status = 404)))]
async fn page(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::page(ctx, id).await })).await
}

/// Changes a plan: accepts, rejects, changes, splits, merges, adds, marks, carries over, takes back. 409 tells what
/// changed since.
#[utoipa::path(post, path = "/plan/plans/{id}/edits", tag = "plan", params(("id" = String, Path)), request_body = Edit,
    responses((status = 200, body = PlanPage), (status = 404), (status = 409), (status = 422)))]
async fn edit(State(app): State<App>, call: Call, Path(id): Path<Uuid>, Json(input): Json<Edit>) -> Answer {
    desk!(changed, app, call, |ctx, desk| service::edit(ctx, &desk, id, input))
}

/// Puts a draft into force and tells the owners. 409 lists what stands against it.
#[utoipa::path(post, path = "/plan/plans/{id}/publish", tag = "plan", params(("id" = String, Path)),
    request_body = Publish, responses((status = 200, body = PlanPage), (status = 404), (status = 409)))]
async fn publish(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(input): Json<Publish>,
) -> Answer {
    desk!(changed, app, call, |ctx, desk| service::publish(ctx, &desk, id, input))
}

/// Takes a plan back, with a reason.
#[utoipa::path(post, path = "/plan/plans/{id}/withdraw", tag = "plan", params(("id" = String, Path)),
    request_body = Withdraw, responses((status = 200, body = PlanPage), (status = 404), (status = 409)))]
async fn withdraw(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(input): Json<Withdraw>,
) -> Answer {
    changed(&app, call, |ctx| Box::pin(async move { service::withdraw(ctx, id, input).await })).await
}

/// The newest changes of a plan.
#[utoipa::path(get, path = "/plan/plans/{id}/history", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = Vec<PlanEvent>), (status = 404)))]
async fn history(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::history(ctx, id).await })).await
}

/// Whom a task of a plan may be given to.
#[utoipa::path(get, path = "/plan/plans/{id}/owners", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = Vec<OwnerChoice>), (status = 404)))]
async fn owners(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    desk!(read, app, call, |ctx, desk| service::owners(ctx, &desk, id))
}

/// How the tasks of a plan stand, with the rows behind every figure.
#[utoipa::path(get, path = "/plan/plans/{id}/progress", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = PlanProgress), (status = 404)))]
async fn progress(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    desk!(read, app, call, |ctx, desk| service::progress(ctx, &desk, id))
}

/// What a plan leaves open, by section and one by one.
#[utoipa::path(get, path = "/plan/plans/{id}/coverage", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = CoverageReport), (status = 404)))]
async fn coverage(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    desk!(read, app, call, |ctx, desk| service::coverage(ctx, &desk, id))
}

/// The older plan of a comparison.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct With {
    /// Older plan.
    with: Uuid,
}

/// This plan against an older one, clause by clause and character by character.
#[utoipa::path(get, path = "/plan/plans/{id}/compare", tag = "plan", params(("id" = String, Path), With),
    responses((status = 200, body = Compared), (status = 404)))]
async fn compare(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Query(with): Query<With>,
) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::compare(ctx, id, with.with).await })).await
}
