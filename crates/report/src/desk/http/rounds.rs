//! Rounds: who is missing, the sum, the lock.

use super::{at_desk, change_at_desk};
use crate::desk::model::{
    Chase, Chased, LayoutId, Reason, RoundDetail, RoundFilter, RoundId, RoundRow, SumDocument, Supplement,
    Versioned,
};
use crate::desk::service::{self, Desk};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, file, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use casework::Engine;
use kernel::page::Page;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
        .routes(routes!(sum))
        .routes(routes!(export))
        .routes(routes!(chase))
        .routes(routes!(lock))
        .routes(routes!(locked))
        .routes(routes!(unlock))
        .routes(routes!(supplement))
}

/// Rounds asked in one's regions, newest first.
#[utoipa::path(get, path = "/reports/rounds", tag = "report", params(RoundFilter, Paging),
    responses((status = 200, body = Page<RoundRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<RoundFilter>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::rounds(ctx, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// One round with the returns one may see.
#[utoipa::path(get, path = "/reports/rounds/{id}", tag = "report", params(("id" = String, Path)),
    responses((status = 200, body = RoundDetail)))]
async fn one(State(app): State<App>, call: Call, Path(id): Path<RoundId>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::round(ctx, id).await })).await
}

/// In which layout.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Shown {
    /// Layout of the table; the one that was sent when absent.
    #[param(value_type = Option<String>)]
    layout: Option<LayoutId>,
}

/// The sum of the returns one may see, as it stands.
#[utoipa::path(get, path = "/reports/rounds/{id}/sum", tag = "report", params(("id" = String, Path), Shown),
    responses((status = 200, body = SumDocument)))]
async fn sum(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Query(shown): Query<Shown>,
) -> Answer {
    at_desk!(app, call, read, desk, ctx => service::sum(ctx, &desk, id, shown.layout))
}

/// The sum as a workbook, with who is missing.
#[utoipa::path(get, path = "/reports/rounds/{id}/export", tag = "report", params(("id" = String, Path), Shown),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Query(shown): Query<Shown>,
) -> Answer {
    call.caller.require("export")?;
    let engine = app.service::<Engine>()?;
    let desk = Desk { pack: &app.pack, engine: &engine, synthetic: app.settings.synthetic };
    let ctx = app.env.read(call.caller).await?;
    let document = service::sum(&ctx, &desk, id, shown.layout).await?;
    ctx.tx.rollback().await?;
    let name = format!("{}（{}）.xlsx", document.title, document.period);
    file(XLSX, Some(&name), service::as_file(&document)?.into())
}

/// Chases who has not handed in.
#[utoipa::path(post, path = "/reports/rounds/{id}/chase", tag = "report", params(("id" = String, Path)),
    request_body = Chase, responses((status = 200, body = Chased), (status = 409)))]
async fn chase(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Json(input): Json<Chase>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::chase(ctx, &desk, id, input))
}

/// Locks the sum with its time and definition.
#[utoipa::path(post, path = "/reports/rounds/{id}/lock", tag = "report", params(("id" = String, Path)),
    request_body = Versioned, responses((status = 200, body = RoundDetail), (status = 409)))]
async fn lock(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Json(input): Json<Versioned>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::lock(ctx, &desk, id, input.version))
}

/// Which lock.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Number {
    /// Number of the lock; the newest when absent.
    number: Option<i64>,
}

/// A locked sum, made again byte for byte.
#[utoipa::path(get, path = "/reports/rounds/{id}/locked", tag = "report", params(("id" = String, Path), Number),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn locked(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Query(which): Query<Number>,
) -> Answer {
    call.caller.require("export")?;
    let ctx = app.env.read(call.caller).await?;
    let (name, bytes) = service::locked_file(&ctx, id, which.number).await?;
    ctx.tx.rollback().await?;
    file(XLSX, Some(&name), bytes.into())
}

/// Unlocks with a reason; what was locked stays.
#[utoipa::path(post, path = "/reports/rounds/{id}/unlock", tag = "report", params(("id" = String, Path)),
    request_body = Reason, responses((status = 200, body = RoundDetail), (status = 409), (status = 422)))]
async fn unlock(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Json(input): Json<Reason>,
) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| Box::pin(async move { service::unlock(ctx, id, input).await }))
        .await
}

/// Asks the fillers for the columns the round did not have (补采).
#[utoipa::path(post, path = "/reports/rounds/{id}/supplement", tag = "report", params(("id" = String, Path)),
    request_body = Supplement, responses((status = 201, body = RoundDetail), (status = 409), (status = 422)))]
async fn supplement(
    State(app): State<App>,
    call: Call,
    Path(id): Path<RoundId>,
    Json(input): Json<Supplement>,
) -> Answer {
    at_desk!(app, call, created, desk, ctx => service::supplement(ctx, &desk, id, input))
}
