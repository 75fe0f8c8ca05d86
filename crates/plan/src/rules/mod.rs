//! What can be decided without a database.

pub mod clauses;
pub mod compare;
pub mod coverage;
pub mod departments;
pub mod draft;
pub mod due;
pub mod edit;
pub mod file;
pub mod owners;
pub mod progress;
pub mod reading;
