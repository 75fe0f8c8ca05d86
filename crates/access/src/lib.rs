//! Roles, the scope resolver, sign-in, API keys.
//!
//! A caller is what their posts of today make them: each post gives its role's permissions inside its own grant.
//! Nothing is cached between requests, so a hand-over or a deactivation holds from the next request on.

mod book;
mod explain;
mod key;
mod password;
mod repo;
mod resolve;
mod schema;
mod secrets;
mod session;
mod user;

pub use book::RoleBook;
pub use explain::{Explanation, explain};
pub use key::{ApiKey, CreatedKey, NewKey, caller_for_api_key, create_key, list_keys, revoke_key};
pub use password::{Policy, check_password, hash_password};
pub use resolve::caller_of_person;
pub use schema::{AUDITED, migrations};
pub use secrets::{OsSecrets, Secrets, SeededSecrets};
pub use session::{
    ChangePassword, Opened, SessionAnswer, SessionPost, SignIn, SignedIn, caller_for_session, change_password,
    describe, sign_in, sign_in_without_password, sign_out,
};
pub use user::{CreatedUser, NewUser, User, UserChanges, create_user, list_users, update_user};
