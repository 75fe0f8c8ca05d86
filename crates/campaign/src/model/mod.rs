//! The words of this room: checklists, answers, judgements, visits.

mod checklist;
mod filter;
mod inspection;
mod judgement;
mod vocabulary;

pub use checklist::{Checklist, ChecklistQuestion};
pub use filter::InspectionFilter;
pub use inspection::{Answer, Answered, InspectionDetail, InspectionRecord, NewInspection, Outcome};
pub(crate) use judgement::advisory;
pub use judgement::{Judge, Judgement, JudgementReason, UnknownInput};
pub use registry::model::{Inspector, VisitRow as InspectionRow};
pub use vocabulary::{Vocabulary, VocabularyFault, VocabularyInput, VocabularyKind, VocabularySystem};
