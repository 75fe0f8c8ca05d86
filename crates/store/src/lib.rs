//! The database: SQLite by default, PostgreSQL by URL; migrations, transactions, jobs, audit chain, files.
//!
//! Queries are written once and run on both engines: parameters are `$1, $2 …`, instants are microseconds in a
//! 64-bit integer, civil dates are `YYYY-MM-DD` text, JSON is text, ids are UUIDs. Words of one dialect stay in this
//! room.

pub mod audit;
pub mod backup;
pub mod caller;
pub mod column;
pub mod context;
pub mod database;
pub mod error;
pub mod files;
pub mod idempotency;
pub mod jobs;
pub mod list;
pub mod migration;
pub mod row;
pub mod schema;
pub mod tally;
pub mod transaction;

pub use caller::{Caller, CallerPost, Via};
pub use context::Ctx;
pub use database::{Database, Engine, OpenOptions};
pub use error::StoreError;
pub use migration::Migration;
pub use row::{FromRow, Row};
pub use transaction::Tx;

/// The query builder's value type: what a `$n` parameter is bound to.
pub use sea_orm::Value;
/// The query builder, for lists whose filter is only known at run time.
pub use sea_orm::sea_query;

/// Builds the parameter list of a query: `params![id.as_uuid(), "text", 3_i64]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}
