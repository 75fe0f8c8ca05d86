//! Evidence of chosen clauses packed for an inspection (迎检), and the examiner who may read it.
//!
//! A scoring sheet (评分表) lists what is asked for, in order. Making a dossier reads, once and through the maker's scope,
//! the rows and files that answer each item, and keeps them as they stood: the zip, its indexes and the examiner's pages
//! are all made from what was kept, so nobody's later rights or later changes alter a dossier.

pub mod http;
pub mod jobs;
pub mod model;
mod packing;
mod repo;
pub mod rules;
pub mod schema;
pub mod service;

pub use packing::watermark;
pub use schema::{AUDITED, migrations};
pub use service::Desk;
