//! Buildings (建筑): what premises stand in.

use super::{Change, FacilityRow, LeaseRow, Point, PremisesRow, RegionColumns, RegionName};
use kernel::coordinate::Datum;
use kernel::id::BuildingId;
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::{IntoParams, ToSchema};

/// One floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Floor {
    /// Number; below ground negative, no zero.
    pub number: i64,
    /// Floor area in square metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
    /// What it is used for, in words.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub used_for: Option<String>,
}

/// The form of a building.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct BuildingInput {
    /// Version the form was opened at; only for a change.
    #[serde(default)]
    pub version: i64,
    /// Name, 1 to 100 characters.
    pub name: String,
    /// Address, 1 to 200 characters.
    pub address: String,
    /// Town or village it stands in.
    pub region: RegionCode,
    /// Where, in the datum.
    #[serde(default)]
    pub point: Option<Point>,
    /// Datum of the point.
    #[serde(default)]
    pub datum: Datum,
    /// Floors above ground.
    #[serde(default)]
    pub floors_above: Option<i64>,
    /// Floors below ground.
    #[serde(default)]
    pub floors_below: Option<i64>,
    /// Height in metres.
    #[serde(default)]
    pub height_m: Option<f64>,
    /// Floor area of all floors in square metres.
    #[serde(default)]
    pub area_m2: Option<f64>,
    /// Class of use, an item of `building_uses`.
    #[serde(default)]
    pub use_class: Option<String>,
    /// Structure, an item of `building_structures`.
    #[serde(default)]
    pub structure: Option<String>,
    /// Year of completion.
    #[serde(default)]
    pub built_year: Option<i64>,
    /// Floors that are known one by one.
    #[serde(default)]
    pub floors: Vec<Floor>,
}

/// A building as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct BuildingRecord {
    /// Id.
    pub id: BuildingId,
    /// Version, 1 at first.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub place: RegionColumns,
    /// Point, WGS-84.
    pub point: Option<Point>,
    /// Datum the point was given in.
    pub datum: Datum,
    /// Floors above ground.
    pub floors_above: Option<i64>,
    /// Floors below ground.
    pub floors_below: Option<i64>,
    /// Height in metres.
    pub height_m: Option<f64>,
    /// Floor area in square metres.
    pub area_m2: Option<f64>,
    /// Class of use.
    pub use_class: Option<String>,
    /// Structure.
    pub structure: Option<String>,
    /// Year of completion.
    pub built_year: Option<i64>,
    /// Floors, sorted by number.
    pub floors: Vec<Floor>,
    /// Sort key.
    pub pinyin: String,
}

impl FromRow for BuildingRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let point = match (row.opt_real("longitude")?, row.opt_real("latitude")?) {
            (Some(longitude), Some(latitude)) => Some(Point { longitude, latitude }),
            _ => None,
        };
        Ok(Self {
            id: row.id("id")?,
            version: row.int("version")?,
            name: row.text("name")?,
            address: row.text("address")?,
            place: RegionColumns::read(row)?,
            point,
            datum: row.opt_text("datum")?.and_then(|code| Datum::from_code(&code)).unwrap_or_default(),
            floors_above: row.opt_int("floors_above")?,
            floors_below: row.opt_int("floors_below")?,
            height_m: row.opt_real("height_m")?,
            area_m2: row.opt_real("area_m2")?,
            use_class: row.opt_text("use_class")?,
            structure: row.opt_text("structure")?,
            built_year: row.opt_int("built_year")?,
            floors: row.json("floors")?,
            pinyin: row.text("pinyin")?,
        })
    }
}

/// Which buildings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct BuildingFilter {
    /// Region and everything in it.
    #[param(value_type = Option<String>)]
    pub region: Option<RegionCode>,
    /// Class of use.
    pub use_class: Option<String>,
    /// At least two characters of the name, address or pinyin initials.
    pub q: Option<String>,
}

/// One line of a list of buildings.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BuildingRow {
    /// Id.
    pub id: BuildingId,
    /// Version, for a change.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub region: RegionName,
    /// Point, WGS-84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// Datum the point was given in.
    pub datum: Datum,
    /// Floors above ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floors_above: Option<i64>,
    /// Floors below ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floors_below: Option<i64>,
    /// Height in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height_m: Option<f64>,
    /// Floor area in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
    /// Class of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_class: Option<String>,
    /// Name of the class of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_name: Option<String>,
    /// Structure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<String>,
    /// Name of the structure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure_name: Option<String>,
    /// Year of completion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built_year: Option<i64>,
    /// Floors that are known one by one.
    pub floors: Vec<Floor>,
}

/// Everything about one building.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BuildingDetail {
    /// What a list shows.
    #[serde(flatten)]
    pub row: BuildingRow,
    /// Premises in it that the caller may see, the first two hundred.
    pub premises: Vec<PremisesRow>,
    /// Who owns, lets, rents and manages it.
    pub leases: Vec<LeaseRow>,
    /// Its fire facilities.
    pub facilities: Vec<FacilityRow>,
    /// The latest changes, newest first.
    pub history: Vec<Change>,
}
