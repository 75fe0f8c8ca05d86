//! Pure rules: what a definition must be, how amounts add up, how a table is laid out, how it goes onto paper.

pub mod build;
pub mod cells;
pub mod check;
pub mod periods;
pub mod sheet;
pub mod words;
