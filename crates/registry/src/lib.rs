//! Units (单位) and premises (场所), and which department answers for which kind of premises (三个责任).
//!
//! Use cases are in [`service`], what they take and answer in [`model`], pure rules in [`rules`]; other rooms read
//! through [`facts`].

mod cases;
pub mod facts;
pub mod http;
pub mod jobs;
pub mod model;
mod repo;
pub mod rules;
pub mod schema;
mod schema_map;
pub mod service;

pub use schema::{
    AUDITED, BUILDING, DUTY_DECISION, FACILITY, LEASE, PREMISES, RESPONSIBLE, UNIT, migrations,
};
