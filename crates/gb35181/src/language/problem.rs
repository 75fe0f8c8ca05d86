/// What is wrong with an expression: where (byte offset inside the expression), what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LanguageProblem {
    pub(crate) at: usize,
    pub(crate) message: String,
    pub(crate) advice: String,
}

impl LanguageProblem {
    pub(crate) fn new(at: usize, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { at, message: message.into(), advice: advice.into() }
    }
}
