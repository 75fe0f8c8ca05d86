//! What goes over the API: the shapes of `docs/API.md`.

mod detail;
mod input;
mod notice;
mod row;

pub use detail::{
    ActionView, CaseDetail, ClockState, ClockView, DocumentView, EvidenceFile, EvidenceNeedView, LinePoint,
    Location, PackView, TimelineActor, TimelineEntry,
};
pub use input::{Act, CaseFilter, OpenCase, Order};
pub use notice::{ChaseText, Notice};
pub use row::{CaseRow, MarkView, RegionView, TreeRow};
