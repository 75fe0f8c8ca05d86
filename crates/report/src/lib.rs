//! Figures over the other rooms' facts: the overview.

pub mod http;
pub mod overview;
