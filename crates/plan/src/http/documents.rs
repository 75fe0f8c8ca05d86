//! Documents and clauses.

use crate::model::{ClauseRow, PlanDocument, PlanDocumentRow};
use crate::service;
use ::http::{Answer, App, Call, Paging, Path, Query, answer, created, read};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use kernel::page::Page;
use kernel::problem::{FieldProblem, Problem};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, upload)).routes(routes!(document)).routes(routes!(clauses))
}

/// Documents in one's scope, newest first.
#[utoipa::path(get, path = "/plan/documents", tag = "plan", params(Paging),
    responses((status = 200, body = Page<PlanDocumentRow>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { service::documents(ctx, limit, cursor.as_ref()).await }))
        .await
}

/// A document to be read.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form to the OpenAPI document; the form is read part by part")]
struct PlanForm {
    /// .txt or .docx, at most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

pub(super) async fn read_form(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == 413 {
            Problem::too_large()
        } else {
            Problem::bad_request("上传内容不完整，请重试")
        }
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or("未命名.txt").to_owned();
            return Ok((name, part.bytes().await.map_err(broken)?.to_vec()));
        }
    }
    Err(Problem::invalid(vec![FieldProblem::new("/file", "required", "请选择 .txt 或 .docx 文件")]))
}

/// Uploads a document; answers its outline and the tasks proposed from it.
#[utoipa::path(post, path = "/plan/documents", tag = "plan",
    request_body(content = PlanForm, content_type = "multipart/form-data"),
    responses((status = 201, body = PlanDocument), (status = 413), (status = 422)))]
async fn upload(State(app): State<App>, call: Call, form: Multipart) -> Answer {
    call.caller.require(service::WRITE)?;
    let (name, bytes) = read_form(form).await?;
    let pack = app.pack.clone();
    // A long document takes a core for a while: not on the threads that answer requests.
    let reading = tokio::task::spawn_blocking(move || service::read_document(&pack, &name, bytes))
        .await
        .map_err(Problem::internal)??;
    let files = app.files.clone();
    created(&app, call, |ctx| Box::pin(async move { service::upload(ctx, &files, reading).await })).await
}

/// One document with its outline and tasks.
#[utoipa::path(get, path = "/plan/documents/{id}", tag = "plan", params(("id" = String, Path)),
    responses((status = 200, body = PlanDocument)))]
async fn document(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::document(ctx, id).await })).await
}

/// The clauses of the pack's work points, and where each is met (要点对照表).
#[utoipa::path(get, path = "/plan/clauses", tag = "plan", responses((status = 200, body = Vec<ClauseRow>)))]
async fn clauses(State(app): State<App>, call: Call) -> Answer {
    answer::json(StatusCode::OK, &service::clauses(&call.caller, &app.pack)?)
}
