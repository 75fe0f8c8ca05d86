//! The two ways a handler answers: a read, or a write that commits, is audited and remembers its idempotency key.

use crate::{Answer, App, Call, Failure};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::future::BoxFuture;
use kernel::problem::Problem;
use serde::Serialize;
use store::Ctx;
use store::idempotency::{self, Known};
use tokio::io::AsyncReadExt;

/// A use case over a context.
pub type UseCase<'a, T> = BoxFuture<'a, Result<T, Problem>>;

/// Runs a reading use case and answers 200 with its value.
///
/// # Errors
/// The problem of the use case.
pub async fn read<T, F>(app: &App, call: Call, use_case: F) -> Answer
where
    T: Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> UseCase<'a, T> + Send,
{
    let ctx = app.env.read(call.caller).await?;
    let value = use_case(&ctx).await?;
    ctx.tx.rollback().await?;
    json(StatusCode::OK, &value)
}

/// Runs a writing use case, commits, and answers `status` with its value. The same idempotency key answers the same.
///
/// # Errors
/// The problem of the use case; then nothing was written.
pub async fn write<T, F>(app: &App, call: Call, status: StatusCode, use_case: F) -> Answer
where
    T: Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> UseCase<'a, T> + Send,
{
    written(app, call, status, Keep::Answer, use_case).await
}

/// As [`write`] for an answer that holds a secret: it is shown once and never stored, so a retry with the same
/// idempotency key is told that the work is done instead.
///
/// # Errors
/// As [`write`]; 409 on a retry.
pub async fn write_secret<T, F>(app: &App, call: Call, status: StatusCode, use_case: F) -> Answer
where
    T: Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> UseCase<'a, T> + Send,
{
    written(app, call, status, Keep::Notice, use_case).await
}

/// What is remembered under an idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// The answer.
    Answer,
    /// Only that there was one.
    Notice,
}

/// What a retry is told when the answer held a secret.
fn shown_once() -> Problem {
    Problem::conflict("该操作已完成，密码或密钥只在首次应答中显示", serde_json::Value::Null)
        .with_code("shown_once")
        .hint("如未收到，请重新生成")
}

async fn written<T, F>(app: &App, call: Call, status: StatusCode, keep: Keep, use_case: F) -> Answer
where
    T: Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> UseCase<'a, T> + Send,
{
    let who = call.caller.user.map_or_else(|| call.caller.name.clone(), |user| user.to_string());
    let ctx = app.env.write(call.caller).await?;
    if let Some(key) = &call.idempotency {
        match idempotency::reserve(&ctx.tx, &who, &key.key, &key.request, ctx.now).await? {
            Known::New => {}
            Known::Answered { status, body } => {
                ctx.tx.rollback().await?;
                if status == i64::from(StatusCode::CONFLICT.as_u16()) {
                    return Err(shown_once().into());
                }
                let status = u16::try_from(status).ok().and_then(|code| StatusCode::from_u16(code).ok());
                return Ok(raw(status.unwrap_or(StatusCode::OK), body));
            }
            Known::Other => {
                return Err(Problem::conflict(
                    "同一 Idempotency-Key 已用于另一请求",
                    serde_json::Value::Null,
                )
                .into());
            }
        }
    }
    let value = use_case(&ctx).await?;
    let body = if status == StatusCode::NO_CONTENT { String::new() } else { encode(&value)? };
    if let Some(key) = &call.idempotency {
        let (status, body) = match keep {
            Keep::Answer => (status.as_u16(), body.as_str()),
            Keep::Notice => (StatusCode::CONFLICT.as_u16(), ""),
        };
        idempotency::answer(&ctx.tx, &who, &key.key, status, body).await?;
    }
    ctx.commit().await?;
    Ok(raw(status, body))
}

/// As [`write`], answering 201.
///
/// # Errors
/// As [`write`].
pub async fn created<T, F>(app: &App, call: Call, use_case: F) -> Answer
where
    T: Serialize,
    F: for<'a> FnOnce(&'a Ctx) -> UseCase<'a, T> + Send,
{
    write(app, call, StatusCode::CREATED, use_case).await
}

/// As [`write`], answering 204.
///
/// # Errors
/// As [`write`].
pub async fn no_content<F>(app: &App, call: Call, use_case: F) -> Answer
where
    F: for<'a> FnOnce(&'a Ctx) -> UseCase<'a, ()> + Send,
{
    write(app, call, StatusCode::NO_CONTENT, use_case).await
}

/// A JSON answer.
///
/// # Errors
/// 500 when the value cannot be encoded.
pub fn json<T: Serialize>(status: StatusCode, value: &T) -> Answer {
    Ok(raw(status, encode(value)?))
}

fn encode<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Problem::internal(error).into())
}

fn raw(status: StatusCode, body: String) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A file to show (`inline`) or to save under a name (`attachment`).
///
/// # Errors
/// 500 when the name cannot stand in a header.
pub fn file(media_type: &str, name: Option<&str>, body: Body) -> Answer {
    let encoded = |name: &str| -> String {
        name.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let disposition = name.map_or_else(
        || "inline".to_owned(),
        |name| format!("attachment; filename*=UTF-8''{}", encoded(name)),
    );
    let value = |text: &str| HeaderValue::from_str(text).map_err(Problem::internal);
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, value(media_type)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// Bytes read from a file at once for an answer.
const READ_AT_ONCE: usize = 256 * 1024;

/// The rest of a file as a body, read as it is sent.
pub fn from_disk(file: std::fs::File) -> Body {
    let file = tokio::fs::File::from_std(file);
    Body::from_stream(futures::stream::try_unfold(file, |mut file| async move {
        let mut chunk = vec![0; READ_AT_ONCE];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then_some((chunk, file)))
    }))
}
