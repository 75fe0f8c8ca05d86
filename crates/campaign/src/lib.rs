//! Checklists and inspections (检查): a visit, its answers, the GB 35181 suggestion (判定建议) and the cases it opens.
//!
//! A suggestion is never a determination: only the fire authority's collective, signed decision (确定) makes a major
//! hazard and starts its clocks, and that happens in the ledger.

pub mod facts;
pub mod http;
pub mod model;
mod repo;
pub mod rules;
pub mod schema;
pub mod service;
mod visits;

pub use schema::{AUDITED, INSPECTION, migrations};
pub use visits::Inspections;
