//! Judging facts by the edition in force on a day.

use crate::model::advisory;
use crate::model::{Judgement, JudgementReason, UnknownInput, Vocabulary};
use chrono::NaiveDate;
use gb35181::{Edition, InputProblems, RuleTable};
use kernel::problem::{FieldProblem, Problem};
use serde_json::{Map, Value};

/// The edition in force on a day.
///
/// # Errors
/// 422 on the field at `pointer` before 2018-07-01.
pub fn edition(pointer: &str, date: NaiveDate) -> Result<Edition, Problem> {
    gb35181::choose_edition(None, Some(date), None)
        .map_err(|error| Problem::invalid(vec![FieldProblem::new(pointer, "edition", error.to_string())]))
}

/// What an edition suggests of premises of some kinds with some facts.
///
/// # Errors
/// 422 with a pointer below `/facts` or `/kinds` for everything the edition does not know.
pub fn suggest(edition: Edition, facts: &Map<String, Value>, kinds: &[String]) -> Result<Judgement, Problem> {
    let table = RuleTable::embedded(edition);
    let mut inputs = facts.clone();
    if !kinds.is_empty() {
        inputs.insert("kinds".to_owned(), Value::from(kinds.to_vec()));
    }
    let found = gb35181::judge(table, &Value::Object(inputs)).map_err(|problems| refused(&problems))?;
    let unknown_labels =
        found.unknown.iter().map(|name| UnknownInput { input: name.clone(), label: label(table, name) });
    Ok(Judgement {
        edition: edition.to_string(),
        verdict: word(&found.verdict).unwrap_or_default(),
        route: found.route.as_ref().and_then(word),
        unknown_labels: unknown_labels.collect(),
        direct: found.direct,
        comprehensive: found.comprehensive,
        by: found.by,
        excluded_elements: found.excluded_elements,
        premises_exclusion: found.premises_exclusion,
        unknown: found.unknown,
        reasons: found
            .reasons
            .into_iter()
            .map(|reason| JudgementReason {
                clause: reason.clause,
                facts: reason.facts,
                threshold: reason.threshold,
                text: reason.text,
            })
            .collect(),
        advisory: advisory(),
    })
}

/// What an edition asks about premises of some kinds.
///
/// # Errors
/// 422 on `/kinds` for a kind the edition does not know.
pub fn vocabulary(edition: Edition, kinds: &[String]) -> Result<Vocabulary, Problem> {
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    RuleTable::embedded(edition).form(&kinds).map(Vocabulary::from).map_err(|problems| refused(&problems))
}

fn word<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn label(table: &RuleTable, name: &str) -> String {
    let input = table.inputs().iter().find(|input| input.name == name);
    input.map_or_else(|| name.to_owned(), |input| input.label.clone())
}

/// `kinds[0]` becomes `/kinds/0`, everything else stands below `/facts`.
fn refused(problems: &InputProblems) -> Problem {
    let field = |problem: &gb35181::InputProblem| {
        let path = problem.field.replace('[', "/").replace(']', "");
        let pointer = if path.starts_with("kinds") { format!("/{path}") } else { format!("/facts/{path}") };
        FieldProblem::new(pointer, "judgement", problem.message.clone())
    };
    Problem::invalid(problems.0.iter().map(field).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn facts(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn a_shop_short_of_an_exit_is_suggested_major_with_labels_and_the_advice() {
        let found = suggest(
            Edition::E2025,
            &facts(&json!({ "exits_required": 2, "exits_present": 1 })),
            &["shop".to_owned()],
        )
        .unwrap();
        assert!(found.is_major());
        assert_eq!(
            (found.route.as_deref(), found.direct.as_slice()),
            (Some("direct"), &["5.2 c)".to_owned()][..])
        );
        assert_eq!(found.advisory, "判定建议，不是确定");
        assert_eq!(found.unknown.len(), found.unknown_labels.len());
        let again: Judgement = serde_json::from_value(serde_json::to_value(&found).unwrap()).unwrap();
        assert_eq!(again, found, "a case keeps it as JSON");
    }

    #[test]
    fn what_the_edition_does_not_know_is_pointed_at() {
        let problem = suggest(Edition::E2025, &facts(&json!({ "exits_present": "x" })), &["moon".to_owned()])
            .unwrap_err();
        let mut pointers: Vec<_> = problem.fields.iter().map(|field| field.pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/facts/exits_present", "/kinds/0"]);
        assert_eq!(edition("/date", "2018-06-30".parse().unwrap()).unwrap_err().fields[0].pointer, "/date");
    }

    #[test]
    fn the_vocabulary_is_that_of_the_kinds() {
        let found = vocabulary(Edition::E2017, &["hotel".to_owned()]).unwrap();
        assert_eq!(found.edition, "2017");
        assert!(found.inputs.iter().any(|input| input.name == "exits_present" && input.kind == "number"));
        assert_eq!(vocabulary(Edition::E2017, &["moon".to_owned()]).unwrap_err().status, 422);
    }
}
