//! Entering and leaving.

use crate::app::DemoCard;
use crate::{Answer, App, Call, Json, Open, answer, cookie, no_content};
use access::{ChangePassword, SessionAnswer, SignIn};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use kernel::problem::Problem;
use serde::{Deserialize, Serialize};
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

/// The caller, and what every page shows.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    #[serde(flatten)]
    caller: SessionAnswer,
    /// Whether role cards are offered.
    demo: bool,
    /// Whether the data is made up.
    synthetic: bool,
    /// Name of the city.
    city_name: String,
}

async fn describe(app: &App, call: Call) -> Answer {
    let (csrf, must_change) = (call.csrf.clone(), call.must_change_password);
    let ctx = app.env.read(call.caller).await?;
    let caller = access::describe(&ctx, &app.pack.roles, csrf, must_change).await?;
    ctx.tx.rollback().await?;
    let session = Session {
        caller,
        demo: app.settings.demo,
        synthetic: app.settings.synthetic,
        city_name: app.settings.city_name.clone(),
    };
    answer::json(StatusCode::OK, &session)
}

/// Who am I.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = Session), (status = 401)))]
async fn session(State(app): State<App>, call: Call) -> Answer {
    describe(&app, call).await
}

async fn enter(app: &App, token: &str, address: &str) -> Answer {
    let signed_in = access::caller_for_session(&app.env, &app.pack.roles, token, address).await?;
    let call = Call::of_session(signed_in);
    let mut response: Response = describe(app, call).await?;
    let cookie = cookie::set(token, app.settings.secure_cookies).ok_or_else(|| Problem::internal("cookie"))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Signs in; the answer sets the session cookie.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = Session), (status = 401), (status = 429)))]
async fn sign_in(State(app): State<App>, open: Open, Json(attempt): Json<SignIn>) -> Answer {
    let opened = access::sign_in(&app.env, &*app.secrets, attempt, &open.address, &open.agent).await?;
    enter(&app, &opened.token, &open.address).await
}

/// Signs out.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
async fn sign_out(State(app): State<App>, call: Call, headers: HeaderMap) -> Answer {
    if let Some(token) = cookie::session_token(&headers) {
        access::sign_out(&app.env, call.caller, &token).await?;
    }
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::SET_COOKIE, cookie::clear());
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// Changes one's own password; other sessions end.
#[utoipa::path(post, path = "/session/password", tag = "session", request_body = ChangePassword,
    responses((status = 204), (status = 422)))]
async fn change_password(
    State(app): State<App>,
    call: Call,
    headers: HeaderMap,
    Json(request): Json<ChangePassword>,
) -> Answer {
    let (token, secrets) = (cookie::session_token(&headers), app.secrets.clone());
    no_content(&app, call, |ctx| {
        Box::pin(async move { access::change_password(ctx, &*secrets, request, token.as_deref()).await })
    })
    .await
}

/// Role cards of the demonstration.
#[utoipa::path(get, path = "/demo/cards", tag = "session", responses((status = 200, body = Vec<DemoCard>), (status = 404)))]
async fn cards(State(app): State<App>) -> Answer {
    if !app.settings.demo {
        return Err(Problem::not_found("演示入口").into());
    }
    answer::json(StatusCode::OK, &app.settings.demo_cards)
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
async fn demo_sign_in(State(app): State<App>, open: Open, Json(card): Json<Card>) -> Answer {
    let known = app.settings.demo_cards.iter().any(|known| known.login == card.login);
    if !app.settings.demo || !known {
        return Err(Problem::not_found("演示入口").into());
    }
    let opened =
        access::sign_in_without_password(&app.env, &*app.secrets, &card.login, &open.address, &open.agent).await?;
    enter(&app, &opened.token, &open.address).await
}
