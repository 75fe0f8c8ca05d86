//! What the room works with: rows as Rust values.

mod case;
mod clock;
mod event;
mod file;
mod place;
mod request;
mod row;

pub use case::CaseRecord;
pub(crate) use case::class;
pub use clock::{ClockStatus, RunningClock};
pub use event::{Change, EventRecord};
pub use file::{FileRecord, Grade};
pub use place::{CasePlace, Named, Subject};
pub use request::{LineState, Reply, RequestRecord};
pub use row::RowRecord;
