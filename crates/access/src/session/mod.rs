//! Signing in, staying signed in, signing out.

mod attempt;
pub(crate) mod failures;
mod model;
mod open;
mod password;
pub(crate) mod repo;
mod resume;
mod sign_in;
mod sign_out;
mod view;

pub use model::{NewSession, SignIn, SignedIn};
pub(crate) use open::bare_caller;
pub use password::ChangePassword;
pub use view::{Session, SessionPage, SessionPost, SessionUser};
