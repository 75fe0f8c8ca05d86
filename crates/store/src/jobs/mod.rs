//! Jobs in the same database: enqueued in the transaction that made the work, run by the injected clock.
//!
//! Every legal clock is a job that sleeps until its day, so a restart forgets nothing.

mod queue;
mod runner;

pub use queue::{Queue, enqueue, health};
pub use runner::{Handler, JobError, Ran, Runner};
