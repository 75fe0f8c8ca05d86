//! What changed between two states of a premises, field by field, and who changed what since a version.

use crate::model::{Point, PremisesRecord};
use kernel::coordinate::Datum;
use serde_json::Value;
use std::collections::BTreeSet;

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Field; a fact is `facts.` and its name.
    pub field: String,
    /// Before.
    pub from: Option<String>,
    /// After.
    pub to: Option<String>,
}

/// Differences in the order of the form, facts last by name.
#[must_use]
pub fn between(before: &PremisesRecord, after: &PremisesRecord) -> Vec<FieldChange> {
    let mut changes = differing(fields(before), fields(after));
    let measures: BTreeSet<&String> = before.measures.keys().chain(after.measures.keys()).collect();
    for name in measures {
        let of = |record: &PremisesRecord| record.measures.get(name).map(ToString::to_string);
        let (from, to) = (of(before), of(after));
        if from != to {
            changes.push(FieldChange { field: format!("measures.{name}"), from, to });
        }
    }
    let names: BTreeSet<&String> = before.facts.keys().chain(after.facts.keys()).collect();
    for name in names {
        let (from, to) = (before.facts.get(name), after.facts.get(name));
        if from != to {
            let field = format!("facts.{name}");
            changes.push(FieldChange { field, from: from.map(shown), to: to.map(shown) });
        }
    }
    changes
}

/// A WGS-84 point in words, with the numbers as they were given when that was in another datum.
#[must_use]
pub fn point(point: Point, datum: Datum) -> String {
    let wgs84 = format!("{},{}", point.longitude, point.latitude);
    if datum == Datum::Wgs84 {
        return wgs84;
    }
    let given = point.shown_in(datum);
    format!("{wgs84}（按 {} {:.6},{:.6} 填报）", datum.name(), given.longitude, given.latitude)
}

/// Differences of two states of any record, in the order of its form.
#[must_use]
pub fn differing(
    before: Vec<(&'static str, Option<String>)>,
    after: Vec<(&'static str, Option<String>)>,
) -> Vec<FieldChange> {
    before
        .into_iter()
        .zip(after)
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| FieldChange { field: field.to_owned(), from, to })
        .collect()
}

/// The registration of a record as a change.
#[must_use]
pub fn created(to: String) -> FieldChange {
    FieldChange { field: "created".to_owned(), from: None, to: Some(to) }
}

fn fields(record: &PremisesRecord) -> Vec<(&'static str, Option<String>)> {
    let number = |value: Option<f64>| value.map(|value| value.to_string());
    vec![
        ("name", Some(record.name.clone())),
        ("kind", Some(record.kind.clone())),
        ("tags", Some(record.tags.join(",")).filter(|tags| !tags.is_empty())),
        ("unit_id", record.unit_id.map(|unit| unit.to_string())),
        ("region", Some(record.place.code.to_string())),
        ("address", Some(record.address.clone())),
        ("point", record.point.map(|at| point(at, record.datum))),
        ("area_m2", number(record.area_m2)),
        ("floors", record.floors.map(|floors| floors.to_string())),
        ("height_m", number(record.height_m)),
        ("building_id", record.building_id.map(|building| building.to_string())),
        ("on_floors", Some(floors(&record.on_floors)).filter(|floors| !floors.is_empty())),
        ("department", record.department.clone()),
        ("key_status", record.key.status.map(|status| status.name().to_owned())),
        ("key_on", record.key.on.map(|day| day.to_string())),
        ("key_paper", record.key.paper.clone()),
    ]
}

fn floors(floors: &[i64]) -> String {
    floors.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RegionColumns;
    use serde_json::json;

    fn record() -> PremisesRecord {
        PremisesRecord {
            id: "018cc251-f400-7000-98f2-cf2b39ff5ca8".parse().unwrap(),
            name: "金海宾馆".into(),
            kind: "hotel".into(),
            tags: vec![],
            unit_id: None,
            unit_name: None,
            place: RegionColumns { code: "440103001000".parse().unwrap() },
            address: "人民路1号".into(),
            point: None,
            datum: Datum::Wgs84,
            area_m2: Some(300.0),
            floors: None,
            height_m: None,
            building_id: None,
            on_floors: vec![],
            measures: crate::model::Measures::new(),
            key: crate::model::KeyState::default(),
            facts: serde_json::Map::new(),
            sector: None,
            department: None,
            voided_at: None,
            version: 1,
            last_inspected_on: None,
            pinyin: String::new(),
        }
    }

    #[test]
    fn a_point_given_in_another_datum_is_told_with_the_numbers_given() {
        let given = Point { longitude: 116.404, latitude: 39.915 };
        let stored = given.read_in(Datum::Gcj02);
        let told = point(stored, Datum::Gcj02);
        assert!(told.ends_with("（按 GCJ-02 116.404000,39.915000 填报）"), "{told}");
        assert_eq!(point(given, Datum::Wgs84), "116.404,39.915");
    }

    #[test]
    fn only_what_differs_is_told_and_facts_are_told_one_by_one() {
        let before = record();
        let mut after = before.clone();
        assert!(between(&before, &after).is_empty());
        after.area_m2 = Some(320.5);
        after.tags = vec!["key_unit".into()];
        after.facts.insert("exits_present".into(), json!(1));
        let changes = between(&before, &after);
        let told: Vec<_> =
            changes.iter().map(|c| (c.field.as_str(), c.from.as_deref(), c.to.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("tags", None, Some("key_unit")),
                ("area_m2", Some("300"), Some("320.5")),
                ("facts.exits_present", None, Some("1"))
            ]
        );
    }
}
