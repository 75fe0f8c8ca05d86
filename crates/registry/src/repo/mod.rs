//! Queries. Nothing here asks who may: services do.

pub(crate) mod attached;
pub(crate) mod buildings;
pub(crate) mod cluster;
pub(crate) mod duties;
pub(crate) mod grams;
pub(crate) mod groups;
pub(crate) mod history;
pub(crate) mod kept;
pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod map;
pub(crate) mod misplaced;
#[cfg(test)]
mod plans;
pub(crate) mod premises;
pub(crate) mod tile;
pub(crate) mod tree;
pub(crate) mod units;
