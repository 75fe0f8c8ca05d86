//! Premises (场所): a place that can burn.

use chrono::NaiveDate;
use kernel::coordinate::Datum;
use kernel::id::{BuildingId, PremisesId, UnitId};
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use pack::DutyKind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;

use super::{
    BuildingRow, CaseRow, DatumPoint, FacilityRow, KeyState, KeyStatus, KeyUnit, LeaseRow, Named, Patch,
    Point, RegionColumns, RegionName, ResponsibleRow, VisitRow,
};

/// Input for a new premises.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct NewPremises {
    /// Name, 1 to 100 characters.
    pub name: String,
    /// Kind, a code of the pack.
    pub kind: String,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Unit answerable.
    #[serde(default)]
    pub unit_id: Option<UnitId>,
    /// Town or village it stands in.
    pub region: RegionCode,
    /// Address, 1 to 200 characters.
    pub address: String,
    /// Where, in the datum.
    #[serde(default)]
    pub point: Option<Point>,
    /// Datum of the point; it is stored as WGS-84.
    #[serde(default)]
    pub datum: Datum,
    /// Floor area in square metres.
    #[serde(default)]
    pub area_m2: Option<f64>,
    /// Floors above ground.
    #[serde(default)]
    pub floors: Option<i64>,
    /// Height in metres.
    #[serde(default)]
    pub height_m: Option<f64>,
    /// Building it stands in.
    #[serde(default)]
    pub building_id: Option<BuildingId>,
    /// Floors of the building it takes up.
    #[serde(default)]
    pub on_floors: Vec<i64>,
    /// Figures that decide whether it is a key unit: beds, seats, boarders…
    #[serde(default)]
    #[schema(value_type = Object)]
    pub measures: Measures,
    /// What is known of the inputs of GB 35181.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
}

/// Figures by name (`beds`, `seats`, `boarders`, `rooms`, `largest_floor_m2`…), whole numbers.
pub type Measures = BTreeMap<String, i64>;

/// Changes of a premises; absent keys stay as they are.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct PremisesPatch {
    /// Version the changes are based on.
    pub version: i64,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// Tags, all of them.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    /// Unit answerable.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub unit_id: Patch<UnitId>,
    /// Town or village it stands in.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Address.
    #[serde(default)]
    pub address: Option<String>,
    /// Where, in the datum.
    #[serde(default)]
    #[schema(value_type = Option<Point>)]
    pub point: Patch<Point>,
    /// Datum of the point.
    #[serde(default)]
    pub datum: Datum,
    /// Building it stands in.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub building_id: Patch<BuildingId>,
    /// Floors of the building it takes up, all of them.
    #[serde(default)]
    pub on_floors: Option<Vec<i64>>,
    /// Figures to record; `null` withdraws one.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub measures: Option<BTreeMap<String, Option<i64>>>,
    /// Floor area in square metres.
    #[serde(default)]
    #[schema(value_type = Option<f64>)]
    pub area_m2: Patch<f64>,
    /// Floors above ground.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub floors: Patch<i64>,
    /// Height in metres.
    #[serde(default)]
    #[schema(value_type = Option<f64>)]
    pub height_m: Patch<f64>,
    /// Facts to record; `null` withdraws one.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub facts: Option<Map<String, Value>>,
}

/// A premises as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct PremisesRecord {
    /// Id.
    pub id: PremisesId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// Unit answerable.
    pub unit_id: Option<UnitId>,
    /// Name of that unit.
    pub unit_name: Option<String>,
    /// Where it stands.
    pub place: RegionColumns,
    /// Address.
    pub address: String,
    /// Point, WGS-84.
    pub point: Option<Point>,
    /// Datum the point was given in.
    pub datum: Datum,
    /// Floor area in square metres.
    pub area_m2: Option<f64>,
    /// Floors above ground.
    pub floors: Option<i64>,
    /// Height in metres.
    pub height_m: Option<f64>,
    /// Building it stands in.
    pub building_id: Option<BuildingId>,
    /// Floors of that building, sorted.
    pub on_floors: Vec<i64>,
    /// Figures of the key-unit standard.
    pub measures: Measures,
    /// Whether it is a key unit, as far as anybody said so.
    pub key: KeyState,
    /// Known inputs of GB 35181.
    pub facts: Map<String, Value>,
    /// Sector of the industry lead.
    pub sector: Option<String>,
    /// Code of the department with the industry duty.
    pub department: Option<String>,
    /// When it was voided.
    pub voided_at: Option<Timestamp>,
    /// Version, 1 at first.
    pub version: i64,
    /// Day of the last visit.
    pub last_inspected_on: Option<NaiveDate>,
    /// Sort key.
    pub pinyin: String,
}

