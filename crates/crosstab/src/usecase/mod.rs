//! Use cases, one file each.

pub mod export;
pub mod keep;
mod notes;
pub mod run;
pub mod templates;
