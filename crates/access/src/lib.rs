//! Roles, the scope resolver, sign-in, API keys.
//!
//! **Who may give power to whom.** Power hangs on posts: a post carries a role and a reach, and whoever holds it has them.
//! So giving power takes two people, which is the separation of the three administrators (三员分立):
//!
//! 1. whoever holds `directory.write` (the system administrator) defines posts, and none that reaches further than they
//!    maintain; a post nobody holds gives nobody anything;
//! 2. whoever holds `access.write` (the security administrator) hands posts to people and looks after their accounts,
//!    and none that reaches further than they do ([`rules::appoint`]).
//!
//! Nobody appoints themselves. A security administrator may hand out any role except those that exclude their own: the
//! other two administrators are appointed on the command line of the server ([`command_caller`]), by whoever installed
//! it. One person never holds two posts whose roles exclude each other. As a last line of defence, roles that the pack
//! does not know, roles of fire authorities in other bodies, and roles that exclude each other give nothing when a
//! caller is built ([`caller`]).
//!
//! The same rules guard accounts: creating one or resetting a password hands whoever does it the way in, so it needs
//! what handing over every post of that person would need.

mod access;
mod authority;
mod command;
mod housekeeping;
mod secrets;

pub mod api_key;
pub mod caller;
pub mod demo;
pub mod explain;
pub mod roles;
pub mod rules;
pub mod schema;
pub mod session;
pub mod user;

pub use access::{Access, NoUnits, Origin, Settings, Units};
pub use command::command_caller;
pub use explain::Explanation;
pub use housekeeping::{Purged, purge};
pub use roles::{RoleView, Roles};
pub use schema::migrations;
pub use secrets::{OsSecrets, Secrets, SeededSecrets};
pub use session::{NewSession, Session, SessionPage, SignIn, SignedIn};
