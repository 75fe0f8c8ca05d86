//! The session cookie.

use axum::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "qutu_session";

/// The session token of a request, if it carries one.
#[must_use]
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == NAME)
        .map(|(_, value)| value.to_owned())
}

/// `Set-Cookie` for a new session.
#[must_use]
pub fn set(token: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// `Set-Cookie` that ends the session in the browser.
#[must_use]
pub fn clear() -> HeaderValue {
    HeaderValue::from_static("qutu_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}
