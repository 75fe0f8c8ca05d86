//! What goes over the API: the shapes of `docs/API.md`.

mod detail;
mod input;
mod notice;
mod request;
mod row;

pub use detail::{
    ActionView, CaseDetail, ClockState, ClockView, DocumentView, EvidenceFile, EvidenceNeedView, LinePoint,
    Location, OwnerView, PackView, SourceView, TimelineActor, TimelineEntry,
};
pub use input::{Act, CaseFilter, History, OpenCase, Order};
pub use notice::{ChaseText, Notice};
pub use request::{AnswerRequest, RequestView, WhySeen};
pub use row::{CaseRow, MarkView, RegionView, TreeRow};
