//! Use cases, one file each. Every one takes the context of a transaction; the caller commits.

mod act;
mod ask;
mod attach;
mod chase;
mod detail;
mod explain;
mod export;
mod file;
mod historical;
mod inbox;
mod list;
mod load;
mod move_posts;
mod move_sector;
mod notices;
mod open;
mod placed;
mod recompute;
mod reply;
mod reuse;
mod tell;
mod tell_posts;
mod tree;
mod view;
mod write;

pub use attach::{NewFile, Prepared};
pub use export::Export;
pub use historical::HistoricalCase;
pub use open::NewCase;

pub(crate) use write::{CLOCK_JOB, NOTICE_JOB, event};
