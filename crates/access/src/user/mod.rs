//! Sign-in accounts.

mod accounts;
mod create;
mod forget;
mod list;
mod manage;
mod model;
pub(crate) mod repo;
mod update;

pub use accounts::{active_accounts, with_accounts};
pub use create::{CreatedUser, NewUser};
pub use list::UserFilter;
pub use model::{User, UserPerson};
pub use update::{UpdatedUser, UserChanges};

pub(crate) use forget::forget;
pub(crate) use model::StoredUser;
