//! Pure rules: reading a document with the pack's departments, the pack's clauses with the crosswalk.

pub mod clauses;
pub mod departments;
pub mod reading;
