//! Free cross-tables over lists of cases and premises, to print, to send and to save.
//!
//! A definition names a list, a filter with the parameters of its page, rows, columns and figures. [`usecase::run`] works it
//! out within the caller's scope; every figure carries the address of the rows behind it. A kept table stays as it was.

pub mod http;
pub mod model;
mod repo;
pub mod rules;
pub mod schema;
pub mod usecase;

pub use schema::{AUDITED, migrations};
