//! The rules of acting, as pure functions over a snapshot of a case. Pages and the server ask the same functions, so they
//! cannot disagree.

mod clocks;
mod effect;
mod fields;
mod guard;
mod input;
mod opening;
mod refusal;
mod requests;
mod snapshot;
#[cfg(test)]
mod tests;

pub use clocks::due;
pub use effect::{Effect, effect};
pub(crate) use fields::{DEPARTMENTS, date};
pub use fields::{Lists, check_fields, distinct_people, is_blank};
pub use guard::{Words, guard, is_receipt};
pub use input::{GivenFile, Input, check_input, collective_min};
pub use opening::{clocks_on_opening, opening_effect};
pub use refusal::{Refusal, RefusalKind, Verdict};
pub use requests::{Asked, latest};
pub use snapshot::{Done, Snapshot};
