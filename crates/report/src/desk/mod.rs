//! The report desk (报表): tables asked for, sent down, filled, chased, summed, locked and reconciled.
//!
//! A table has **layouts** that hold from a date; a **round** (一期) sends one layout to fillers; each filler has one
//! **return** (填报单). A lock keeps the sum as a document of its own, so that it can be made again byte for byte.

pub mod http;
pub mod model;
mod repo;
pub mod rules;
pub mod service;

pub(crate) use repo::schema;
