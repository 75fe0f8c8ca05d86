//! Evidence: uploading and looking.

use crate::answer::EvidenceFile;
use crate::model::Grade;
use crate::{Engine, NewFile, THUMBNAIL};
use ::http::{Answer, App, Call, Path, created, file};
use axum::extract::{Multipart, State};
use kernel::id::{CaseId, FileId};
use kernel::problem::{FieldProblem, Problem};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(attach))
        .routes(routes!(upload))
        .routes(routes!(bytes))
        .routes(routes!(thumbnail))
}

/// A file with what is known of it.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form to the OpenAPI document; the form is read part by part")]
struct EvidenceForm {
    /// JPEG, PNG, WebP, PDF or MP4.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `before`, `after`, `verify`, `look_back` or `paper`.
    stage: String,
    /// Note.
    note: Option<String>,
    /// When it was taken, RFC 3339.
    taken_at: Option<String>,
    /// Degrees east.
    longitude: Option<f64>,
    /// Degrees north.
    latitude: Option<f64>,
    /// `captured`, `uploaded` or `entered`.
    grade: Option<String>,
}

fn bad(pointer: &str, message: impl Into<String>) -> Problem {
    Problem::invalid(vec![FieldProblem::new(pointer, "invalid", message)])
}

async fn read_form(mut form: Multipart) -> Result<NewFile, Problem> {
    let mut new = NewFile {
        name: String::new(),
        bytes: Vec::new(),
        stage: String::new(),
        note: None,
        taken_at: None,
        longitude: None,
        latitude: None,
        grade: None,
    };
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == 413 {
            Problem::too_large()
        } else {
            Problem::bad_request("上传内容不完整，请重试")
        }
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            new.name = part.file_name().unwrap_or("未命名").to_owned();
            new.bytes = part.bytes().await.map_err(broken)?.to_vec();
            continue;
        }
        let text = part.text().await.map_err(broken)?;
        if text.is_empty() {
            continue;
        }
        let number = || text.parse::<f64>().map_err(|_| bad(&format!("/{name}"), "须为度数，例如 116.28"));
        match name.as_str() {
            "stage" => new.stage = text,
            "note" => new.note = Some(text),
            "taken_at" => {
                new.taken_at =
                    Some(text.parse().map_err(|_| bad("/taken_at", "时间格式应为 2024-05-06T08:30:00Z"))?);
            }
            "longitude" => new.longitude = Some(number()?),
            "latitude" => new.latitude = Some(number()?),
            "grade" => {
                let grade = serde_json::from_value::<Grade>(text.into());
                new.grade = Some(grade.map_err(|_| bad("/grade", "来源须为 captured、uploaded 或 entered"))?);
            }
            other => return Err(bad(&format!("/{other}"), "没有这一项")),
        }
    }
    if new.bytes.is_empty() {
        return Err(bad("/file", "请选择文件"));
    }
    Ok(new)
}

async fn take(app: App, call: Call, case: Option<CaseId>, form: Multipart) -> Answer {
    let engine = app.service::<Engine>()?;
    let ctx = app.env.read(call.caller.clone()).await?;
    engine.may_attach(&ctx, case).await?;
    let now = ctx.now;
    ctx.tx.rollback().await?;
    let prepared = engine.prepare_file(&app.files, now, read_form(form).await?).await?;
    created(&app, call, |ctx| Box::pin(async move { engine.attach(ctx, case, prepared).await })).await
}

/// Attaches a file to a case.
#[utoipa::path(post, path = "/cases/{id}/evidence", tag = "casework", params(("id" = String, Path)),
    request_body(content = EvidenceForm, content_type = "multipart/form-data"),
    responses((status = 201, body = EvidenceFile), (status = 413), (status = 422)))]
async fn attach(State(app): State<App>, call: Call, Path(id): Path<CaseId>, form: Multipart) -> Answer {
    take(app, call, Some(id), form).await
}

/// Sends a file for a case that is still to be opened, for instance by an inspection.
#[utoipa::path(post, path = "/evidence", tag = "casework",
    request_body(content = EvidenceForm, content_type = "multipart/form-data"),
    responses((status = 201, body = EvidenceFile), (status = 413), (status = 422)))]
async fn upload(State(app): State<App>, call: Call, form: Multipart) -> Answer {
    take(app, call, None, form).await
}

async fn known(app: &App, call: Call, id: FileId) -> Result<EvidenceFile, Problem> {
    let engine = app.service::<Engine>()?;
    let ctx = app.env.read(call.caller).await?;
    let known = engine.file(&ctx, id).await?;
    ctx.tx.rollback().await?;
    Ok(known)
}

/// The bytes of a file, in the scope of its case.
#[utoipa::path(get, path = "/files/{id}", tag = "casework", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404)))]
async fn bytes(State(app): State<App>, call: Call, Path(id): Path<FileId>) -> Answer {
    let known = known(&app, call, id).await?;
    let bytes = app.files.get(&known.sm3).await?;
    file(&known.media_type, None, bytes.into())
}

/// A small picture of it.
#[utoipa::path(get, path = "/files/{id}/thumbnail", tag = "casework", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = 404)))]
async fn thumbnail(State(app): State<App>, call: Call, Path(id): Path<FileId>) -> Answer {
    let known = known(&app, call, id).await?;
    if known.thumbnail_url.is_none() {
        return Err(Problem::not_found("缩略图").into());
    }
    let bytes = app.files.get_derived(&known.sm3, THUMBNAIL).await?;
    file("image/jpeg", None, bytes.into())
}
