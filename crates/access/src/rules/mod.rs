//! The rules of this room, without a database.

pub mod appoint;
pub mod back_off;
pub mod password;
