//! Use cases, one file each. Every one asks for its permission, looks at the scope, and writes its audit record.

mod checklist;
mod detail;
mod judge;
mod list;
mod record;

pub use checklist::checklist;
pub use detail::detail;
pub use judge::{judge, vocabulary};
pub use list::{count, list};
pub use record::record;

use casework::Engine;
use pack::Pack;

/// Permission to see visits.
pub const READ: &str = "inspection.read";
/// Permission to inspect.
pub const WRITE: &str = "inspection.write";

/// What the use cases of this room need beside the context.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The pack in force.
    pub pack: &'a Pack,
    /// The ledger of cases.
    pub engine: &'a Engine,
}
