//! The rules against the hazard lifecycle of the shipped pack.

mod forms;
mod guards;
mod scene;
mod walks;