impl FromRow for PremisesRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let point = match (row.opt_real("longitude")?, row.opt_real("latitude")?) {
            (Some(longitude), Some(latitude)) => Some(Point { longitude, latitude }),
            _ => None,
        };
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            kind: row.text("kind")?,
            tags: row.json("tags")?,
            unit_id: row.opt_id("unit_id")?,
            unit_name: row.opt_text("unit_name")?,
            place: RegionColumns::read(row)?,
            address: row.text("address")?,
            point,
            datum: row.opt_text("datum")?.and_then(|code| Datum::from_code(&code)).unwrap_or_default(),
            area_m2: row.opt_real("area_m2")?,
            floors: row.opt_int("floors")?,
            height_m: row.opt_real("height_m")?,
            building_id: row.opt_id("building_id")?,
            on_floors: row.opt_json("on_floors")?.unwrap_or_default(),
            measures: row.opt_json("measures")?.unwrap_or_default(),
            key: KeyState {
                status: row.opt_text("key_status")?.and_then(|code| KeyStatus::from_code(&code)),
                on: row.opt_date("key_on")?,
                paper: row.opt_text("key_paper")?,
            },
            facts: row.json("facts")?,
            sector: row.opt_text("sector")?,
            department: row.opt_text("department")?,
            voided_at: row.opt_time("voided_at")?,
            version: row.int("version")?,
            last_inspected_on: row.opt_date("last_inspected_on")?,
            pinyin: row.text("pinyin")?,
        })
    }
}

/// A tag and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TagName {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// One line of a list of premises.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PremisesRow {
    /// Id.
    pub id: PremisesId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Name of the kind.
    pub kind_name: String,
    /// Tags.
    pub tags: Vec<TagName>,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub region: RegionName,
    /// Unit answerable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Named>,
    /// Sector of the industry lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Name of the department with the industry duty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Open cases.
    pub open_cases: i64,
    /// Open major hazards.
    pub major_open: i64,
    /// Day of the last visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_inspected_on: Option<NaiveDate>,
    /// Point, WGS-84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// Whether it is a key unit, as declared or determined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_status: Option<KeyStatus>,
}

/// A department's duty for the premises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DutyRow {
    /// Which of the three duties.
    #[schema(value_type = String)]
    pub kind: DutyKind,
    /// Name of the duty.
    pub kind_name: String,
    /// Name of the department.
    pub department: String,
    /// Legal basis.
    pub basis: String,
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PremisesChange)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Kind of the record: premises, building, lease, responsible, facility, unit.
    pub of: String,
    /// What the record is called, when it is not the page's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Field; a fact is `facts.` and its name; `created` and `voided` are the record as a whole.
    pub field: String,
    /// Before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// After.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Everything about one premises.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PremisesDetail {
    /// What a list shows.
    #[serde(flatten)]
    pub row: PremisesRow,
    /// Version, for PATCH.
    pub version: i64,
    /// Floor area in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
    /// Floors above ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floors: Option<i64>,
    /// Height in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height_m: Option<f64>,
    /// Datum the point was given in.
    pub datum: Datum,
    /// The point in GCJ-02 and BD-09, for maps that use them.
    pub points: Vec<DatumPoint>,
    /// Building it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub building: Option<BuildingRow>,
    /// Floors of that building.
    pub on_floors: Vec<i64>,
    /// Who owns, lets, rents and manages it: parties of the premises and of its building.
    pub leases: Vec<LeaseRow>,
    /// Fire-safety posts of the unit answerable.
    pub responsibles: Vec<ResponsibleRow>,
    /// Fire facilities of the premises and of its building.
    pub facilities: Vec<FacilityRow>,
    /// Figures of the key-unit standard.
    #[schema(value_type = Object)]
    pub measures: Measures,
    /// Whether it is a key unit, and why.
    pub key_unit: KeyUnit,
    /// Whether the caller may change it.
    pub may_write: bool,
    /// Known inputs of GB 35181.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// Who answers for it.
    pub duty: Vec<DutyRow>,
    /// Its newest cases, as far as the caller may see them.
    pub cases: Vec<CaseRow>,
    /// The latest visits.
    pub inspections: Vec<VisitRow>,
    /// The latest changes, newest first.
    pub history: Vec<Change>,
}
