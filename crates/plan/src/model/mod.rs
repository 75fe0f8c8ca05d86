//! The words of this room: documents, their outline and tasks, clauses.

mod clause;
mod document;
mod outline;
mod plan;
mod proof;
mod review;
mod task;
mod work;

pub use clause::{ClauseRow, SectionRow};
pub use document::{PlanDocument, PlanDocumentRow, Reading, Summary};
pub use outline::OutlineNode;
pub use plan::{PlanEvent, PlanLine, PlanPage, PlanRow, PlanState};
pub use proof::{
    CountyShare, PlanFile, Progress, ProgressBasis, ProgressReport, QuarterShare, ReportState, Standing,
    TaskPage, TaskProgress,
};
pub use review::{
    Check, CheckKind, Compared, ComparedClause, CoverageGap, CoverageReport, DiffPart, Edit, NewPlan,
    SectionCoverage, TaskChange, TaskRef,
};
pub use task::{Coverage, Due, NamedDepartment, Quantity, TaskRecord, TaskSpan};
pub use work::{
    Arrival, Milestone, Owner, OwnerKind, Part, PlanTask, Target, TaskBody, TaskMeasure, TaskState,
};
