//! Workbooks into the premises ledger: mapping, repairs, faults, matching, review, commit and resume.
//!
//! A file is looked through, a person confirms which column means what, every row is checked (`R` codes are repairs, `F`
//! codes faults), good rows go in chunk by chunk, and the importer's own workbook comes back with marks.

pub mod closed;
pub mod http;
pub mod model;
mod repo;
pub mod rules;
pub mod schema;
pub mod service;

pub use schema::{AUDITED, IMPORT, migrations};
