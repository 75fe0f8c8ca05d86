//! Scope: which rows a caller may see and touch. A grant is one region, or one unit, with sectors; a scope is several.
//!
//! Rows carry one column for each level, so a grant is equality on one column and never a code range.

mod grant;
mod set;

pub use grant::{Grant, Place, ScopeLevel, UnknownScopeLevel};
pub use set::Scope;

#[cfg(test)]
mod tests;
