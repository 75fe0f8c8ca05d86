//! Organisations (机构): departments, town governments, fire stations, and their dated names.

mod create;
mod kind;
mod list;
mod model;
mod naming;
pub(crate) mod repo;
mod update;
mod work;

pub use create::{NewOrganisation, create};
pub use kind::OrganisationKind;
pub use list::{OrganisationFilter, get, list};
pub use model::{DatedName, Organisation, name_on};
pub use update::{OrganisationChanges, update};
pub use work::work;

pub(crate) use create::insert;
pub(crate) use list::describe;
pub(crate) use model::StoredOrganisation;
