//! Sessions: entering, being recognised, leaving.

mod describe;
mod enter;
mod password;
mod recognise;

pub use describe::{SessionAnswer, SessionPost, describe};
pub use enter::{Opened, SignIn, sign_in, sign_in_without_password, sign_out};
pub use password::{ChangePassword, change_password};
pub use recognise::{SignedIn, caller_for_session};

/// Seconds without a request after which a session ends.
pub(crate) const IDLE_SECONDS: i64 = 30 * 60;
/// Seconds after which a session ends whatever happens.
pub(crate) const LONGEST_SECONDS: i64 = 12 * 3_600;
