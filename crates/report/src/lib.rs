//! The report desk (报表), and figures over the other rooms' facts: the overview.

pub mod desk;
pub mod http;
pub mod overview;
pub mod schema;

pub use schema::{AUDITED, migrations};
