//! The words of this room: units, premises, their filters and answers.

mod attached;
mod building;
mod filter;
mod key_unit;
mod map;
mod matrix;
mod patch;
mod place;
mod premises;
mod tile;
mod unit;
mod visit;

pub use attached::{
    FacilityInput, FacilityRecord, FacilityRow, LeaseInput, LeaseRecord, LeaseRole, LeaseRow,
    ResponsibleInput, ResponsibleRecord, ResponsibleRow,
};
pub use building::{BuildingDetail, BuildingFilter, BuildingInput, BuildingRecord, BuildingRow, Floor};
pub use casework::answer::{CaseRow, TreeRow};
pub use casework::model::Named;
pub use directory::region::RegionName;
pub use filter::{PremisesFilter, UnitFilter};
pub use key_unit::{Criterion, KeyDecision, KeyState, KeyStatus, KeyUnit, Outcome, Suggestion};
pub use map::{BoundingBox, Feature, FeatureCollection, FeatureProperties, Geometry};
pub use matrix::{
    DutyDecision, DutyDecisionRow, DutyMatrix, MatrixDepartment, MatrixKind, MatrixOn, MatrixShare,
    NewDutyDecision, Principle, StandingDuty,
};
pub use patch::Patch;
pub use place::{DatumPoint, Point, RegionColumns};
pub use premises::{
    Change, DutyRow, Measures, NewPremises, PremisesDetail, PremisesPatch, PremisesRecord, PremisesRow,
    TagName,
};
pub use tile::SamePoint;
pub use unit::{NewUnit, UnitDetail, UnitPatch, UnitRecord, UnitRow};
pub use visit::{Inspector, VisitRow, Visits};
