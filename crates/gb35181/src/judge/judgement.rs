use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::edition::Edition;

/// What the table says of one premises. Serialises with its keys in the order of the fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// The edition judged by.
    pub edition: Edition,
    /// The suggestion.
    pub verdict: Verdict,
    /// How the verdict came about; `None` where nothing suggests a major hazard.
    pub route: Option<Route>,
    /// Clauses of the direct elements that hold and are not excluded, premises exclusion or not.
    pub direct: Vec<String>,
    /// Clauses of the comprehensive elements that hold and are not excluded, premises exclusion or not.
    pub comprehensive: Vec<String>,
    /// Every satisfied counting rule; empty unless the route is comprehensive.
    pub by: Vec<String>,
    /// Clauses that hold but are taken out by an element-level exclusion.
    pub excluded_elements: Vec<String>,
    /// The premises-level exclusions that hold.
    pub premises_exclusion: Vec<String>,
    /// Inputs not recorded of which some value, all else unchanged, changes the verdict.
    pub unknown: Vec<String>,
    /// One reason per element that holds, per counting rule that was asked, per premises exclusion.
    pub reasons: Vec<Reason>,
}

/// The suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 重大火灾隐患.
    Major,
    /// Not a major hazard on the recorded facts.
    NotMajor,
}

/// How a verdict came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// At least one direct element.
    Direct,
    /// Enough comprehensive elements.
    Comprehensive,
    /// Would be major, but for a premises exclusion.
    Excluded,
}

/// Why: for a supervisor to read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// Clause, or id of the counting rule or exclusion.
    pub clause: String,
    /// The recorded facts it rests on, as recorded.
    pub facts: Map<String, Json>,
    /// The limit that was passed, if there is one.
    pub threshold: Option<String>,
    /// A Chinese sentence.
    pub text: String,
}
