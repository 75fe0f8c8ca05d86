//! Pure rules: which questions, which facts, which suggestion, which cases.

pub mod check;
pub mod checklist;
pub mod facts;
pub mod findings;
pub mod judge;
