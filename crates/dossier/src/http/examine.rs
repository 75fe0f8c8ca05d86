//! The examiner's pages: read-only, watermarked, written down.

use crate::model::{Examined, ExaminedItem};
use crate::packing::watermark;
use crate::service;
use ::http::{Answer, App, Call, Paging, Path, Query, answer, file};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::problem::Problem;
use serde::Deserialize;
use tokio::sync::Semaphore;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(detail))
        .routes(routes!(item))
        .routes(routes!(picture))
        .routes(routes!(original))
}

/// Pictures drawn at once; each takes a core and much memory for a while.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// Dossiers open to one's account today.
#[utoipa::path(get, path = "/examined-dossiers", tag = "dossier", responses((status = 200, body = Vec<Examined>)))]
async fn list(State(app): State<App>, call: Call) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let found = service::examined_list(&ctx).await?;
    ctx.tx.rollback().await?;
    answer::json(StatusCode::OK, &found)
}

/// One dossier open to one's account, with its items.
#[utoipa::path(get, path = "/examined-dossiers/{id}", tag = "dossier", params(("id" = String, Path)),
    responses((status = 200, body = Examined), (status = 404)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    let ctx = app.env.read(call.caller.clone()).await?;
    let found = service::examined(&ctx, id).await?;
    ctx.tx.rollback().await?;
    service::remember(&app.env, &call.caller, id, &format!("“{}”", found.title)).await?;
    answer::json(StatusCode::OK, &found)
}

/// Rows of an item with their files.
#[utoipa::path(get, path = "/examined-dossiers/{id}/items/{position}", tag = "dossier",
    params(("id" = String, Path), ("position" = u32, Path), Paging),
    responses((status = 200, body = ExaminedItem), (status = 404)))]
async fn item(
    State(app): State<App>,
    call: Call,
    Path((id, position)): Path<(Uuid, u32)>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    let ctx = app.env.read(call.caller.clone()).await?;
    let found = service::examined_item(&ctx, id, position, limit, cursor.as_ref()).await?;
    ctx.tx.rollback().await?;
    let subject = format!("第{}项“{}”", found.item.number, found.item.text);
    service::remember(&app.env, &call.caller, id, &subject).await?;
    answer::json(StatusCode::OK, &found)
}

/// How large.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Size {
    /// A picture for a list.
    small: Option<bool>,
}

/// A picture with name, time and 仅供核查 drawn into it.
#[utoipa::path(get, path = "/examined-dossiers/{id}/files/{file}/picture", tag = "dossier",
    params(("id" = String, Path), ("file" = String, Path), Size),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = 404)))]
async fn picture(
    State(app): State<App>,
    call: Call,
    Path((id, wanted)): Path<(Uuid, Uuid)>,
    Query(size): Query<Size>,
) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let found = service::picture(&ctx, id, wanted).await?;
    ctx.tx.rollback().await?;
    let bytes = app.files.get(&found.sm3).await?;
    let small = size.small.unwrap_or(false);
    let turn = DRAWING.acquire().await.map_err(Problem::internal)?;
    let drawn = tokio::task::spawn_blocking(move || watermark::marked(&bytes, &found.words, small))
        .await
        .map_err(Problem::internal)?;
    drop(turn);
    file("image/jpeg", None, drawn.map_err(Problem::internal)?.into())
}

/// An original, when the maker allowed it; every fetch is written down.
#[utoipa::path(get, path = "/examined-dossiers/{id}/files/{file}/original", tag = "dossier",
    params(("id" = String, Path), ("file" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 403), (status = 404)))]
async fn original(State(app): State<App>, call: Call, Path((id, wanted)): Path<(Uuid, Uuid)>) -> Answer {
    let ctx = app.env.read(call.caller.clone()).await?;
    let kept = service::original(&ctx, id, wanted).await?;
    ctx.tx.rollback().await?;
    service::remember(&app.env, &call.caller, id, &format!("下载原件 {}", kept.path)).await?;
    let bytes = app.files.get(&kept.sm3).await?;
    let name = kept.path.rsplit('/').next().unwrap_or(&kept.name);
    file(&kept.media_type, Some(name), bytes.into())
}
