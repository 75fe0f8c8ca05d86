//! Making dossiers, fetching them, opening them to examiners.

use crate::model::{Dossier, DossierRow, Examiner, MakeDossier, OpenDossier, Preview};
use crate::service::{self, Desk};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, file, read, write};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use casework::Engine;
use kernel::page::{Bounded, Page};
use kernel::problem::Problem;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(count))
        .routes(routes!(preview))
        .routes(routes!(examiners))
        .routes(routes!(detail))
        .routes(routes!(pack_again))
        .routes(routes!(zip))
        .routes(routes!(open))
        .routes(routes!(take_back))
}

/// Dossiers of one's posts and regions, newest first.
#[utoipa::path(get, path = "/dossiers", tag = "dossier", params(Paging),
    responses((status = 200, body = Page<DossierRow>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { service::list(ctx, limit, cursor.as_ref()).await })).await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/dossiers/count", tag = "dossier", responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::count(ctx).await })).await
}

/// What a dossier would hold, item by item, and what is missing; nothing is stored.
#[utoipa::path(post, path = "/dossiers/preview", tag = "dossier", request_body = MakeDossier,
    responses((status = 200, body = Preview), (status = 422)))]
async fn preview(State(app): State<App>, call: Call, Json(make): Json<MakeDossier>) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::preview(ctx, &Desk { pack: &pack, engine: &engine }, &make).await })
    })
    .await
}

/// Keeps everything that answers the items as it stands now; the zip is packed in the background.
#[utoipa::path(post, path = "/dossiers", tag = "dossier", request_body = MakeDossier,
    responses((status = 201, body = Dossier), (status = 422)))]
async fn make(State(app): State<App>, call: Call, Json(make): Json<MakeDossier>) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    created(&app, call, |ctx| {
        Box::pin(async move { service::make(ctx, &Desk { pack: &pack, engine: &engine }, make).await })
    })
    .await
}

/// Accounts a dossier can be opened to.
#[utoipa::path(get, path = "/dossiers/examiners", tag = "dossier", responses((status = 200, body = Vec<Examiner>)))]
async fn examiners(State(app): State<App>, call: Call) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::examiners(ctx, &Desk { pack: &pack, engine: &engine }).await })
    })
    .await
}

/// One dossier with its items, how far it is, and to whom it is open.
#[utoipa::path(get, path = "/dossiers/{id}", tag = "dossier", params(("id" = String, Path)),
    responses((status = 200, body = Dossier)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::dossier(ctx, id).await })).await
}

/// Packs a dossier again whose packing failed.
#[utoipa::path(post, path = "/dossiers/{id}/pack", tag = "dossier", params(("id" = String, Path)),
    responses((status = 200, body = Dossier), (status = 409)))]
async fn pack_again(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| Box::pin(async move { service::pack_again(ctx, id).await })).await
}

/// The zip.
#[utoipa::path(get, path = "/dossiers/{id}/file", tag = "dossier", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), (status = 409)))]
async fn zip(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    let ctx = app.env.write(call.caller).await?;
    let (sm3, name) = service::download(&ctx, id).await?;
    ctx.commit().await?;
    let (length, bytes) = app.files.stream(&sm3).await?;
    let mut answer = file("application/zip", Some(&name), Body::from_stream(bytes))?;
    let length = HeaderValue::from_str(&length.to_string()).map_err(Problem::internal)?;
    answer.headers_mut().insert(header::CONTENT_LENGTH, length);
    Ok(answer)
}

/// Opens a dossier to an examiner until a day.
#[utoipa::path(post, path = "/dossiers/{id}/openings", tag = "dossier", params(("id" = String, Path)),
    request_body = OpenDossier, responses((status = 201, body = Dossier), (status = 422)))]
async fn open(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(wanted): Json<OpenDossier>,
) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    created(&app, call, |ctx| {
        Box::pin(async move { service::open(ctx, &Desk { pack: &pack, engine: &engine }, id, wanted).await })
    })
    .await
}

/// Takes an opening back at once.
#[utoipa::path(post, path = "/dossiers/{id}/openings/{opening}/close", tag = "dossier",
    params(("id" = String, Path), ("opening" = String, Path)), responses((status = 200, body = Dossier)))]
async fn take_back(State(app): State<App>, call: Call, Path((id, opening)): Path<(Uuid, Uuid)>) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { service::take_back(ctx, id, opening).await })
    })
    .await
}
