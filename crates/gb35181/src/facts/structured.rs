//! Lists of kinds and systems, faults by system, flags by clause.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{Reader, scalar};
use crate::members::Members;
use crate::nearest::nearest;
use crate::vocabulary::Shape;

impl Reader<'_> {
    pub(super) fn kinds(&mut self, field: &str, value: &Json) {
        let known: Vec<&str> = self.table.kinds().iter().map(|kind| kind.id.as_str()).collect();
        self.record.kinds = self.members(field, value, &known, &Shape::Kinds);
    }

    pub(super) fn systems(&mut self, field: &str, value: &Json) {
        let known: Vec<&str> = self.table.systems().iter().map(|system| system.id.as_str()).collect();
        self.record.systems = self.members(field, value, &known, &Shape::Systems);
    }

    pub(super) fn faults(&mut self, field: &str, value: &Json) {
        let table = self.table;
        let Some(map) = self.map(field, value, &Shape::Faults) else { return };
        let mut faults = BTreeMap::new();
        for (id, listed) in map {
            let field = format!("{field}.{id}");
            let Some(system) = table.systems().iter().position(|system| system.id == *id) else {
                let known: Vec<&str> = table.systems().iter().map(|system| system.id.as_str()).collect();
                self.report(field, format!("没有这个系统,应为 {} 之一", known.join("、")));
                continue;
            };
            let known: Vec<&str> =
                table.systems()[system].faults.iter().map(|fault| fault.id.as_str()).collect();
            let found = match listed {
                Json::Null => None,
                _ => self.members(&field, listed, &known, &Shape::Faults),
            };
            faults.insert(system, found.unwrap_or_default());
        }
        self.record.faults = Some(faults);
    }

    pub(super) fn flags(&mut self, field: &str, value: &Json) {
        let table = self.table;
        let Some(map) = self.map(field, value, &Shape::Flags) else { return };
        let mut flags = BTreeMap::new();
        for (clause, recorded) in map {
            let field = format!("{field}.{clause}");
            let Some(element) = table.elements().iter().position(|element| element.clause == *clause) else {
                self.report(field, format!("{} 没有这个要素条款", table.standard()));
                continue;
            };
            let mut values = vec![None; table.flags().len()];
            match recorded {
                Json::Null => {}
                _ => {
                    let Some(recorded) = self.map(&field, recorded, &Shape::Flags) else { continue };
                    for (name, value) in recorded {
                        if let Some((flag, value)) = self.flag(&format!("{field}.{name}"), name, value) {
                            values[flag] = value;
                        }
                    }
                }
            }
            flags.insert(element, values);
        }
        self.record.flags = Some(flags);
    }

    fn flag(
        &mut self,
        field: &str,
        name: &str,
        value: &Json,
    ) -> Option<(usize, Option<crate::record::Value>)> {
        let table = self.table;
        let Some(flag) = table.flags().iter().position(|flag| flag.name == name) else {
            if !table.inputs_of_other_editions().iter().any(|other| other == name) {
                let known: Vec<&str> = table.flags().iter().map(|flag| flag.name.as_str()).collect();
                self.report(field, format!("没有这种排除情形,应为 {} 之一", known.join("、")));
            }
            return None;
        };
        if value.is_null() {
            return Some((flag, None));
        }
        match scalar::read(&Shape::Bool, value) {
            Ok(value) => Some((flag, Some(value))),
            Err(message) => {
                self.report(field, message);
                None
            }
        }
    }

    fn map<'v>(&mut self, field: &str, value: &'v Json, shape: &Shape) -> Option<&'v Map<String, Json>> {
        let map = value.as_object();
        if map.is_none() {
            self.report(field, format!("应为{},实为 {value}", shape.shown()));
        }
        map
    }

    fn members(&mut self, field: &str, value: &Json, known: &[&str], shape: &Shape) -> Option<Members> {
        let Some(list) = value.as_array() else {
            let expected = if *shape == Shape::Faults { "故障的列表" } else { shape.shown() };
            self.report(field, format!("应为{expected},实为 {value}"));
            return None;
        };
        let mut members = Members::default();
        for (index, item) in list.iter().enumerate() {
            let place = format!("{field}[{index}]");
            let Some(text) = item.as_str() else {
                self.report(place, format!("应为文字,实为 {item}"));
                continue;
            };
            match known.iter().position(|id| *id == text) {
                Some(position) => members = members.with(Members::one(position)),
                None => {
                    let hint = nearest(text, known.iter().copied());
                    let hint = hint.map(|close| format!(",是否想写“{close}”?")).unwrap_or_default();
                    self.report(place, format!("{} 没有“{text}”{hint}", self.table.standard()));
                }
            }
        }
        Some(members)
    }
}
