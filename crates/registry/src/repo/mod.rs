//! Queries. Nothing here asks who may: services do.

pub(crate) mod grams;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod premises;
pub(crate) mod tree;
pub(crate) mod units;
