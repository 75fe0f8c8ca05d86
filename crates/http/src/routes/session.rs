//! Entering and leaving.

use crate::{Answer, App, Call, Json, Open, answer, cookie};
use access::demo::DemoCard;
use access::session::{ChangePassword, NewSession, Session, SessionPage, SignIn};
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::Response;
use kernel::problem::Problem;
use serde::Deserialize;
use store::{Caller, Via};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session, sign_in, sign_out))
        .routes(routes!(change_password))
        .routes(routes!(cards))
        .routes(routes!(demo_sign_in))
}

async fn describe(app: &App, call: Call) -> Answer {
    let ctx = app.env.read(call.caller).await?;
    let page = SessionPage {
        synthetic: app.settings.synthetic,
        city_name: app.settings.city_name.clone(),
        unread: app.unread.unread(&ctx).await?,
    };
    let session = app.access.session(&ctx, &call.signed_in, page).await?;
    ctx.tx.rollback().await?;
    answer::json(StatusCode::OK, &session)
}

/// Who am I.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = Session), (status = 401)))]
async fn session(State(app): State<App>, call: Call) -> Answer {
    describe(&app, call).await
}

async fn enter(app: &App, opened: NewSession) -> Answer {
    let cookie = cookie::set(&opened.token, opened.max_age_seconds, app.settings.secure_cookies)
        .ok_or_else(|| Problem::internal("cookie"))?;
    let mut response: Response = describe(app, Call::of_session(opened.signed_in)).await?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Signs in; the answer sets the session cookie.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = Session), (status = 401), (status = 429)))]
async fn sign_in(State(app): State<App>, Open(origin): Open, Json(attempt): Json<SignIn>) -> Answer {
    let opened = app.access.sign_in(&app.env, &attempt, &origin).await?;
    enter(&app, opened).await
}

fn empty() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Signs out.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
async fn sign_out(State(app): State<App>, call: Call) -> Answer {
    app.access.sign_out(&app.env, &call.signed_in).await?;
    let mut response = empty();
    response.headers_mut().insert(header::SET_COOKIE, cookie::clear());
    Ok(response)
}

/// Changes one's own password; other sessions end.
#[utoipa::path(post, path = "/session/password", tag = "session", request_body = ChangePassword,
    responses((status = 204), (status = 422)))]
async fn change_password(State(app): State<App>, call: Call, Json(request): Json<ChangePassword>) -> Answer {
    app.access.change_password(&app.env, &call.signed_in, &request).await?;
    Ok(empty())
}

/// Role cards of the demonstration.
#[utoipa::path(get, path = "/demo/cards", tag = "session", responses((status = 200, body = Vec<DemoCard>), (status = 404)))]
async fn cards(State(app): State<App>) -> Answer {
    let ctx = app.env.read(Caller::system("演示入口", Via::Session)).await?;
    let cards = app.access.demo_cards(&ctx).await?;
    ctx.tx.rollback().await?;
    answer::json(StatusCode::OK, &cards)
}

/// Which card.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Card {
    /// Login on the card.
    login: String,
}

/// Signs in by role card; only in the demonstration.
#[utoipa::path(post, path = "/demo/session", tag = "session", request_body = Card,
    responses((status = 200, body = Session), (status = 404)))]
async fn demo_sign_in(State(app): State<App>, Open(origin): Open, Json(card): Json<Card>) -> Answer {
    let opened = app.access.demo_sign_in(&app.env, &card.login, &origin).await?;
    enter(&app, opened).await
}
