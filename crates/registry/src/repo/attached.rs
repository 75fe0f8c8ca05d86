//! Buildings and what hangs on buildings, premises and units.

use super::kept::Kept;
use crate::model::{BuildingRecord, FacilityRecord, LeaseRecord, ResponsibleRecord};
use crate::rules::search;
use crate::schema::{BUILDING, FACILITY, LEASE, RESPONSIBLE};
use kernel::coordinate::Datum;
use store::audit::AuditedTable;
use store::{Value, params};
use uuid::Uuid;

fn day(day: Option<chrono::NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn number<T: ToString>(number: Option<T>) -> Option<String> {
    number.map(|number| number.to_string())
}

impl Kept for BuildingRecord {
    const TABLE: &'static AuditedTable = &BUILDING;
    const WORD: &'static str = "建筑";
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "address",
        "longitude",
        "latitude",
        "datum",
        "floors_above",
        "floors_below",
        "height_m",
        "area_m2",
        "use_class",
        "structure",
        "built_year",
        "floors",
        "pinyin",
        "search",
        "region_code",
        "city_code",
        "county_code",
        "town_code",
        "village_code",
    ];

    fn id(&self) -> Uuid {
        self.id.as_uuid()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn values(&self) -> Vec<Value> {
        let found_by = search::index(&self.name, &[&self.address]);
        let mut values = params![
            self.name.as_str(),
            self.address.as_str(),
            self.point.map(|point| point.longitude),
            self.point.map(|point| point.latitude),
            Some(self.datum).filter(|datum| *datum != Datum::Wgs84).map(|datum| datum.code().to_owned()),
            self.floors_above,
            self.floors_below,
            self.height_m,
            self.area_m2,
            self.use_class.clone(),
            self.structure.clone(),
            self.built_year,
            serde_json::json!(self.floors).to_string(),
            found_by.pinyin,
            found_by.text,
        ];
        values.extend(self.place.values());
        values
    }

    fn shown(&self) -> Vec<(&'static str, Option<String>)> {
        let floors: Vec<String> = self
            .floors
            .iter()
            .map(|floor| {
                let area = floor.area_m2.map(|area| format!("{area}㎡")).unwrap_or_default();
                format!("{}层{area}{}", floor.number, floor.used_for.as_deref().unwrap_or_default())
            })
            .collect();
        vec![
            ("name", Some(self.name.clone())),
            ("address", Some(self.address.clone())),
            ("region", Some(self.place.code.to_string())),
            ("point", self.point.map(|point| crate::rules::change::point(point, self.datum))),
            ("floors_above", number(self.floors_above)),
            ("floors_below", number(self.floors_below)),
            ("height_m", number(self.height_m)),
            ("area_m2", number(self.area_m2)),
            ("use_class", self.use_class.clone()),
            ("structure", self.structure.clone()),
            ("built_year", number(self.built_year)),
            ("floor_list", Some(floors.join("；")).filter(|floors| !floors.is_empty())),
        ]
    }

    fn title(&self) -> String {
        self.name.clone()
    }
}

impl Kept for LeaseRecord {
    const TABLE: &'static AuditedTable = &LEASE;
    const WORD: &'static str = "产权租赁关系";
    const COLUMNS: &'static [&'static str] = &[
        "building_id",
        "premises_id",
        "parent_id",
        "role",
        "unit_id",
        "party",
        "phone",
        "part",
        "area_m2",
        "starts_on",
        "ends_on",
        "note",
    ];

    fn id(&self) -> Uuid {
        self.id.as_uuid()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn values(&self) -> Vec<Value> {
        params![
            self.building_id.map(|id| id.as_uuid()),
            self.premises_id.map(|id| id.as_uuid()),
            self.parent_id.map(|id| id.as_uuid()),
            self.role.code(),
            self.unit_id.map(|id| id.as_uuid()),
            self.party.as_str(),
            self.phone.clone(),
            self.part.clone(),
            self.area_m2,
            day(self.starts_on),
            day(self.ends_on),
            self.note.clone(),
        ]
    }

    fn shown(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("role", Some(self.role.name().to_owned())),
            ("party", Some(self.party.clone())),
            ("parent_id", number(self.parent_id)),
            ("phone", self.phone.as_deref().map(kernel::identity::mask_phone)),
            ("part", self.part.clone()),
            ("area_m2", number(self.area_m2)),
            ("starts_on", day(self.starts_on)),
            ("ends_on", day(self.ends_on)),
            ("note", self.note.clone()),
        ]
    }

    fn title(&self) -> String {
        format!("{}：{}", self.role.name(), self.party)
    }
}

impl Kept for ResponsibleRecord {
    const TABLE: &'static AuditedTable = &RESPONSIBLE;
    const WORD: &'static str = "消防安全岗位";
    const COLUMNS: &'static [&'static str] =
        &["unit_id", "role", "name", "phone", "certificate", "since", "until"];

    fn id(&self) -> Uuid {
        self.id.as_uuid()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn values(&self) -> Vec<Value> {
        params![
            self.unit_id.as_uuid(),
            self.role.as_str(),
            self.name.as_str(),
            self.phone.clone(),
            self.certificate.clone(),
            day(self.since),
            day(self.until),
        ]
    }

    fn shown(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("role", Some(self.role.clone())),
            ("person", Some(self.name.clone())),
            ("phone", self.phone.as_deref().map(kernel::identity::mask_phone)),
            ("certificate", self.certificate.clone()),
            ("since", day(self.since)),
            ("until", day(self.until)),
        ]
    }

    fn title(&self) -> String {
        self.name.clone()
    }
}

impl Kept for FacilityRecord {
    const TABLE: &'static AuditedTable = &FACILITY;
    const WORD: &'static str = "消防设施";
    const COLUMNS: &'static [&'static str] =
        &["building_id", "premises_id", "kind", "count", "state", "maintained_on", "maintainer", "note"];

    fn id(&self) -> Uuid {
        self.id.as_uuid()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn values(&self) -> Vec<Value> {
        params![
            self.building_id.map(|id| id.as_uuid()),
            self.premises_id.map(|id| id.as_uuid()),
            self.kind.as_str(),
            self.count,
            self.state.as_str(),
            day(self.maintained_on),
            self.maintainer.clone(),
            self.note.clone(),
        ]
    }

    fn shown(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("facility_kind", Some(self.kind.clone())),
            ("count", Some(self.count.to_string())),
            ("state", Some(self.state.clone())),
            ("maintained_on", day(self.maintained_on)),
            ("maintainer", self.maintainer.clone()),
            ("note", self.note.clone()),
        ]
    }

    fn title(&self) -> String {
        self.kind.clone()
    }
}
