//! Queries. Nothing here asks who may: services do.

pub(crate) mod inspections;
pub(crate) mod links;
pub(crate) mod list;
