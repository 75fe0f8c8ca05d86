//! Who calls: the extractor every handler begins with.

use crate::{App, Failure, cookie};
use access::{Origin, SignedIn};
use axum::extract::{ConnectInfo, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use kernel::problem::Problem;
use std::net::SocketAddr;
use store::Caller;

/// A caller who is signed in, by session or API key.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who.
    pub caller: Caller,
    /// The session or key behind the caller.
    pub signed_in: SignedIn,
    /// Idempotency key and digest of the request, when the client sent one.
    pub(crate) idempotency: Option<crate::idempotent::Key>,
}

/// Somebody who need not be signed in: only where they come from is known.
#[derive(Debug, Clone)]
pub struct Open(pub Origin);

/// The address a request came from.
#[must_use]
pub fn address(parts: &Parts, trust_forwarded: bool) -> String {
    let forwarded = trust_forwarded
        .then(|| parts.headers.get("x-forwarded-for"))
        .flatten()
        .and_then(|value| value.to_str().ok())
        .and_then(|line| line.rsplit(',').next())
        .map(|last| last.trim().to_owned());
    forwarded.unwrap_or_else(|| {
        parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(|| "unknown".to_owned(), |ConnectInfo(socket)| socket.ip().to_string())
    })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

impl FromRequestParts<App> for Open {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .map(|agent| agent.chars().take(120).collect());
        Ok(Self(Origin { address: Some(address(parts, app.settings.trust_forwarded)), agent }))
    }
}

impl Call {
    /// The call of a session that was opened in this very request.
    pub(crate) fn of_session(signed_in: SignedIn) -> Self {
        Self { caller: signed_in.caller.clone(), signed_in, idempotency: None }
    }
}

impl FromRequestParts<App> for Call {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let from = address(parts, app.settings.trust_forwarded);
        let signed_in: SignedIn = if let Some(key) = bearer(&parts.headers) {
            app.access.caller_for_api_key(&app.env, key, Some(&from)).await?
        } else {
            let token = cookie::session_token(&parts.headers).ok_or_else(Problem::unauthorised)?;
            app.access.caller_for_session(&app.env, &token, Some(&from)).await?
        };
        let writes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        let sent = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
        if writes && !signed_in.csrf_fits(sent) {
            return Err(Problem::forbidden("页面已过期，请刷新后重试").with("csrf", true).into());
        }
        // Inside a nested router the path has lost its beginning.
        let path = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri).path();
        let own = matches!(path, "/api/v1/session" | "/api/v1/session/password");
        if signed_in.must_change_password && !own {
            return Err(Problem::forbidden("首次登录须先修改密码").with("must_change_password", true).into());
        }
        Ok(Self {
            caller: signed_in.caller.clone(),
            signed_in,
            idempotency: parts.extensions.get::<crate::idempotent::Key>().cloned(),
        })
    }
}
