//! Use cases, one file each. Every one asks for its permission, looks at the scope, and writes its audit record.

mod attached;
mod buildings;
pub mod bulk;
mod change_units;
mod create_premises;
mod create_units;
mod detail;
mod duties;
mod export;
pub(crate) mod follow;
mod kept;
mod key_unit;
mod list;
mod map;
pub(crate) mod ownership;
mod reach;
mod regions;
mod rows;
mod same_point;
mod tidy_map;
mod tile;
mod tree;
mod units;
mod update;
mod visit;
mod void;

pub use attached::{
    create_facility, create_lease, create_responsible, update_facility, update_lease, update_responsible,
    void_facility, void_lease, void_responsible,
};
pub use buildings::{
    building_detail, count_buildings, create_building, list_buildings, update_building, void_building,
};
pub use change_units::{update_unit, void_unit};
pub use create_premises::{create, create_many};
pub use create_units::{create_unit, create_units};
pub use detail::detail;
pub use duties::{decide_duty, duty_matrix};
pub use export::{EXPORT_CHUNK, chunk_within, export_chunk};
pub use key_unit::decide_key_unit;
pub use list::{count, list};
pub use map::points;
pub use reach::{READ, WRITE, readable};
pub use same_point::same_point;
pub use tidy_map::{LEFT_LYING, fold_map};
pub use tile::{LARGEST, tile};
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
