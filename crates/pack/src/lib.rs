//! Jurisdiction packs (规则包): parse, check, and explain what is wrong with file and line.
//!
//! A pack is a folder of TOML files. `packs/china` holds national law, `packs/guangdong-2024` a province's work
//! points, `packs/demo-city` a synthetic city; each names what it `extends`, and its entries replace those with the
//! same code below. [`Pack::load`] gives a pack with everything it inherits, or every reason why it cannot be
//! trusted; [`check()`] looks at a whole folder of packs.

pub mod bodies;
mod chain;
pub mod check;
mod files;
mod finding;
mod hash;
mod layer;
pub mod lifecycle;
pub mod model;
mod numeral;
mod pack;
mod read;
pub mod regions;
pub mod role;
mod shelf;
mod source;
mod table;
mod vocabulary;
mod wording;

pub use bodies::Body;
pub use check::{Checker, Checkers, check, check_with};
pub use files::Files;
pub use finding::{Code, Finding};
pub use hash::content_hash;
pub use model::calendar::HolidayNotice;
pub use model::checklist::{Checklist, ChecklistItem, FactValue};
pub use model::clock::StatutoryClock;
pub use model::crosswalk::{BuildStatus, CrosswalkRow};
pub use model::department::{Alias, Department};
pub use model::document::{Document, Signature};
pub use model::duty::{Duty, DutyTier};
pub use model::list::{CodeList, ListItem};
pub use model::manifest::Manifest;
pub use model::measure::{Measure, MeasurePack};
pub use model::organisation::{OrganisationTemplate, PostTemplate};
pub use model::premises::{DutyKind, DutyShare, PremisesKind};
pub use model::threshold::{Compare, Threshold};
pub use model::work::{Clause, ClauseKind, ClauseStatus, Due, DueKind, Quantity, WorkPoints, WorkTask};
pub use pack::{Pack, PinnedLifecycle};
pub use regions::{Region, RegionSet};
