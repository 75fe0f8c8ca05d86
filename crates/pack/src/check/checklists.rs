//! Rules for checklists: every answer leads to a hazard class, and records facts that a judgement asks for.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::checklist::{Checklist, ChecklistItem, FactValue};
use crate::shelf::report_duplicates;
use crate::source::{Located, Spot};
use std::collections::BTreeMap;

pub(super) fn checklists(desk: &mut Desk<'_>) {
    for entry in desk.contents.checklists.iter() {
        targets(desk, entry);
        let items = entry.value.items.iter().enumerate();
        let spotted = items.map(|(index, item)| (item.code.as_str(), entry.spot.key("item").item(index)));
        report_duplicates("检查项", spotted, desk.findings());
        for (index, item) in entry.value.items.iter().enumerate() {
            let spot = entry.spot.key("item").item(index);
            desk.refer_item(&spot.key("hazard_class"), "hazard_classes", &item.hazard_class);
            facts(desk, &spot, item);
        }
    }
}

fn targets(desk: &mut Desk<'_>, entry: &Located<Checklist>) {
    let (checklist, spot) = (&entry.value, &entry.spot);
    let mut kinds = desk.contents.premises_kinds.codes();
    kinds.push("*");
    desk.refer_all(&spot.key("premises_kinds"), "场所类型", &checklist.premises_kinds, &kinds);
    for (index, group) in checklist.premises_groups.iter().enumerate() {
        desk.refer_item(&spot.key("premises_groups").item(index), "premises_groups", group);
    }
    if checklist.premises_kinds.is_empty() && checklist.premises_groups.is_empty() {
        desk.report(spot, Code::Unused, format!("检查表“{}”不适用于任何场所类型", checklist.code));
    }
}

fn facts(desk: &mut Desk<'_>, spot: &Spot, item: &ChecklistItem) {
    answers(desk, &spot.key("applies"), &item.applies);
    answers(desk, &spot.key("facts"), &item.facts);
    answers(desk, &spot.key("facts_if_ok"), &item.facts_if_ok);
    for (name, value) in &item.facts {
        if item.facts_if_ok.get(name) == Some(value) {
            let message = format!("事实“{name}”在合格与不合格时取值相同");
            let hint = "与答案无关的事实请写在 applies";
            desk.advise(&spot.key("facts_if_ok").key(name), Code::Inconsistent, message, hint);
        }
    }
    for (key, answer) in [("facts", &item.facts), ("facts_if_ok", &item.facts_if_ok)] {
        if let Some(name) = answer.keys().find(|name| item.applies.contains_key(*name)) {
            let message = format!("事实“{name}”在 applies 中已写，不能再随答案变化");
            desk.report(&spot.key(key).key(name), Code::Inconsistent, message);
        }
    }
    let Some(vocabulary) = desk.vocabulary else { return };
    let known = vocabulary.input_names();
    desk.refer_all(&spot.key("asks"), "GB 35181 事实", &item.asks, &known);
}

fn answers(desk: &mut Desk<'_>, spot: &Spot, facts: &BTreeMap<String, FactValue>) {
    let Some(vocabulary) = desk.vocabulary else { return };
    let known = vocabulary.input_names();
    for (name, value) in facts {
        let spot = spot.key(name);
        if !desk.refer(&spot, "GB 35181 事实", name, &known) {
            continue;
        }
        let wanted = vocabulary.input(name).unwrap_or("");
        let fits = matches!(
            (wanted, value),
            ("bool", FactValue::Boolean(_))
                | ("number", FactValue::Integer(_))
                | ("enum", FactValue::Text(_))
        );
        if !fits {
            desk.report(&spot, Code::BadValue, format!("事实“{name}”的类型应为 {wanted}"));
        }
    }
}
