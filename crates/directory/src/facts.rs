//! Read-only answers for the rooms above: names on a day, holders, who is responsible where.
//!
//! Nothing here looks at a caller's scope; whoever asks has already decided that the row may be seen.

mod bodies;
mod covering;
mod held;
mod history;
mod holders;
mod lineage;
mod responsible;

pub use crate::region::{RegionName, names as region_names};
pub use bodies::{Body, BodyPost, bodies, regions_below};
pub use covering::{PostInForce, post_in_force, posts_covering, posts_of};
pub use held::{
    HeldPost, OrganisationCard, PersonHome, held_posts, organisation_cards, organisation_regions,
    people_named, people_within, person_home, role_holders,
};
pub use history::{OrganisationNames, PostHistory, PostLabel};
pub use holders::{PersonName, holders_on, mail_of_holders, people};
pub use lineage::{forebears, heirs};
pub use responsible::{ResponsiblePost, department, responsible_post};
