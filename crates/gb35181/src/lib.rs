//! GB 35181, both editions, as rule tables, and an evaluator that gives its reasons.
//!
//! The tables are data (`packs/china/gb35181/*.toml`), written in a small typed language of their own; a pack may
//! bring another table of the same form. Everything here is pure: no input or output, no clock.
//!
//! ```
//! use gb35181::{Edition, RuleTable, Verdict, judge};
//!
//! let table = RuleTable::embedded(Edition::E2025);
//! let facts = serde_json::json!({"kinds": ["shop"], "exits_required": 2, "exits_present": 1});
//! let judgement = judge(table, &facts)?;
//! assert_eq!(judgement.verdict, Verdict::Major);
//! assert_eq!(judgement.direct, ["5.2 c)"]);
//! # Ok::<(), gb35181::InputProblems>(())
//! ```
//!
//! A judgement is a suggestion (判定建议). Only the fire authority's collective, signed determination (确定) makes
//! a major hazard.

mod edition;
mod facts;
mod form;
mod judge;
mod language;
mod members;
mod nearest;
mod record;
mod table;
mod vocabulary;

pub use edition::{Edition, EditionError, choose_edition};
pub use facts::{Facts, InputProblem, InputProblems};
pub use form::{Form, FormInput};
pub use judge::{Judgement, Reason, Route, Verdict, judge};
pub use table::{
    Certainty, DecisionRule, Element, ElementRoute, Exclusion, ExclusionLevel, RuleTable, TableProblem,
    TableProblems,
};
pub use vocabulary::{Fault, Input, Kind, Shape, System};
