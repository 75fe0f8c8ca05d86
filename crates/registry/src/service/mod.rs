//! Use cases, one file each. Every one asks for its permission, looks at the scope, and writes its audit record.

mod create_premises;
mod create_units;
mod detail;
mod export;
mod list;
mod map;
mod reach;
mod rows;
mod tree;
mod units;
mod update;
mod visit;
mod void;

pub use create_premises::{create, create_many};
pub use create_units::{create_unit, create_units};
pub use detail::detail;
pub use export::{EXPORT_CHUNK, export_chunk};
pub use list::{count, list};
pub use map::points;
pub use reach::{READ, WRITE, readable};
pub use tree::tree;
pub use units::{count_units, list_units, unit_detail};
pub use update::update;
pub use visit::visited;
pub use void::void;

use crate::model::Visits;
use casework::Engine;
use pack::Pack;

/// What the page of a premises is made of beside its own tables.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The pack in force.
    pub pack: &'a Pack,
    /// The ledger of cases.
    pub engine: &'a Engine,
    /// Visits, kept by the room above.
    pub visits: &'a dyn Visits,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Desk").field("pack", &self.pack.name()).finish_non_exhaustive()
    }
}
