//! API keys: programs act for a person, with some of that person's posts.

mod caller;
mod create;
mod list;
mod model;
pub(crate) mod repo;
mod revoke;

pub use create::{CreatedApiKey, NewApiKey};
pub use model::{ApiKey, ApiKeyPost, ApiKeyUser};

pub(crate) use revoke::revoke_all;
