//! Use cases, one file each. Every one asks for its permission, looks at the scope, and writes its audit record.

mod clauses;
mod documents;
mod upload;

pub use clauses::{clauses, sections};
pub use documents::{document, documents};
pub use upload::{read_document, upload};

/// Permission to see documents and clauses.
pub const READ: &str = "plan.read";
/// Permission to upload documents.
pub const WRITE: &str = "plan.write";
