//! Read-only answers for the rooms above: names on a day, holders, who is responsible where.
//!
//! Nothing here looks at a caller's scope; whoever asks has already decided that the row may be seen.

mod covering;
mod held;
mod history;
mod holders;
mod responsible;

pub use crate::region::{RegionName, names as region_names};
pub use covering::{PostInForce, post_in_force, posts_covering};
pub use held::{
    HeldPost, PersonHome, held_posts, organisation_regions, people_named, people_within, person_home,
    role_holders,
};
pub use history::{OrganisationNames, PostHistory, PostLabel};
pub use holders::{PersonName, holders_on, mail_of_holders, people};
pub use responsible::{ResponsiblePost, department, responsible_post};
