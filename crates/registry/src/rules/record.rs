//! What input of buildings, parties, posts and facilities is accepted.

use super::check::Faults;
use crate::model::{BuildingRecord, FacilityRecord, LeaseRecord, ResponsibleRecord};
use chrono::NaiveDate;
use kernel::identity::Phone;
use kernel::problem::Problem;
use pack::Pack;

fn listed(faults: &mut Faults, pack: &Pack, list: &str, pointer: &str, code: Option<&str>) {
    if let (Some(known), Some(code)) = (pack.list(list), code)
        && known.item(code).is_none()
    {
        faults.add(pointer, "unknown", format!("“{code}”不在规则包的“{}”中", known.name));
    }
}

fn short(faults: &mut Faults, pointer: &str, text: Option<&String>, most: usize) {
    if text.is_some_and(|text| text.chars().count() > most) {
        faults.add(pointer, "too_long", format!("最多 {most} 字"));
    }
}

fn phone(faults: &mut Faults, phone: &mut Option<String>) {
    let Some(typed) = phone.take().filter(|typed| !typed.trim().is_empty()) else { return };
    match Phone::parse(&typed) {
        Ok(read) => *phone = Some(read.as_str().to_owned()),
        Err(error) => faults.add("/phone", "phone", error.to_string()),
    }
}

fn ordered(faults: &mut Faults, pointer: &str, first: Option<NaiveDate>, last: Option<NaiveDate>) {
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        faults.add(pointer, "order", "结束日期不能早于开始日期");
    }
}

/// Checks a building as it would be stored.
///
/// # Errors
/// 422 with every fault.
pub fn building(pack: &Pack, record: &BuildingRecord, this_year: i64) -> Result<(), Problem> {
    let mut faults = Faults::default();
    faults.text("/name", &record.name, 100);
    faults.text("/address", &record.address, 200);
    faults.region(record.place.code);
    faults.point(record.point);
    faults.range("/height_m", record.height_m, 0.0, 1_000.0);
    faults.range("/area_m2", record.area_m2, 0.0, 10_000_000.0);
    for (pointer, floors, most) in
        [("/floors_above", record.floors_above, 200), ("/floors_below", record.floors_below, 20)]
    {
        if floors.is_some_and(|floors| !(0..=most).contains(&floors)) {
            faults.add(pointer, "range", format!("应在 0 至 {most} 之间"));
        }
    }
    if record.built_year.is_some_and(|year| !(1000..=this_year + 1).contains(&year)) {
        faults.add("/built_year", "range", "建成年份不合理");
    }
    listed(&mut faults, pack, "building_uses", "/use_class", record.use_class.as_deref());
    listed(&mut faults, pack, "building_structures", "/structure", record.structure.as_deref());
    for (position, floor) in record.floors.iter().enumerate() {
        let below = |field: &str| format!("/floors/{position}/{field}");
        if floor.number == 0 || !(-20..=200).contains(&floor.number) {
            faults.add(&below("number"), "range", "楼层应在 -20 至 200 之间，没有 0 层");
        }
        if record.floors.iter().take(position).any(|other| other.number == floor.number) {
            faults.add(&below("number"), "twice", format!("{} 层重复", floor.number));
        }
        faults.range(&below("area_m2"), floor.area_m2, 0.0, 1_000_000.0);
        short(&mut faults, &below("use"), floor.used_for.as_ref(), 50);
    }
    faults.settle()
}

/// Checks a party as it would be stored, and brings its telephone into clean form.
///
/// # Errors
/// 422 with every fault.
pub fn lease(record: &mut LeaseRecord) -> Result<(), Problem> {
    let mut faults = Faults::default();
    if record.building_id.is_none() && record.premises_id.is_none() {
        faults.add("/premises_id", "required", "请选择建筑或场所");
    }
    faults.text("/party", &record.party, 100);
    phone(&mut faults, &mut record.phone);
    short(&mut faults, "/part", record.part.as_ref(), 100);
    short(&mut faults, "/note", record.note.as_ref(), 500);
    faults.range("/area_m2", record.area_m2, 0.0, 10_000_000.0);
    ordered(&mut faults, "/ends_on", record.starts_on, record.ends_on);
    faults.settle()
}

/// Checks a fire-safety post as it would be stored, and brings its telephone into clean form.
///
/// # Errors
/// 422 with every fault.
pub fn responsible(pack: &Pack, record: &mut ResponsibleRecord) -> Result<(), Problem> {
    let mut faults = Faults::default();
    faults.text("/name", &record.name, 50);
    listed(&mut faults, pack, "unit_posts", "/role", Some(&record.role));
    phone(&mut faults, &mut record.phone);
    short(&mut faults, "/certificate", record.certificate.as_ref(), 50);
    ordered(&mut faults, "/until", record.since, record.until);
    faults.settle()
}

/// Checks a facility as it would be stored.
///
/// # Errors
/// 422 with every fault.
pub fn facility(pack: &Pack, record: &FacilityRecord, today: NaiveDate) -> Result<(), Problem> {
    let mut faults = Faults::default();
    match (record.building_id, record.premises_id) {
        (None, None) => faults.add("/premises_id", "required", "请选择建筑或场所"),
        (Some(_), Some(_)) => faults.add("/premises_id", "one", "一项设施只能属于建筑或场所之一"),
        _ => {}
    }
    listed(&mut faults, pack, "facility_kinds", "/kind", Some(&record.kind));
    listed(&mut faults, pack, "facility_states", "/state", Some(&record.state));
    if !(1..=1_000_000).contains(&record.count) {
        faults.add("/count", "range", "数量应在 1 至 100 万之间");
    }
    if record.maintained_on.is_some_and(|day| day > today) {
        faults.add("/maintained_on", "future", "维护日期不能晚于今天");
    }
    short(&mut faults, "/maintainer", record.maintainer.as_ref(), 100);
    short(&mut faults, "/note", record.note.as_ref(), 500);
    faults.settle()
}
