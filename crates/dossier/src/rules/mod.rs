//! What is decided without the database.

pub mod check;
pub mod import;
pub mod layout;
pub mod masks;
pub mod names;
pub mod template;
