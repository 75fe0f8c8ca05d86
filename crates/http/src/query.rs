//! Extractors whose refusals are problems too.

use crate::Failure;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use kernel::problem::{FieldProblem, Problem};
use serde::de::DeserializeOwned;

/// Largest JSON body; uploads have a limit of their own.
pub const LARGEST_JSON: usize = 2 * 1024 * 1024;

/// A JSON body.
#[derive(Debug, Clone, Copy)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let bytes = axum::body::to_bytes(body, LARGEST_JSON).await.map_err(|_| Problem::too_large())?;
        let request = Request::from_parts(parts, bytes.into());
        let axum::Json(value) = axum::Json::from_request(request, state).await?;
        Ok(Self(value))
    }
}

/// Path parameters.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Failure))]
pub struct Path<T>(pub T);

/// Query parameters.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Failure))]
pub struct Query<T>(pub T);

impl From<JsonRejection> for Failure {
    fn from(rejection: JsonRejection) -> Self {
        use std::error::Error as _;
        if matches!(rejection, JsonRejection::BytesRejection(_)) && rejection.status() == 413 {
            return Problem::too_large().into();
        }
        if matches!(rejection, JsonRejection::MissingJsonContentType(_)) {
            let detail = "请求内容须为 JSON（Content-Type: application/json）";
            return Problem::new(415, "unsupported_media_type", "内容类型不支持", detail).into();
        }
        // serde names the field and the place; that is what an integrator needs.
        let reason = rejection.source().map_or_else(|| rejection.body_text(), ToString::to_string);
        let field = match quoted_after(&reason, "unknown field `") {
            Some(name) => FieldProblem::new(format!("/{name}"), "unknown", format!("没有“{name}”这一项")),
            None => match quoted_after(&reason, "missing field `") {
                Some(name) => FieldProblem::required(format!("/{name}")),
                None => FieldProblem { pointer: String::new(), code: "malformed".into(), message: reason },
            },
        };
        Problem::invalid(vec![field]).into()
    }
}

/// The name between the backquotes that follow some words of serde.
fn quoted_after<'a>(reason: &'a str, words: &str) -> Option<&'a str> {
    let (_, rest) = reason.split_once(words)?;
    rest.split_once('`').map(|(name, _)| name)
}

impl From<PathRejection> for Failure {
    fn from(_: PathRejection) -> Self {
        // An id that is no id names nothing.
        Problem::not_found("所请求的内容").into()
    }
}

impl From<QueryRejection> for Failure {
    fn from(rejection: QueryRejection) -> Self {
        Problem::bad_request(format!("查询参数有误：{}", rejection.body_text())).into()
    }
}

/// Which part of a list: `limit` and `cursor`.
#[derive(Debug, Clone, Default, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Rows on a page, 1 to 200; 50 if absent.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// The limit, checked.
    ///
    /// # Errors
    /// 400 outside 1 to 200.
    pub fn limit(&self) -> Result<kernel::page::Limit, Problem> {
        self.limit.map_or(Ok(kernel::page::Limit::default()), kernel::page::Limit::new)
    }

    /// The cursor, decoded.
    ///
    /// # Errors
    /// 400 when it is none of ours.
    pub fn cursor(&self) -> Result<Option<kernel::page::Cursor>, Problem> {
        self.cursor.as_deref().map(kernel::page::Cursor::decode).transpose()
    }
}
