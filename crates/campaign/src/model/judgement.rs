//! The GB 35181 suggestion as the API shows it and a case keeps it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What every suggestion says of itself.
const ADVISORY: &str = "判定建议，不是确定";

/// Facts to be judged; nothing is stored.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct Judge {
    /// Day of the finding; the edition in force on it is used.
    pub date: NaiveDate,
    /// Inputs of the standard.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// Kinds of premises in the words of the standard.
    #[serde(default)]
    pub kinds: Vec<String>,
}

/// A suggestion (判定建议).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Judgement {
    /// Edition judged by: `2017` or `2025`.
    pub edition: String,
    /// `major` or `not_major`.
    pub verdict: String,
    /// `direct`, `comprehensive` or `excluded`; none where nothing suggests a major hazard.
    pub route: Option<String>,
    /// Clauses of the direct elements that hold.
    pub direct: Vec<String>,
    /// Clauses of the comprehensive elements that hold.
    pub comprehensive: Vec<String>,
    /// Counting rules that made the verdict.
    pub by: Vec<String>,
    /// Clauses that hold but are taken out.
    pub excluded_elements: Vec<String>,
    /// Grounds for not judging the premises.
    pub premises_exclusion: Vec<String>,
    /// Inputs not recorded that could change the verdict.
    pub unknown: Vec<String>,
    /// Why.
    pub reasons: Vec<JudgementReason>,
    /// The unknown inputs with their labels.
    pub unknown_labels: Vec<UnknownInput>,
    /// 判定建议，不是确定.
    pub advisory: String,
}

/// Why, for a supervisor to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JudgementReason {
    /// Clause, or id of the counting rule or exclusion.
    pub clause: String,
    /// The recorded facts it rests on.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// The limit that was passed.
    pub threshold: Option<String>,
    /// A Chinese sentence.
    pub text: String,
}

/// An input nobody recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnknownInput {
    /// Name.
    pub input: String,
    /// Chinese label.
    pub label: String,
}

impl Judgement {
    /// Whether it suggests a major hazard.
    #[must_use]
    pub fn is_major(&self) -> bool {
        self.verdict == "major"
    }
}

/// What every suggestion says of itself.
#[must_use]
pub(crate) fn advisory() -> String {
    ADVISORY.to_owned()
}
