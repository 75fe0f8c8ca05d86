//! Use cases, one file each. Every one takes the context of a transaction; the caller commits.

mod act;
mod attach;
mod chase;
mod detail;
mod export;
mod file;
mod inbox;
mod list;
mod load;
mod move_posts;
mod notices;
mod open;
mod recompute;
mod tell;
mod tree;
mod view;
mod write;

pub use attach::{NewFile, Prepared};
pub use export::Export;
pub use open::NewCase;

pub(crate) use write::{CLOCK_JOB, NOTICE_JOB, event};
