//! The words of this room: documents, their outline and tasks, clauses.

mod clause;
mod document;
mod outline;
mod task;

pub use clause::{ClauseRow, SectionRow};
pub use document::{PlanDocument, PlanDocumentRow, Reading, Summary};
pub use outline::OutlineNode;
pub use task::{Coverage, Due, NamedDepartment, Quantity, TaskRecord, TaskSpan};
