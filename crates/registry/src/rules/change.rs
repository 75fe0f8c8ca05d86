//! What changed between two states of a premises, field by field, and who changed what since a version.

use crate::model::PremisesRecord;
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
    let (old, new) = (fields(before), fields(after));
    let mut changes: Vec<FieldChange> = old
        .into_iter()
        .zip(new)
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| FieldChange { field: field.to_owned(), from, to })
        .collect();
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

fn fields(record: &PremisesRecord) -> [(&'static str, Option<String>); 10] {
    let number = |value: Option<f64>| value.map(|value| value.to_string());
    [
        ("name", Some(record.name.clone())),
        ("kind", Some(record.kind.clone())),
        ("tags", Some(record.tags.join(",")).filter(|tags| !tags.is_empty())),
        ("unit_id", record.unit_id.map(|unit| unit.to_string())),
        ("region", Some(record.place.code.to_string())),
        ("address", Some(record.address.clone())),
        ("point", record.point.map(|point| format!("{},{}", point.longitude, point.latitude))),
        ("area_m2", number(record.area_m2)),
        ("floors", record.floors.map(|floors| floors.to_string())),
        ("height_m", number(record.height_m)),
    ]
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
            area_m2: Some(300.0),
            floors: None,
            height_m: None,
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
