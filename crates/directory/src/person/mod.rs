//! People (人员). Telephone numbers are stored to be called, mail addresses to be written to; both are shown
//! masked. An erased person keeps only an id.

mod create;
mod erase;
mod list;
mod mail;
mod model;
pub(crate) mod repo;
mod update;

pub use create::{NewPerson, PersonEntry, create};
pub use erase::{ErasePerson, erase};
pub use list::{PersonFilter, get, list};
pub use model::{ERASED_NAME, Person, PersonAccount, PersonPost};
pub use update::{PersonChanges, update};

pub(crate) use model::StoredPerson;
