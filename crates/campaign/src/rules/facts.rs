//! The facts a visit is judged by: what was known, what the answers say, what the inspector typed in.

use crate::model::{ChecklistQuestion, Outcome};
use serde_json::{Map, Value};

/// What a visit found, apart from what was known before.
#[must_use]
pub fn found(answers: &[(&ChecklistQuestion, Outcome)], typed: &Map<String, Value>) -> Map<String, Value> {
    let mut found = Map::new();
    // A failed answer outweighs a passed one about the same fact.
    for wanted in [Outcome::Pass, Outcome::Fail] {
        for (question, _) in answers.iter().filter(|(_, result)| *result == wanted) {
            let facts = if wanted == Outcome::Fail { &question.facts } else { &question.facts_if_ok };
            found.extend(facts.clone());
        }
    }
    found.extend(typed.clone());
    found
}

/// What was known with what was found laid over it; `null` withdraws.
#[must_use]
pub fn merged(known: &Map<String, Value>, found: &Map<String, Value>) -> Map<String, Value> {
    let mut merged = known.clone();
    for (name, value) in found {
        if value.is_null() {
            merged.remove(name);
        } else {
            merged.insert(name.clone(), value.clone());
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn question(facts: Value, facts_if_ok: Value) -> ChecklistQuestion {
        let map = |value: Value| value.as_object().cloned().unwrap();
        ChecklistQuestion {
            code: "general.1".into(),
            text: String::new(),
            basis: String::new(),
            certainty: "unverified".into(),
            group: String::new(),
            hazard_class: "other".into(),
            facts: map(facts),
            facts_if_ok: map(facts_if_ok),
            asks: Vec::new(),
            hint: None,
        }
    }

    #[test]
    fn a_fail_outweighs_a_pass_and_typed_facts_outweigh_both() {
        let one =
            question(json!({ "exit_sealed": true }), json!({ "exit_sealed": false, "alarm_present": true }));
        let other = question(json!({ "exit_sealed": true, "exits_present": 0 }), json!({}));
        let typed = json!({ "exits_present": 1 }).as_object().cloned().unwrap();
        let answers = [(&other, Outcome::Fail), (&one, Outcome::Pass), (&one, Outcome::Na)];
        assert_eq!(
            Value::Object(found(&answers, &typed)),
            json!({ "exit_sealed": true, "alarm_present": true, "exits_present": 1 })
        );
    }

    #[test]
    fn what_was_known_stays_until_it_is_found_otherwise_or_withdrawn() {
        let map = |value: Value| value.as_object().cloned().unwrap();
        let known = map(json!({ "a": 1, "b": 2, "c": 3 }));
        assert_eq!(
            Value::Object(merged(&known, &map(json!({ "b": 5, "c": null })))),
            json!({ "a": 1, "b": 5 })
        );
    }
}
