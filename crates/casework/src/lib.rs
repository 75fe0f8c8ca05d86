//! The case engine: lifecycle, clock, evidence, inbox, notices out.
//!
//! A case (事项) runs through the lifecycle of its kind, which is data of a pack; this room knows no kind by name. Every
//! use case is a method of [`Engine`] that takes the [`store::Ctx`] of one transaction. What may be done is decided by the
//! pure functions of [`rules`], which pages and the server both ask.

pub mod answer;
pub mod channel;
mod engine;
pub mod facts;
pub mod filter;
pub mod http;
pub mod jobs;
mod media;
pub mod model;
pub mod port;
mod repo;
pub mod rules;
pub mod schema;
mod usecase;
mod wording;

pub use engine::{Engine, Pinned, Rules, Settings};
pub use media::{THUMBNAIL, upright};
pub use schema::migrations;
pub use usecase::{Export, HistoricalCase, NewCase, NewFile, Prepared};
