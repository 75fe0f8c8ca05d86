//! Tasks: one's own, one by one, reports and evidence.

use super::{desk, documents};
use crate::model::{PlanFile, TaskPage, TaskProgress};
use crate::service::{self, Arrived, CheckReport, MakeDocument, NewEvidence, NewReport};
use ::http::{Answer, App, Call, Json, Path, created, file, read, write};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use store::Ctx;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mine))
        .routes(routes!(task))
        .routes(routes!(report))
        .routes(routes!(arrived))
        .routes(routes!(make_document))
        .routes(routes!(attach))
        .routes(routes!(verify))
        .routes(routes!(bytes))
}

async fn changed<T, F>(app: &App, call: Call, work: F) -> Answer
where
    T: serde::Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> ::http::answer::UseCase<'a, T> + Send,
{
    write(app, call, StatusCode::OK, work).await
}

/// Tasks in force that one's posts answer for, what is late first.
#[utoipa::path(get, path = "/plan/tasks", tag = "plan", responses((status = 200, body = Vec<TaskProgress>)))]
async fn mine(State(app): State<App>, call: Call) -> Answer {
    desk!(read, app, call, |ctx, desk| service::mine(ctx, &desk))
}

/// A task with everything behind its figure.
#[utoipa::path(get, path = "/plan/tasks/{id}", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = TaskPage), (status = 404)))]
async fn task(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    desk!(read, app, call, |ctx, desk| service::task(ctx, &desk, id))
}

/// Reports progress; it is not done before a second person verified it.
#[utoipa::path(post, path = "/plan/tasks/{id}/reports", tag = "plan", params(("id" = String, Path)),
    request_body = NewReport, responses((status = 201, body = TaskPage), (status = 404), (status = 409), (status = 422)))]
async fn report(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(new): Json<NewReport>,
) -> Answer {
    desk!(created, app, call, |ctx, desk| service::report(ctx, &desk, id, new))
}

/// Writes down that the awaited document came; the task's clock starts.
#[utoipa::path(post, path = "/plan/tasks/{id}/arrived", tag = "plan", params(("id" = String, Path)),
    request_body = Arrived, responses((status = 200, body = TaskPage), (status = 404), (status = 409), (status = 422)))]
async fn arrived(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(input): Json<Arrived>,
) -> Answer {
    desk!(changed, app, call, |ctx, desk| service::arrived(ctx, &desk, id, input))
}

/// Opens the case in which the document of a task is made; the task is done when it is closed.
#[utoipa::path(post, path = "/plan/tasks/{id}/document", tag = "plan", params(("id" = String, Path)),
    request_body = MakeDocument, responses((status = 200, body = TaskPage), (status = 404), (status = 409), (status = 422)))]
async fn make_document(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(input): Json<MakeDocument>,
) -> Answer {
    desk!(changed, app, call, |ctx, desk| service::make_document(ctx, &desk, id, input))
}

/// A file for a report.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form to the OpenAPI document; the form is read part by part")]
struct PlanEvidenceForm {
    /// JPEG, PNG, WebP, PDF, DOCX or XLSX, at most 20 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Sends evidence for a report on a task.
#[utoipa::path(post, path = "/plan/tasks/{id}/files", tag = "plan", params(("id" = String, Path)),
    request_body(content = PlanEvidenceForm, content_type = "multipart/form-data"),
    responses((status = 201, body = PlanFile), (status = 404), (status = 413), (status = 422)))]
async fn attach(State(app): State<App>, call: Call, Path(id): Path<Uuid>, form: Multipart) -> Answer {
    call.caller.require(service::ACT)?;
    let (name, bytes) = documents::read_form(form).await?;
    let files = app.files.clone();
    let new = NewEvidence { name, bytes };
    created(&app, call, |ctx| Box::pin(async move { service::attach(ctx, &files, id, new).await })).await
}

/// Verifies a report or sends it back; never by the reporter, never without evidence.
#[utoipa::path(post, path = "/plan/reports/{id}/verify", tag = "plan", params(("id" = String, Path)),
    request_body = CheckReport, responses((status = 200, body = TaskPage), (status = 404), (status = 409), (status = 422)))]
async fn verify(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(input): Json<CheckReport>,
) -> Answer {
    desk!(changed, app, call, |ctx, desk| service::verify(ctx, &desk, id, input))
}

/// The bytes of a piece of evidence.
#[utoipa::path(get, path = "/plan/files/{id}", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404)))]
async fn bytes(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let known = service::file(&ctx, id).await?;
    ctx.tx.rollback().await?;
    let bytes = app.files.get(&known.sm3).await?;
    file(&known.media_type, Some(&known.name), bytes.into())
}
