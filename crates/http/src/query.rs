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
        Problem::bad_request(&format!("查询参数有误：{}", rejection.body_text())).into()
    }
}
