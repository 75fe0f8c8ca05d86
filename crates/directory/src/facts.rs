//! Read-only answers for the rooms above: names on a day, holders, who is responsible where.
//!
//! Nothing here looks at a caller's scope; whoever asks has already decided that the row may be seen.

mod history;
mod holders;
mod responsible;

pub use crate::region::{RegionName, names as region_names};
pub use history::{OrganisationNames, PostHistory, PostLabel};
pub use holders::{PersonName, holders_on, people};
pub use responsible::{ResponsiblePost, department, responsible_post};
