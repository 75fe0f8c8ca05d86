//! What went wrong, as RFC 9457 problem details: stable codes for programs, Chinese words for people.

mod field;

pub use field::FieldProblem;

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A problem. Boxed, so that `Result<T, Problem>` stays small; its members are read through [`ProblemBody`]
/// (`problem.status`, `problem.detail`, …).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Problem(Box<ProblemBody>);

/// The members of a problem, as `application/problem+json` has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemBody {
    /// A stable reference to the kind of problem, `/problems/` and the code with hyphens.
    pub r#type: String,
    /// The kind of problem in a few Chinese words, always the same for one kind.
    pub title: String,
    /// The HTTP status, 400 to 599.
    pub status: u16,
    /// This occurrence, in Chinese, for the person in front of the screen.
    pub detail: String,
    /// The stable slug programs compare, such as `validation`.
    pub code: String,
    /// The fields at fault; empty unless input was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// What to do about it, in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Further members, such as the current state of a conflict.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, Value>))]
    pub extra: Map<String, Value>,
}

impl Problem {
    /// A problem of another kind than the constructors below make. `code` is a slug of small letters and underscores.
    #[must_use]
    pub fn new(status: u16, code: &str, title: &str, detail: impl Into<String>) -> Self {
        Self(Box::new(ProblemBody {
            r#type: type_of(code),
            title: title.to_owned(),
            status,
            detail: detail.into(),
            code: code.to_owned(),
            fields: Vec::new(),
            hint: None,
            extra: Map::new(),
        }))
    }

    /// 400: the request itself cannot be read.
    #[must_use]
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(400, "bad_request", "请求无法识别", detail)
    }

    /// 401: nobody is signed in.
    #[must_use]
    pub fn unauthorised() -> Self {
        Self::new(401, "unauthorised", "尚未登录", "尚未登录或登录已过期，请先登录")
    }

    /// 403: the caller may see it but not do this. `reason` is Chinese.
    #[must_use]
    pub fn forbidden(reason: impl Into<String>) -> Self {
        Self::new(403, "forbidden", "无权操作", reason)
    }

    /// 404: there is no such thing, or the caller may not know that there is. `what` is a Chinese noun.
    #[must_use]
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(404, "not_found", "未找到", format!("未找到{what}，或您无权查看"))
    }

    /// 409: the state does not allow it. `current` is the state as it is, so that the caller can decide anew.
    #[must_use]
    pub fn conflict(detail: impl Into<String>, current: Value) -> Self {
        Self::new(409, "conflict", "状态冲突", detail).with("current", current)
    }

    /// 413: the body is too large.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(413, "too_large", "内容过大", "提交的内容超过允许的大小")
    }

    /// 422: these fields are wrong.
    #[must_use]
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        let detail = match fields.as_slice() {
            [] => "填写内容有误".to_owned(),
            [only] => only.message.clone(),
            several => format!("有 {} 处填写有误", several.len()),
        };
        let mut problem = Self::new(422, "validation", "填写有误", detail);
        problem.fields = fields;
        problem
    }

    /// 429: too many requests. `retry_after` is in seconds and also stands in the member `retry_after`.
    #[must_use]
    pub fn too_many(retry_after: u64) -> Self {
        Self::new(429, "too_many", "操作过于频繁", format!("操作过于频繁，请在 {retry_after} 秒后重试"))
            .with("retry_after", retry_after)
    }

    /// 500: our own fault. `reference` leads to the log line; nothing else about the cause is told.
    #[must_use]
    pub fn internal(reference: impl fmt::Display) -> Self {
        Self::new(500, "internal", "系统内部错误", format!("系统内部错误，已记录，编号 {reference}"))
            .with("reference", reference.to_string())
    }

    /// 503: not now.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(503, "unavailable", "服务暂不可用", "服务暂不可用，请稍后重试")
    }

    /// The same problem with advice in Chinese.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with a further member. The names of [`ProblemBody`] are taken and change nothing.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        let key = key.into();
        let own = ["type", "title", "status", "detail", "code", "fields", "hint"].contains(&key.as_str());
        if !own {
            self.extra.insert(key, value.into());
        }
        self
    }

    /// The same problem under a narrower code, and the type that goes with it.
    #[must_use]
    pub fn with_code(mut self, code: &str) -> Self {
        code.clone_into(&mut self.code);
        self.r#type = type_of(code);
        self
    }

    /// Seconds after which to try again, for the `Retry-After` header.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        self.extra.get("retry_after").and_then(Value::as_u64)
    }

    /// The members, to be taken apart.
    #[must_use]
    pub fn into_body(self) -> ProblemBody {
        *self.0
    }
}

fn type_of(code: &str) -> String {
    format!("/problems/{}", code.replace('_', "-"))
}

impl Deref for Problem {
    type Target = ProblemBody;

    fn deref(&self) -> &ProblemBody {
        &self.0
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut ProblemBody {
        &mut self.0
    }
}

impl fmt::Display for Problem {
    /// The detail, then the fields, then the hint, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)?;
        for field in &self.fields {
            write!(f, "；{}：{}", field.pointer, field.message)?;
        }
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "（{hint}）"))
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests;
