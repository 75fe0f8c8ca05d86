//! Who calls: the extractor every handler begins with.

use crate::{App, Failure, cookie};
use access::SignedIn;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use kernel::problem::Problem;
use std::net::SocketAddr;
use store::{Caller, Via};

/// A caller who is signed in, by session or API key.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who.
    pub caller: Caller,
    /// CSRF value of the session; none for API keys.
    pub csrf: Option<String>,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
    /// Idempotency key and digest of the request, when the client sent one.
    pub(crate) idempotency: Option<crate::idempotent::Key>,
}

impl Call {
    /// The call of a session that was opened in this very request.
    pub(crate) fn of_session(signed_in: SignedIn) -> Self {
        Self {
            caller: signed_in.caller,
            csrf: signed_in.csrf_token,
            must_change_password: signed_in.must_change_password,
            idempotency: None,
        }
    }
}

/// Somebody who need not be signed in: only the network address is known.
#[derive(Debug, Clone)]
pub struct Open {
    /// Network address.
    pub address: String,
    /// Browser, shortened.
    pub agent: String,
}

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
            .map(|agent| agent.chars().take(120).collect())
            .unwrap_or_default();
        Ok(Self { address: address(parts, app.settings.trust_forwarded), agent })
    }
}

impl FromRequestParts<App> for Call {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let from = address(parts, app.settings.trust_forwarded);
        let roles = &app.pack.roles;
        let signed_in: SignedIn = if let Some(key) = bearer(&parts.headers) {
            access::caller_for_api_key(&app.env, roles, key, &from).await?
        } else {
            let token = cookie::session_token(&parts.headers).ok_or_else(Problem::unauthorised)?;
            access::caller_for_session(&app.env, roles, &token, &from).await?
        };
        if signed_in.caller.via == Via::Session {
            check_csrf(parts, &signed_in)?;
        }
        let must_change = signed_in.must_change_password;
        if must_change && !matches!(parts.uri.path(), "/api/v1/session" | "/api/v1/session/password") {
            return Err(Problem::forbidden("首次登录须先修改密码").with("must_change_password", true).into());
        }
        Ok(Self {
            caller: signed_in.caller,
            csrf: signed_in.csrf_token,
            must_change_password: must_change,
            idempotency: parts.extensions.get::<crate::idempotent::Key>().cloned(),
        })
    }
}

/// A write by session must carry the value only our own pages know.
fn check_csrf(parts: &Parts, signed_in: &SignedIn) -> Result<(), Failure> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let sent = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    if sent.is_some() && sent == signed_in.csrf_token.as_deref() {
        return Ok(());
    }
    Err(Problem::forbidden("页面已过期，请刷新后重试").with("csrf", true).into())
}
