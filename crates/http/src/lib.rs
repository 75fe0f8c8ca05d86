//! The HTTP shell: problem+json, callers, OpenAPI, security headers, rate limits, the request line.
//!
//! Rooms write handlers against [`App`], [`Call`] and [`answer`]; nothing else of the web is theirs.

pub mod answer;
pub mod app;
pub mod call;
pub mod cookie;
pub mod failure;
pub mod headers;
pub mod idempotent;
pub mod limit;
pub mod line;
pub mod query;
pub mod routes;
pub mod table;

pub use answer::{created, file, no_content, read, write, write_secret};
pub use app::{App, Settings};
pub use call::{Call, Open};
pub use failure::{Answer, Failure};
pub use query::{Json, Paging, Path, Query};
pub use table::{ExportAs, Table};
