//! Regions: loading them in bulk, walking them within one's scope, reading their names.

mod list;
mod load;
mod model;
mod names;
mod repo;

pub use list::{children, roots};
pub use load::{Loaded, load_regions};
pub use model::RegionRow;
pub use names::{RegionName, entry, names};

pub(crate) use names::require_region;
