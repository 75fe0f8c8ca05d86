//! Scoring sheets.

use crate::model::{Proposal, ScoringSheet, ScoringSheetRow, SheetItem, SheetText};
use crate::rules::import;
use crate::service;
use ::http::{Answer, App, Call, Json, Paging, Path, Query, answer, created, read, write};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use kernel::page::Page;
use kernel::problem::{FieldProblem, Problem};
use std::io::Write;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use workbook::Book;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(template))
        .routes(routes!(propose))
        .routes(routes!(detail, change))
}

/// Scoring sheets of one's regions and of those above them, newest first.
#[utoipa::path(get, path = "/scoring-sheets", tag = "dossier", params(Paging),
    responses((status = 200, body = Page<ScoringSheetRow>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { service::sheets(ctx, limit, cursor.as_ref()).await })).await
}

/// Saves a new scoring sheet as its first version.
#[utoipa::path(post, path = "/scoring-sheets", tag = "dossier", request_body = SheetText,
    responses((status = 201, body = ScoringSheet), (status = 422)))]
async fn create(State(app): State<App>, call: Call, Json(text): Json<SheetText>) -> Answer {
    let pack = app.pack.clone();
    created(&app, call, |ctx| Box::pin(async move { service::create_sheet(ctx, &pack, text).await })).await
}

/// Items drawn from the clauses of the work points, with the evidence the program knows for each; nothing is stored.
#[utoipa::path(get, path = "/scoring-sheets/template", tag = "dossier",
    responses((status = 200, body = Vec<SheetItem>)))]
async fn template(State(app): State<App>, call: Call) -> Answer {
    answer::json(StatusCode::OK, &service::template(&call.caller, &app.pack)?)
}

/// One scoring sheet with its items.
#[utoipa::path(get, path = "/scoring-sheets/{id}", tag = "dossier", params(("id" = String, Path)),
    responses((status = 200, body = ScoringSheet)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::sheet(ctx, id).await })).await
}

/// Saves the next version; dossiers made before keep theirs.
#[utoipa::path(put, path = "/scoring-sheets/{id}", tag = "dossier", params(("id" = String, Path)),
    request_body = SheetText, responses((status = 200, body = ScoringSheet), (status = 409), (status = 422)))]
async fn change(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(text): Json<SheetText>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::change_sheet(ctx, &pack, id, text).await })
    })
    .await
}

/// A workbook to be read.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form to the OpenAPI document; the form is read part by part")]
struct SheetForm {
    /// .xlsx, .xls or .csv with columns 序号, 项目, 分值, 对应条款; the first visible sheet is read.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Most bytes of a workbook.
const LARGEST: usize = 10 * 1024 * 1024;
/// Most rows read of it.
const MOST_ROWS: usize = 2_000;

/// Reads a scoring sheet out of a workbook; nothing is stored, what was not taken over is told.
#[utoipa::path(post, path = "/scoring-sheets/proposals", tag = "dossier",
    request_body(content = SheetForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Proposal), (status = 413), (status = 422)))]
async fn propose(State(app): State<App>, call: Call, form: Multipart) -> Answer {
    call.caller.require(service::MAKE)?;
    let (name, bytes) = read_form(form).await?;
    if bytes.len() > LARGEST {
        return Err(Problem::too_large().hint("评分表最大10 MB").into());
    }
    let pack = app.pack.clone();
    let scratch = app.files.scratch()?.to_path_buf();
    let found = tokio::task::spawn_blocking(move || {
        let lines = lines(&scratch, &bytes)?;
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        Ok::<_, Problem>(import::read(&pack, stem, &lines))
    })
    .await
    .map_err(Problem::internal)??;
    answer::json(StatusCode::OK, &found)
}

async fn read_form(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == 413 {
            Problem::too_large()
        } else {
            Problem::bad_request("上传内容不完整，请重试")
        }
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or("评分表.xlsx").to_owned();
            return Ok((name, part.bytes().await.map_err(broken)?.to_vec()));
        }
    }
    Err(Problem::invalid(vec![FieldProblem::new("/file", "required", "请选择 .xlsx、.xls 或 .csv 文件")]))
}

fn lines(scratch: &std::path::Path, bytes: &[u8]) -> Result<Vec<import::Line>, Problem> {
    let unreadable =
        |reason: String| Problem::invalid(vec![FieldProblem::new("/file", "unreadable", reason)]);
    let mut file =
        tempfile::Builder::new().prefix("sheet-").tempfile_in(scratch).map_err(Problem::internal)?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(Problem::internal)?;
    let book = Book::open(file.path()).map_err(|error| unreadable(error.reason))?;
    let shown = book.sheets().iter().position(|sheet| sheet.visible).unwrap_or(0);
    let mut lines = Vec::new();
    for row in book.rows(shown).map_err(|error| unreadable(error.reason))? {
        let row = row.map_err(|error| unreadable(error.reason))?;
        if row.is_blank() {
            continue;
        }
        if lines.len() == MOST_ROWS {
            return Err(unreadable(format!("评分表超过{MOST_ROWS}行")));
        }
        lines.push((row.number, row.cells.iter().map(workbook::Cell::shown).collect()));
    }
    Ok(lines)
}
