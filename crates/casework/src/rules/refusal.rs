//! Why an action may not happen.

use kernel::problem::Problem;
use serde_json::Value;
use store::CallerPost;

/// What kind of obstacle it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// This person may not: 403.
    Person,
    /// The state of the case does not allow it: 409.
    State,
}

/// One obstacle, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Kind.
    pub kind: RefusalKind,
    /// Reason for the reader.
    pub text: String,
}

impl Refusal {
    /// An obstacle in the person.
    #[must_use]
    pub fn person(text: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Person, text: text.into() }
    }

    /// An obstacle in the state of the case.
    #[must_use]
    pub fn state(text: impl Into<String>) -> Self {
        Self { kind: RefusalKind::State, text: text.into() }
    }
}

/// What the guard found: the post to act through, or every reason against.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The post that would act, when there is a fitting one.
    pub post: Option<&'a CallerPost>,
    /// Every reason against, none when the action is allowed.
    pub refusals: Vec<Refusal>,
}

impl Verdict<'_> {
    /// Whether the action may happen.
    #[must_use]
    pub fn allowed(&self) -> bool {
        self.refusals.is_empty() && self.post.is_some()
    }

    /// The reasons as texts.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        self.refusals.iter().map(|refusal| refusal.text.clone()).collect()
    }

    /// The problem to answer with: 403 when the person may not, else 409 with the state as it is.
    #[must_use]
    pub fn problem(&self, current: Value) -> Option<Problem> {
        if self.refusals.is_empty() {
            return None;
        }
        let reasons = self.reasons();
        let person: Vec<&str> =
            self.refusals.iter().filter(|r| r.kind == RefusalKind::Person).map(|r| r.text.as_str()).collect();
        let problem = if person.is_empty() {
            Problem::conflict(reasons.join("；"), current)
        } else {
            Problem::forbidden(person.join("；"))
        };
        Some(problem.with("reasons", reasons))
    }
}
