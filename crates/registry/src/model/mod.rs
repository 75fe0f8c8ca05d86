//! The words of this room: units, premises, their filters and answers.

mod filter;
mod map;
mod patch;
mod place;
mod premises;
mod unit;
mod visit;

pub use casework::answer::{CaseRow, TreeRow};
pub use casework::model::Named;
pub use directory::region::RegionName;
pub use filter::{PremisesFilter, UnitFilter};
pub use map::{BoundingBox, Feature, FeatureCollection, FeatureProperties, Geometry};
pub use patch::Patch;
pub use place::{Point, RegionColumns};
pub use premises::{
    Change, DutyRow, NewPremises, PremisesDetail, PremisesPatch, PremisesRecord, PremisesRow, TagName,
};
pub use unit::{NewUnit, UnitDetail, UnitRecord, UnitRow};
pub use visit::{Inspector, VisitRow, Visits};
