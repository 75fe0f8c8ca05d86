//! Idempotency keys of requests: the digest of the body is taken before the handler reads it.

use crate::Failure;
use crate::query::LARGEST_JSON;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::problem::Problem;
use sm3::{Digest, Sm3};

/// Key and digest of one request.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) key: String,
    pub(crate) request: String,
}

/// Puts [`Key`] into the request's extensions. Uploads are digested by their length only: files are addressed by content.
pub async fn layer(request: Request, next: Next) -> Response {
    let key =
        request.headers().get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let Some(key) = key.filter(|_| *request.method() != Method::GET) else { return next.run(request).await };
    if key.is_empty() || key.len() > 100 {
        return Failure::from(Problem::bad_request("Idempotency-Key 须为1至100个字符")).into_response();
    }
    let (mut parts, body) = request.into_parts();
    let mut digest = Sm3::new();
    // Keys are kept by account, so a retry after signing in again is still the same request.
    digest.update(parts.method.as_str());
    digest.update(parts.uri.path());
    let upload = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/"));
    let body = if upload {
        if let Some(length) = parts.headers.get(header::CONTENT_LENGTH) {
            digest.update(length.as_bytes());
        }
        body
    } else {
        match axum::body::to_bytes(body, LARGEST_JSON).await {
            Ok(bytes) => {
                digest.update(&bytes);
                Body::from(bytes)
            }
            Err(_) => return Failure::from(Problem::too_large()).into_response(),
        }
    };
    parts.extensions.insert(Key { key, request: hex::encode(digest.finalize()) });
    next.run(Request::from_parts(parts, body)).await
}
