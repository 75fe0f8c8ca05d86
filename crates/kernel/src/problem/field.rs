//! One field at fault.

use serde::{Deserialize, Serialize};

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Where, as a JSON pointer (RFC 6901) into the body, such as `/rows/3/name`; a query parameter is `/name`.
    pub pointer: String,
    /// The stable slug of the fault, such as `required` or `range`.
    pub code: String,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl FieldProblem {
    /// A fault at a ready pointer.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), message: message.into() }
    }

    /// A required field that is empty.
    #[must_use]
    pub fn required(pointer: impl Into<String>) -> Self {
        Self::new(pointer, "required", "必填")
    }

    /// The same fault seen from one level up: `below("rows")` turns `/3/name` into `/rows/3/name`.
    #[must_use]
    pub fn below(mut self, step: &str) -> Self {
        let step = step.replace('~', "~0").replace('/', "~1");
        self.pointer = format!("/{step}{}", self.pointer);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_grow_from_the_inside_and_are_escaped() {
        let fault = FieldProblem::required("/name").below("3").below("a/b~c");
        assert_eq!(fault.pointer, "/a~1b~0c/3/name");
        assert_eq!((fault.code.as_str(), fault.message.as_str()), ("required", "必填"));
    }
}
