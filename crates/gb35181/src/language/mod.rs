//! The rule language: what stands in the `when` of a rule table.
//!
//! ```text
//! condition  = conjunction { "or" conjunction }
//! conjunction = negation { "and" negation }
//! negation   = "not" negation | primary
//! primary    = "(" condition ")"
//!            | "yes" "(" input ")"                     recorded and true
//!            | "no" "(" input ")"                      recorded and false
//!            | "kind" "(" kind { "," kind } ")"        the premises has any of these kinds
//!            | "every_system_faulty"                   annex A of the 2025 edition
//!            | input ( "<" | "<=" | ">" | ">=" ) quantity
//!            | input ( "==" | "!=" ) value             enumerated inputs only
//!            | input [ "not" ] "in" "(" value { "," value } ")"
//!            | macro                                   a named condition declared before its use
//! quantity   = number | input | percentage "of" input
//! ```
//!
//! Every test on an input that was not recorded is false, `!=` and `not in` included; only `not` turns it round.
//! `a < 80% of b` is computed as `a < b × 0.8` in exact decimals. Words may be Chinese (`hazard_class in (甲, 乙)`).

mod checker;
mod condition;
mod evaluate;
mod explain;
mod lexer;
mod parser;
mod possible;
mod problem;
mod syntax;

pub(crate) use checker::Scope;
#[cfg(test)]
pub(crate) use condition::Order;
pub(crate) use condition::{Comparison, Condition, Macro, Quantity};
pub(crate) use evaluate::Situation;
pub(crate) use explain::{Explainer, Explanation};
pub(crate) use lexer::is_name;
pub(crate) use possible::{Outlook, Prospect};
pub(crate) use problem::LanguageProblem;

/// Parses and checks one expression against the names in scope.
pub(crate) fn compile(text: &str, scope: &Scope<'_>) -> Result<Condition, LanguageProblem> {
    checker::check(&parser::parse(text)?, scope)
}
