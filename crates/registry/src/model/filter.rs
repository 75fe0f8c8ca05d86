//! What a list, its count, its tree, its map and its export are asked for: the same value everywhere.

use chrono::NaiveDate;
use kernel::id::{BuildingId, UnitId};
use kernel::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which premises.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct PremisesFilter {
    /// Kind of premises, or several with commas.
    pub kind: Option<String>,
    /// Tag.
    pub tag: Option<String>,
    /// Region and everything in it.
    #[param(value_type = Option<String>)]
    pub region: Option<RegionCode>,
    /// Sector of the department with the industry duty.
    pub sector: Option<String>,
    /// Unit answerable.
    #[param(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    /// At least two characters of the name, address or pinyin initials.
    pub q: Option<String>,
    /// Only premises with open cases.
    pub has_open: Option<bool>,
    /// Only premises with an open major hazard.
    pub major: Option<bool>,
    /// Last visited on this day or later.
    pub inspected_from: Option<NaiveDate>,
    /// Last visited on this day or earlier; premises never visited are left out by either bound.
    pub inspected_to: Option<NaiveDate>,
    /// Registered on this day or later, Asia/Shanghai.
    pub created_from: Option<NaiveDate>,
    /// Registered on this day or earlier, Asia/Shanghai.
    pub created_to: Option<NaiveDate>,
    /// Code of the department with the industry duty.
    pub department: Option<String>,
    /// Key units: a status (`declared`, `determined`, `removed`), or `none` for those nobody spoke of.
    pub key_unit: Option<String>,
    /// Building they stand in.
    #[param(value_type = Option<String>)]
    pub building: Option<BuildingId>,
    /// Only premises that no department has the industry duty for, or only those that one has.
    pub unmapped: Option<bool>,
}

/// Which units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct UnitFilter {
    /// Class of unit.
    pub kind: Option<String>,
    /// Region and everything in it.
    #[param(value_type = Option<String>)]
    pub region: Option<RegionCode>,
    /// Sector.
    pub sector: Option<String>,
    /// At least two characters of the name, address, credit code or pinyin initials.
    pub q: Option<String>,
}
