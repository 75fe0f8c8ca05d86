//! Queries. Nothing here asks who may: services do.

pub(crate) mod batches;
pub(crate) mod details;
pub(crate) mod rows;
pub(crate) mod sources;
pub(crate) mod taken;
