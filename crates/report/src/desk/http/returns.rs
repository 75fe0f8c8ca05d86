//! Returns: filling, handing in, sending back.

use super::{at_desk, change_at_desk};
use crate::desk::model::{
    CellChange, ReturnDetail, ReturnFilter, ReturnId, ReturnRow, SaveCells, SendBack, Split, Versioned,
    WorkbookAnswer,
};
use crate::desk::service::{self, Desk};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, file, read};
use axum::extract::{Multipart, State};
use casework::Engine;
use kernel::page::{Bounded, Page};
use kernel::problem::{FieldProblem, Problem};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(count))
        .routes(routes!(one))
        .routes(routes!(save))
        .routes(routes!(ledger))
        .routes(routes!(submit))
        .routes(routes!(review))
        .routes(routes!(send_back))
        .routes(routes!(split))
        .routes(routes!(history))
        .routes(routes!(template, workbook))
}

/// Returns in one's reach, newest cut-off first.
#[utoipa::path(get, path = "/reports/returns", tag = "report", params(ReturnFilter, Paging),
    responses((status = 200, body = Page<ReturnRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<ReturnFilter>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::returns(ctx, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/reports/returns/count", tag = "report", params(ReturnFilter),
    responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call, Query(filter): Query<ReturnFilter>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::count_returns(ctx, &filter).await })).await
}

/// One return with its cells.
#[utoipa::path(get, path = "/reports/returns/{id}", tag = "report", params(("id" = String, Path)),
    responses((status = 200, body = ReturnDetail)))]
async fn one(State(app): State<App>, call: Call, Path(id): Path<ReturnId>) -> Answer {
    at_desk!(app, call, read, desk, ctx => service::return_detail(ctx, &desk, id))
}

/// Saves cells as a draft.
#[utoipa::path(put, path = "/reports/returns/{id}/cells", tag = "report", params(("id" = String, Path)),
    request_body = SaveCells, responses((status = 200, body = ReturnDetail), (status = 409), (status = 422)))]
async fn save(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Json(input): Json<SaveCells>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::save(ctx, &desk, id, input))
}

/// Takes the figures of the ledger.
#[utoipa::path(post, path = "/reports/returns/{id}/ledger", tag = "report", params(("id" = String, Path)),
    request_body = Versioned, responses((status = 200, body = ReturnDetail), (status = 409)))]
async fn ledger(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Json(input): Json<Versioned>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::refresh(ctx, &desk, id, input.version))
}

/// Hands a return in.
#[utoipa::path(post, path = "/reports/returns/{id}/submit", tag = "report", params(("id" = String, Path)),
    request_body = Versioned, responses((status = 200, body = ReturnDetail), (status = 409), (status = 422)))]
async fn submit(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Json(input): Json<Versioned>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::submit(ctx, &desk, id, input.version))
}

/// The second look.
#[utoipa::path(post, path = "/reports/returns/{id}/review", tag = "report", params(("id" = String, Path)),
    request_body = Versioned, responses((status = 200, body = ReturnDetail), (status = 409)))]
async fn review(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Json(input): Json<Versioned>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::review(ctx, &desk, id, input.version))
}

/// Sends a return back.
#[utoipa::path(post, path = "/reports/returns/{id}/send-back", tag = "report", params(("id" = String, Path)),
    request_body = SendBack, responses((status = 200, body = ReturnDetail), (status = 409), (status = 422)))]
async fn send_back(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Json(input): Json<SendBack>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::send_back(ctx, &desk, id, input))
}

/// Sends a return on to the regions below.
#[utoipa::path(post, path = "/reports/returns/{id}/split", tag = "report", params(("id" = String, Path)),
    request_body = Split, responses((status = 200, body = ReturnDetail), (status = 409), (status = 422)))]
async fn split(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Json(input): Json<Split>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::split(ctx, &desk, id, input))
}

/// Changes of its cells, newest first.
#[utoipa::path(get, path = "/reports/returns/{id}/history", tag = "report", params(("id" = String, Path), Paging),
    responses((status = 200, body = Page<CellChange>)))]
async fn history(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ReturnId>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::cell_changes(ctx, id, limit, cursor.as_ref()).await })
    })
    .await
}

/// The workbook to fill.
#[utoipa::path(get, path = "/reports/returns/{id}/workbook", tag = "report", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn template(State(app): State<App>, call: Call, Path(id): Path<ReturnId>) -> Answer {
    let engine = app.service::<Engine>()?;
    let desk = Desk { pack: &app.pack, engine: &engine, synthetic: app.settings.synthetic };
    let ctx = app.env.read(call.caller).await?;
    let (name, bytes) = service::template(&ctx, &desk, id).await?;
    ctx.tx.rollback().await?;
    file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Some(&name), bytes.into())
}

/// A filled workbook.
#[derive(Debug, ToSchema)]
#[schema(as = ReportWorkbookForm)]
#[expect(dead_code, reason = "describes the form to the OpenAPI document; the form is read part by part")]
struct WorkbookForm {
    /// .xlsx or .xls.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Version of the return.
    version: i64,
}

async fn read_form(mut form: Multipart) -> Result<(Vec<u8>, i64), Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == 413 {
            Problem::too_large()
        } else {
            Problem::bad_request("上传内容不完整，请重试")
        }
    };
    let (mut bytes, mut version) = (Vec::new(), None);
    while let Some(part) = form.next_field().await.map_err(broken)? {
        match part.name() {
            Some("file") => bytes = part.bytes().await.map_err(broken)?.to_vec(),
            Some("version") => version = part.text().await.map_err(broken)?.parse().ok(),
            _ => {}
        }
    }
    let fault = |pointer: &str, message: &str| {
        Problem::invalid(vec![FieldProblem::new(pointer, "required", message)])
    };
    if bytes.is_empty() {
        return Err(fault("/file", "请选择工作簿"));
    }
    Ok((bytes, version.ok_or_else(|| fault("/version", "缺少填报单版本"))?))
}

/// Takes a filled workbook; comes back with marks where it is wrong.
#[utoipa::path(post, path = "/reports/returns/{id}/workbook", tag = "report", params(("id" = String, Path)),
    request_body(content = WorkbookForm, content_type = "multipart/form-data"),
    responses((status = 200, body = WorkbookAnswer), (status = 409), (status = 422)))]
async fn workbook(State(app): State<App>, call: Call, Path(id): Path<ReturnId>, form: Multipart) -> Answer {
    call.caller.require(service::FILL)?;
    let (bytes, version) = read_form(form).await?;
    let parsed = tokio::task::spawn_blocking(move || service::parse_workbook(&bytes))
        .await
        .map_err(Problem::internal)??;
    change_at_desk!(app, call, desk, ctx => service::take_workbook(ctx, &desk, id, (version, parsed)))
}
