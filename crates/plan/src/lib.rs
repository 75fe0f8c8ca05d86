//! Work points (工作要点): uploaded documents, their outline and the tasks proposed from it, and the clauses of the
//! pack with where each is met (要点对照表).
//!
//! What a document asks for is proposed, never taken over silently: words that are missing stay missing, and a task
//! without a department says so.

pub mod facts;
pub mod http;
pub mod model;
mod repo;
pub mod rules;
pub mod schema;
pub mod service;

pub use schema::{AUDITED, PLAN, PLAN_DOCUMENT, PLAN_FILE, PLAN_REPORT, PLAN_TASK, migrations};
