//! Reorganisation (机构改革): bodies are merged, split or closed on a day, and their posts, people, subordinate bodies and
//! open work go with them.
//!
//! A post keeps its id when it moves, so cases, which reference posts, need no change; only when a post is merged into
//! another is the ledger told. What happened before the day is still read with the bodies and names of its time, because
//! names and places of posts keep their days. A preview is the same service in a transaction that is not committed.

mod apply;
mod plan;
mod request;
mod resolve;

pub use apply::{Reorganised, reorganise};
pub use request::{PostMerge, Reorganisation, SplitPart, Successor};
