//! The front end inside the program: hashed files for ever, the page itself never cached.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Answers a file of the front end; any other path is a page of the front end, which has its own routes.
pub async fn serve(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if path.starts_with("api/") {
        let problem = kernel::problem::Problem::not_found("所请求的接口");
        return http::Failure::from(problem).into_response();
    }
    match Dist::get(path) {
        Some(file) => answer(path, file.data.into_owned(), path.starts_with("assets/")),
        None if path.contains('.') => StatusCode::NOT_FOUND.into_response(),
        None => match Dist::get("index.html") {
            Some(page) => answer("index.html", page.data.into_owned(), false),
            None => (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
                "页面文件不在程序中：请先构建前端（cargo xtask demo 会自动构建）。接口照常可用。\n",
            )
                .into_response(),
        },
    }
}

fn answer(path: &str, bytes: Vec<u8>, for_ever: bool) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    let cache = if for_ever { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
