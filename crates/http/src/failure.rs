//! Problems on the wire: `application/problem+json` (RFC 9457).

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::problem::Problem;
use std::sync::atomic::{AtomicU64, Ordering};
use store::StoreError;

/// What a handler fails with.
#[derive(Debug)]
pub struct Failure(pub Box<Problem>);

/// What a handler answers.
pub type Answer = Result<Response, Failure>;

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(Box::new(Problem::from(error)))
    }
}

/// What went wrong inside goes to the log under a number; the caller gets the number and nothing else.
fn concealed(problem: Problem) -> Problem {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    if problem.status != 500 {
        return problem;
    }
    let reference = format!("{:x}-{:x}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let cause = problem.extra.get("reference").and_then(serde_json::Value::as_str).unwrap_or(&problem.detail);
    tracing::error!(reference, cause, "internal error");
    Problem::internal(reference)
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let problem = concealed(*self.0);
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = problem.extra.get("retry_after").and_then(serde_json::Value::as_u64);
        let mut response = (status, axum::Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Gives the refusals of the framework, which are empty or plain text, the shape of every other problem.
pub async fn layer(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let shaped = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/"));
    if shaped || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match status.as_u16() {
        404 => Problem::not_found("所请求的内容"),
        405 => Problem::new(405, "method_not_allowed", "不支持的操作", "该地址不支持这种请求方法"),
        413 => Problem::too_large(),
        503 => return response,
        504 => Problem::new(504, "timeout", "处理超时", "处理时间过长，请稍后重试"),
        code @ 400..500 => Problem::new(code, "bad_request", "请求无法识别", "请求无法识别"),
        _ => Problem::internal("程序"),
    };
    let mut shaped = Failure::from(problem).into_response();
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        shaped.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    shaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;
    use axum::body::Body;
    use axum::routing::{get, post};
    use axum::{Router, middleware};
    use tower::ServiceExt;

    #[test]
    fn what_went_wrong_inside_is_not_told() {
        let told = concealed(Problem::internal("column secret of table somewhere"));
        assert_eq!(told.status, 500);
        assert!(!serde_json::to_string(&told).unwrap().contains("secret"));
        assert!(told.detail.contains("编号"), "{}", told.detail);
        assert_eq!(concealed(Problem::not_found("该事项")).status, 404);
    }

    async fn answer(method: &str, path: &str, kind: &str, body: String) -> (u16, String) {
        async fn take(Json(_): Json<serde_json::Value>) {}
        let router = Router::new()
            .route("/take", post(take))
            .route("/slow", get(|| async { StatusCode::GATEWAY_TIMEOUT }))
            .route("/broken", get(|| async { (StatusCode::INTERNAL_SERVER_ERROR, "at line 7 of a file") }))
            .layer(middleware::from_fn(layer));
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
        let response = router.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        (status, problem["code"].as_str().unwrap_or_default().to_owned())
    }

    #[tokio::test]
    async fn every_refusal_is_a_problem() {
        let json = "application/json";
        let told = |status: u16, code: &str| (status, code.to_owned());
        assert_eq!(answer("GET", "/take", json, String::new()).await, told(405, "method_not_allowed"));
        assert_eq!(
            answer("POST", "/take", "text/plain", "{}".into()).await,
            told(415, "unsupported_media_type")
        );
        assert_eq!(answer("POST", "/take", json, "{".into()).await, told(422, "validation"));
        let large = format!("\"{}\"", "x".repeat(crate::query::LARGEST_JSON));
        assert_eq!(answer("POST", "/take", json, large).await, told(413, "too_large"));
        assert_eq!(answer("GET", "/nowhere", json, String::new()).await, told(404, "not_found"));
        assert_eq!(answer("GET", "/slow", json, String::new()).await, told(504, "timeout"));
        assert_eq!(answer("GET", "/broken", json, String::new()).await, told(500, "internal"));
        assert_eq!(answer("POST", "/take", json, "{}".into()).await, told(200, ""));
    }
}
