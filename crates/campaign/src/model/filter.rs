//! Which visits: the same value for a list and its count.

use chrono::NaiveDate;
use kernel::id::{PremisesId, UnitId};
use kernel::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which visits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct InspectionFilter {
    /// Premises.
    #[param(value_type = Option<String>)]
    pub premises: Option<PremisesId>,
    /// Unit answerable on the day.
    #[param(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    /// Region and everything in it.
    #[param(value_type = Option<String>)]
    pub region: Option<RegionCode>,
    /// Sector.
    pub sector: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Only visits with a failed answer, or only those without.
    pub failed: Option<bool>,
    /// Only visits that suggest a major hazard, or only those that do not.
    pub major: Option<bool>,
}
