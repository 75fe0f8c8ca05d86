//! Imports and what is ordered of them.

use crate::model::{Batch, BatchDetail, Mapping};
use crate::service::{self, Looked};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, read, write};
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use kernel::page::Page;
use kernel::problem::{FieldProblem, Problem};
use serde::Deserialize;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Largest workbook, bytes.
const LARGEST: usize = 200 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .routes(routes!(detail))
        .routes(routes!(set_mapping))
        .routes(routes!(check))
        .routes(routes!(commit))
        .routes(routes!(cancel))
        .routes(routes!(sources))
        .layer(DefaultBodyLimit::max(LARGEST + 1024 * 1024))
}

/// Imports in one's scope, newest first.
#[utoipa::path(get, path = "/imports", tag = "intake", params(Paging),
    responses((status = 200, body = Page<Batch>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { service::list(ctx, limit, cursor.as_ref()).await })).await
}

/// Sources one's region has imported from, the latest first.
#[utoipa::path(get, path = "/imports/sources", tag = "intake", responses((status = 200, body = Vec<String>)))]
async fn sources(State(app): State<App>, call: Call) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::source_names(ctx).await })).await
}

/// A workbook to be taken in.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form to the OpenAPI document; the form is read part by part")]
struct ImportForm {
    /// Whose ledger it is; its mapping is remembered under this name.
    source: String,
    /// .xlsx, .xls or .csv, at most 200 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

struct Form {
    source: String,
    name: String,
    /// The workbook on disk, taken away with this.
    file: NamedTempFile,
}

/// Reads the form; the workbook goes to disk as it comes in.
async fn read_form(mut form: Multipart, scratch: &std::path::Path) -> Result<Form, Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == 413 {
            Problem::too_large()
        } else {
            Problem::bad_request("上传内容不完整，请重试")
        }
    };
    let (mut source, mut file) = (String::new(), None);
    while let Some(mut part) = form.next_field().await.map_err(broken)? {
        match part.name() {
            Some("source") => source = part.text().await.map_err(broken)?,
            Some("file") => {
                let name = part.file_name().unwrap_or("台账.xlsx").to_owned();
                let held = NamedTempFile::new_in(scratch).map_err(Problem::internal)?;
                let handle = held.reopen().map_err(Problem::internal)?;
                let (mut to, mut length) = (tokio::fs::File::from_std(handle), 0);
                while let Some(chunk) = part.chunk().await.map_err(broken)? {
                    length += chunk.len();
                    if length > LARGEST {
                        return Err(Problem::too_large());
                    }
                    to.write_all(&chunk).await.map_err(Problem::internal)?;
                }
                to.flush().await.map_err(Problem::internal)?;
                file = Some((name, held));
            }
            _ => {}
        }
    }
    let missing =
        || Problem::invalid(vec![FieldProblem::new("/file", "required", "请选择 .xlsx、.xls 或 .csv 文件")]);
    let (name, file) = file.ok_or_else(missing)?;
    Ok(Form { source, name, file })
}

/// Looks the file through on a thread of its own: a large one takes a core for a while.
async fn look(name: String, file: NamedTempFile) -> Result<(Looked, NamedTempFile), Problem> {
    tokio::task::spawn_blocking(move || Ok((service::look(&name, file.path())?, file)))
        .await
        .map_err(Problem::internal)?
}

/// Uploads a workbook; answers the tables found in it and a proposed mapping.
#[utoipa::path(post, path = "/imports", tag = "intake",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 201, body = BatchDetail), (status = 413), (status = 422)))]
async fn upload(State(app): State<App>, call: Call, form: Multipart) -> Answer {
    call.caller.require(service::WRITE)?;
    let form = read_form(form, app.files.scratch()?).await?;
    let (looked, file) = look(form.name, form.file).await?;
    let (sm3, size) = app.files.put_path(file.path()).await?;
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let source = form.source;
    created(&app, call, |ctx| {
        Box::pin(async move { service::upload(ctx, looked, &source, (&sm3, size)).await })
    })
    .await
}

/// One import.
#[utoipa::path(get, path = "/imports/{id}", tag = "intake", params(("id" = String, Path)),
    responses((status = 200, body = BatchDetail)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::detail(ctx, id).await })).await
}

/// How a file is to be read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MappingInput {
    /// Version of the import the mapping is based on.
    version: i64,
    /// Tables, columns, defaults.
    mapping: Mapping,
}

/// Says how the file is read; the source remembers it.
#[utoipa::path(put, path = "/imports/{id}/mapping", tag = "intake", params(("id" = String, Path)),
    request_body = MappingInput, responses((status = 200, body = BatchDetail), (status = 409), (status = 422)))]
async fn set_mapping(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(input): Json<MappingInput>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::set_mapping(ctx, &pack, id, input.version, input.mapping).await })
    })
    .await
}

/// Checks every row: a preview, nothing goes into the ledger.
#[utoipa::path(post, path = "/imports/{id}/check", tag = "intake", params(("id" = String, Path)),
    responses((status = 202, body = BatchDetail), (status = 409), (status = 422)))]
async fn check(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    write(&app, call, StatusCode::ACCEPTED, |ctx| Box::pin(async move { service::check(ctx, id).await }))
        .await
}

/// Puts the good rows into the ledger; an import that was stopped goes on where it stood.
#[utoipa::path(post, path = "/imports/{id}/commit", tag = "intake", params(("id" = String, Path)),
    responses((status = 202, body = BatchDetail), (status = 409), (status = 422)))]
async fn commit(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    write(&app, call, StatusCode::ACCEPTED, |ctx| Box::pin(async move { service::commit(ctx, id).await }))
        .await
}

/// Stops the work; rows that are in stay in.
#[utoipa::path(post, path = "/imports/{id}/cancel", tag = "intake", params(("id" = String, Path)),
    responses((status = 200, body = BatchDetail), (status = 409)))]
async fn cancel(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| Box::pin(async move { service::cancel(ctx, id).await })).await
}
