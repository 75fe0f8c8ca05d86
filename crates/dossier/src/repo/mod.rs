//! The queries of this room.

pub(crate) mod contents;
pub(crate) mod dossiers;
pub(crate) mod openings;
pub(crate) mod sheets;
