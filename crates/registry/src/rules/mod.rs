//! Pure rules: who has which duty, what input is accepted, what changed, which cells a point lies in, how names are found.

pub mod cells;
pub mod change;
pub mod check;
pub mod duty;
pub mod search;
pub mod tree;
