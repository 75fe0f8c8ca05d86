//! People (人员). Telephone numbers are stored to be called and shown masked; an erased person keeps only an id.

mod create;
mod erase;
mod list;
mod model;
pub(crate) mod repo;
mod update;

pub use create::{NewPerson, create};
pub use erase::{ErasePerson, erase};
pub use list::{PersonFilter, get, list};
pub use model::{ERASED_NAME, Person, PersonAccount, PersonPost};
pub use update::{PersonChanges, update};

pub(crate) use model::StoredPerson;
