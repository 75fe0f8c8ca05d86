//! Signing in, staying signed in, signing out.

mod attempt;
mod model;
mod open;
mod password;
pub(crate) mod repo;
pub(crate) mod repo_failures;
mod resume;
mod sign_in;
mod sign_out;
mod view;

pub use model::{NewSession, SignIn, SignedIn};
pub(crate) use open::bare_caller;
pub use password::ChangePassword;
pub(crate) use repo_failures as failures;
pub use view::{Session, SessionPage, SessionPost, SessionUser};
