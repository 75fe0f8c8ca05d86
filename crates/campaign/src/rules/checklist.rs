//! The lists of a pack that fit a kind of premises, as one checklist.

use crate::model::{Checklist, ChecklistQuestion};
use pack::{ChecklistItem, FactValue, Pack};
use serde_json::{Map, Value};
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;

/// Between the codes of the lists a checklist is made of.
const JOINED: char = '+';

/// The checklist for a kind of premises, the general questions first. None where no list fits.
#[must_use]
pub fn for_kind(pack: &Pack, kind: &str) -> Option<Checklist> {
    joined(pack, &pack.checklists_for(kind))
}

/// The checklist with a code, as a visit names it. None where the pack has lost one of its lists.
#[must_use]
pub fn with_code(pack: &Pack, code: &str) -> Option<Checklist> {
    let lists: Option<Vec<_>> =
        code.split(JOINED).map(|code| pack.checklists.iter().find(|list| list.code == code)).collect();
    joined(pack, &lists?)
}

fn joined(pack: &Pack, lists: &[&pack::Checklist]) -> Option<Checklist> {
    if lists.is_empty() {
        return None;
    }
    let text = |part: fn(&pack::Checklist) -> &str, by: &str| {
        lists.iter().map(|list| part(list)).collect::<Vec<_>>().join(by)
    };
    let items: Vec<ChecklistQuestion> = lists
        .iter()
        .flat_map(|list| list.items.iter().map(|item| question(pack, &list.code, item)))
        .collect();
    // Strings and JSON values always serialise.
    let content = serde_json::to_vec(&items).unwrap_or_default();
    Some(Checklist {
        code: text(|list| &list.code, "+"),
        name: text(|list| &list.name, "、"),
        hash: hex::encode(Sm3::digest(content)),
        items,
    })
}

fn question(pack: &Pack, list: &str, item: &ChecklistItem) -> ChecklistQuestion {
    let class = pack.list("hazard_classes").and_then(|classes| classes.item(&item.hazard_class));
    ChecklistQuestion {
        code: format!("{list}.{}", item.code),
        text: item.text.clone(),
        basis: item.basis.clone(),
        certainty: serde_json::to_value(item.certainty)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default(),
        group: class.map_or_else(|| item.hazard_class.clone(), |class| class.name.clone()),
        hazard_class: item.hazard_class.clone(),
        facts: values(item.facts_on_fail()),
        facts_if_ok: values(item.facts_on_pass()),
        asks: item.asks.clone(),
        hint: item.hint.clone(),
    }
}

fn values(facts: BTreeMap<String, FactValue>) -> Map<String, Value> {
    facts
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                FactValue::Boolean(value) => Value::from(value),
                FactValue::Integer(value) => Value::from(value),
                FactValue::Text(value) => Value::from(value),
            };
            (name, value)
        })
        .collect()
}
