//! What a visit must be like to be taken.

use crate::model::{Answer, Checklist, ChecklistQuestion, NewInspection, Outcome};
use chrono::{Datelike, NaiveDate};
use kernel::problem::{FieldProblem, Problem};
use std::collections::BTreeMap;

/// Longest remark, characters.
const LONGEST_NOTE: usize = 500;
/// Most photographs of one answer.
const MOST_PHOTOGRAPHS: usize = 50;
/// Visits before this year were never recorded anywhere; a typing error then, and dates sort as text.
const EARLIEST_YEAR: i32 = 1990;
/// Longest id made on a device.
const LONGEST_CLIENT_ID: usize = 64;

/// Every question with its answer, in the order of the checklist.
///
/// # Errors
/// 422 with every fault: a day in the future, questions without an answer, answers without a question, long texts.
pub fn paired<'a>(
    checklist: &'a Checklist,
    input: &'a NewInspection,
    today: NaiveDate,
) -> Result<Vec<(&'a ChecklistQuestion, &'a Answer)>, Problem> {
    let mut faults = Vec::new();
    if input.inspected_on > today {
        faults.push(FieldProblem::new("/inspected_on", "future", "检查日期不能晚于今天"));
    } else if input.inspected_on.year() < EARLIEST_YEAR {
        faults.push(FieldProblem::new("/inspected_on", "past", "检查日期过早，请核对年份"));
    }
    if input.note.as_ref().is_some_and(|note| note.chars().count() > 2 * LONGEST_NOTE) {
        faults.push(FieldProblem::new("/note", "too_long", format!("最多 {} 字", 2 * LONGEST_NOTE)));
    }
    if input.client_id.as_ref().is_some_and(|id| id.is_empty() || id.len() > LONGEST_CLIENT_ID) {
        faults.push(FieldProblem::new(
            "/client_id",
            "length",
            format!("须为 1 至 {LONGEST_CLIENT_ID} 个字符"),
        ));
    }
    let mut answers: BTreeMap<&str, &Answer> = BTreeMap::new();
    for (position, answer) in input.answers.iter().enumerate() {
        let at = |step: &str| format!("/answers/{position}/{step}");
        if !checklist.items.iter().any(|question| question.code == answer.item) {
            faults.push(FieldProblem::new(at("item"), "unknown", format!("检查表中没有“{}”", answer.item)));
        }
        if answers.insert(&answer.item, answer).is_some() {
            faults.push(FieldProblem::new(at("item"), "duplicate", "同一检查项只能回答一次"));
        }
        if answer.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
            faults.push(FieldProblem::new(at("note"), "too_long", format!("最多 {LONGEST_NOTE} 字")));
        }
        if answer.evidence.len() > MOST_PHOTOGRAPHS {
            faults.push(FieldProblem::new(
                at("evidence"),
                "max",
                format!("每项最多 {MOST_PHOTOGRAPHS} 个文件"),
            ));
        }
        if answer.result != Outcome::Fail && !answer.evidence.is_empty() {
            faults.push(FieldProblem::new(at("evidence"), "unused", "只有不合格项可以附照片"));
        }
    }
    let missing: Vec<&str> = checklist
        .items
        .iter()
        .filter(|question| !answers.contains_key(question.code.as_str()))
        .map(|question| question.text.as_str())
        .collect();
    if let Some(first) = missing.first() {
        let message = format!("还有 {} 项未作答，例如：{first}", missing.len());
        faults.push(FieldProblem::new("/answers", "missing", message));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let pair = |question: &'a ChecklistQuestion| {
        answers.get(question.code.as_str()).map(|answer| (question, *answer))
    };
    Ok(checklist.items.iter().filter_map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn checklist() -> Checklist {
        let question = |code: &str| ChecklistQuestion {
            code: code.into(),
            text: format!("问题{code}"),
            basis: String::new(),
            certainty: "unverified".into(),
            group: String::new(),
            hazard_class: "other".into(),
            facts: serde_json::Map::new(),
            facts_if_ok: serde_json::Map::new(),
            asks: Vec::new(),
            hint: None,
        };
        Checklist {
            code: "g".into(),
            name: String::new(),
            hash: String::new(),
            items: vec![question("g.1"), question("g.2")],
        }
    }

    fn input(answers: &serde_json::Value) -> NewInspection {
        serde_json::from_value(json!({
            "premises_id": "018cc251-f400-7000-98f2-cf2b39ff5ca8", "inspected_on": "2024-05-06", "checklist": "g",
            "answers": answers,
        }))
        .unwrap()
    }

    fn pointers(answers: &serde_json::Value, today: &str) -> Vec<String> {
        let (checklist, input) = (checklist(), input(answers));
        let problem = paired(&checklist, &input, today.parse().unwrap()).unwrap_err();
        problem.fields.iter().map(|field| field.pointer.clone()).collect()
    }

    #[test]
    fn every_question_is_answered_once() {
        let good = json!([{ "item": "g.2", "result": "fail" }, { "item": "g.1", "result": "na" }]);
        let (checklist, input) = (checklist(), input(&good));
        let pairs = paired(&checklist, &input, "2024-05-06".parse().unwrap()).unwrap();
        assert_eq!(
            pairs.iter().map(|(question, _)| question.code.as_str()).collect::<Vec<_>>(),
            ["g.1", "g.2"]
        );
        assert_eq!(pointers(&good, "2024-05-05"), ["/inspected_on"]);
        let ancient = NewInspection { inspected_on: "-262143-01-01".parse().unwrap(), ..input };
        assert!(paired(&checklist, &ancient, "2024-05-06".parse().unwrap()).is_err());
        assert_eq!(pointers(&json!([{ "item": "g.1", "result": "pass" }]), "2024-05-06"), ["/answers"]);
        let wrong = json!([
            { "item": "g.1", "result": "pass" }, { "item": "g.1", "result": "fail" }, { "item": "h.1", "result": "pass" },
            { "item": "g.2", "result": "pass", "evidence": ["018cc251-f400-7000-98f2-cf2b39ff5ca8"] },
        ]);
        assert_eq!(
            pointers(&wrong, "2024-05-06"),
            ["/answers/1/item", "/answers/2/item", "/answers/3/evidence"]
        );
    }
}
