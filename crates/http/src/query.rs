//! Extractors whose refusals are problems too.

use crate::Failure;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use kernel::problem::{FieldProblem, Problem};

/// A JSON body.
#[derive(Debug, Clone, Copy, FromRequest)]
#[from_request(via(axum::Json), rejection(Failure))]
pub struct Json<T>(pub T);

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
        // serde names the field and the place; that is what an integrator needs.
        let reason = rejection.source().map_or_else(|| rejection.body_text(), ToString::to_string);
        let field = FieldProblem { pointer: String::new(), code: "malformed".into(), message: reason };
        Problem::invalid(vec![field]).into()
    }
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
