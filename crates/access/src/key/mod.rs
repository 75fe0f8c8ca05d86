//! API keys: a program acts as its owner, with a chosen part of the owner's posts.

mod manage;
mod recognise;

pub use manage::{ApiKey, CreatedKey, NewKey, create_key, list_keys, revoke_key};
pub use recognise::caller_for_api_key;
