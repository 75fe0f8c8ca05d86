//! Regions: loading them in bulk, walking them within one's scope, reading their names.

mod all;
mod list;
mod load;
mod model;
mod names;
mod repo;
mod repo_shapes;
mod shapes;

pub use all::all;
pub use list::{children, roots};
pub use load::{Loaded, load_regions};
pub use model::RegionRow;
pub use names::{RegionName, entries, entry, names};
pub use shapes::{load_shapes, shapes};

pub(crate) use names::require_region;
pub(crate) use shapes::migration as shapes_migration;
