//! Which cases a visit makes.

use crate::model::{Answer, ChecklistQuestion, Judgement, Outcome};
use chrono::NaiveDate;
use kernel::date::format_cn;
use kernel::id::FileId;
use serde_json::{Map, Value, json};

/// Kind of the cases a visit opens.
pub const KIND: &str = "hazard";
/// Mark of a case that carries a suggestion of a major hazard.
pub const SUGGESTED_MAJOR: &str = "suggested_major";
/// In the place of a question, for the case that carries the suggestion.
pub const MAJOR_ITEM: &str = "#major";
/// Class of hazard where no failed answer is behind the suggestion.
const OTHER: &str = "other";
/// Longest title and description, characters.
const LONGEST: (usize, usize) = (100, 1_000);

/// A hazard that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Code of the question, or [`MAJOR_ITEM`].
    pub item: String,
    /// Title of the case.
    pub title: String,
    /// Form of the case.
    pub fields: Map<String, Value>,
    /// Photographs.
    pub evidence: Vec<FileId>,
    /// Whether it carries the suggestion.
    pub major: bool,
}

/// One finding per failed answer; before them, one that carries the suggestion when it is major.
#[must_use]
pub fn findings(
    day: NaiveDate,
    answers: &[(&ChecklistQuestion, &Answer)],
    judgement: Option<&Judgement>,
) -> Vec<Finding> {
    let failed: Vec<_> = answers.iter().filter(|(_, answer)| answer.result == Outcome::Fail).collect();
    let major = judgement.filter(|judgement| judgement.is_major()).map(|judgement| {
        let behind = |question: &ChecklistQuestion| {
            question
                .facts
                .keys()
                .any(|name| judgement.reasons.iter().any(|reason| reason.facts.contains_key(name)))
        };
        let class =
            failed.iter().find(|(question, _)| behind(question)).map(|(question, _)| &question.hazard_class);
        suspected(day, judgement, class.map_or(OTHER, String::as_str))
    });
    major
        .into_iter()
        .chain(failed.into_iter().map(|(question, answer)| ordinary(day, question, answer)))
        .collect()
}

fn suspected(day: NaiveDate, judgement: &Judgement, class: &str) -> Finding {
    let clauses: Vec<&str> = if judgement.direct.is_empty() {
        judgement.comprehensive.iter().map(String::as_str).collect()
    } else {
        judgement.direct.iter().map(String::as_str).collect()
    };
    let reasons: Vec<&str> = judgement.reasons.iter().map(|reason| reason.text.as_str()).collect();
    let summary = format!(
        "按GB 35181-{}，{}检查所见符合第{}条，建议提请集体确定（{}）。{}",
        judgement.edition,
        format_cn(day),
        clauses.join("、"),
        judgement.advisory,
        reasons.join("；")
    );
    Finding {
        item: MAJOR_ITEM.to_owned(),
        title: cut(
            &format!("疑似重大火灾隐患（GB 35181-{}第{}条）", judgement.edition, clauses.join("、")),
            LONGEST.0,
        ),
        fields: form(day, &summary, class),
        evidence: Vec::new(),
        major: true,
    }
}

fn ordinary(day: NaiveDate, question: &ChecklistQuestion, answer: &Answer) -> Finding {
    let note = answer.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let summary = match note {
        Some(note) => format!("{note}（检查项：{}）", question.text),
        None => format!("检查项不合格：{}", question.text),
    };
    let title = note.and_then(|note| note.lines().next()).unwrap_or(&question.text);
    Finding {
        item: question.code.clone(),
        title: cut(&format!("{}：{title}", question.group), LONGEST.0),
        fields: form(day, &summary, &question.hazard_class),
        evidence: answer.evidence.clone(),
        major: false,
    }
}

fn form(day: NaiveDate, summary: &str, class: &str) -> Map<String, Value> {
    let fields = json!({ "summary": cut(summary, LONGEST.1), "class": class, "found_on": day });
    fields.as_object().cloned().unwrap_or_default()
}

/// At most `most` characters; a text that is cut says so with an ellipsis.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(code: &str, class: &str, facts: &Value) -> ChecklistQuestion {
        ChecklistQuestion {
            code: code.into(),
            text: "安全出口数量符合要求".into(),
            basis: String::new(),
            certainty: "unverified".into(),
            group: "安全疏散".into(),
            hazard_class: class.into(),
            facts: facts.as_object().cloned().unwrap(),
            facts_if_ok: Map::new(),
            asks: Vec::new(),
            hint: None,
        }
    }

    fn answer(result: Outcome, note: Option<&str>) -> Answer {
        Answer { item: String::new(), result, note: note.map(str::to_owned), evidence: Vec::new() }
    }

    #[test]
    fn every_failed_answer_is_a_finding_and_a_major_suggestion_stands_before_them() {
        let exits = question("general.2", "evacuation_insufficient", &json!({ "exits_present": 1 }));
        let wiring = question("general.1", "electrical", &json!({}));
        let (bad, noted, good) = (
            answer(Outcome::Fail, None),
            answer(Outcome::Fail, Some("私拉电线\n三处")),
            answer(Outcome::Pass, None),
        );
        let day = "2025-12-01".parse().unwrap();
        let facts = json!({ "exits_present": 1, "exits_required": 2 });
        let facts = facts.as_object().cloned().unwrap();
        let judgement =
            crate::rules::judge::suggest(gb35181::Edition::E2025, &facts, &["shop".to_owned()]).unwrap();
        let answers = [(&wiring, &noted), (&exits, &bad), (&exits, &good)];
        let found = findings(day, &answers, Some(&judgement));
        let told: Vec<_> = found
            .iter()
            .map(|finding| (finding.item.as_str(), finding.fields["class"].as_str().unwrap(), finding.major))
            .collect();
        assert_eq!(
            told,
            [
                (MAJOR_ITEM, "evacuation_insufficient", true),
                ("general.1", "electrical", false),
                ("general.2", "evacuation_insufficient", false),
            ]
        );
        assert_eq!(found[0].title, "疑似重大火灾隐患（GB 35181-2025第5.2 c)条）");
        assert_eq!(found[1].title, "安全疏散：私拉电线");
        assert_eq!(found[1].fields["found_on"], "2025-12-01");
        assert!(findings(day, &answers[2..], None).is_empty());
    }

    #[test]
    fn a_long_title_is_cut_and_says_so() {
        assert_eq!(cut("一二三", 3), "一二三");
        assert_eq!(cut("一二三四", 3), "一二…");
    }
}
