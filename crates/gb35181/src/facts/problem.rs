use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// Something wrong in the recorded facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("{field}:{message}")]
pub struct InputProblem {
    /// Path of the field, for example `exit_width_m` or `element_flags.6.1.1.fixed_on_site`.
    pub field: String,
    /// What is wrong and what is expected, in Chinese.
    pub message: String,
}

/// Everything wrong in the recorded facts of one premises; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputProblems(pub Vec<InputProblem>);

impl fmt::Display for InputProblems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ";" };
            write!(formatter, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for InputProblems {}
