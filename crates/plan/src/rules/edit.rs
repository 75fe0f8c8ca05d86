//! Changing tasks: pure, so that a review can be tested without a database.

use super::draft;
use crate::model::{Owner, Part, PlanTask, TaskBody, TaskChange, TaskSpan, TaskState};
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;

const LONGEST_TEXT: usize = 2000;
const LONGEST_REASON: usize = 500;

fn refuse(pointer: &str, code: &str, message: impl Into<String>) -> Problem {
    Problem::invalid(vec![FieldProblem::new(pointer, code, message)])
}

/// A reason that says something.
///
/// # Errors
/// 422 when it is empty or too long.
pub fn reason(text: &str) -> Result<String, Problem> {
    words(text, "/reason", LONGEST_REASON)
}

/// Words that say something.
///
/// # Errors
/// 422 when there are none or too many.
pub fn words(text: &str, pointer: &str, longest: usize) -> Result<String, Problem> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Problem::invalid(vec![FieldProblem::required(pointer)])),
        count if count > longest => Err(refuse(pointer, "too_long", format!("最多{longest}字"))),
        _ => Ok(text.to_owned()),
    }
}

/// Changes what a task says.
///
/// # Errors
/// 422 naming the field.
pub fn change(pack: &Pack, body: &TaskBody, change: TaskChange) -> Result<TaskBody, Problem> {
    let mut new = body.clone();
    if let Some(text) = change.text {
        new.text = words(&text, "/change/text", LONGEST_TEXT)?;
    }
    if let Some(owners) = change.owners {
        new.owners = self::owners(owners)?;
    }
    if let Some(due_on) = change.due_on {
        new.due_on = due_on;
    }
    if let Some(due) = change.due {
        new.due = due;
    }
    if let Some(target) = change.target {
        if let Some(target) = &target {
            let right =
                target.amount.is_finite() && target.amount > 0.0 && (!target.share || target.amount <= 1.0);
            if !right {
                return Err(refuse("/change/target/amount", "invalid", "目标须大于零；比例不超过100%"));
            }
        }
        new.target = target;
    }
    if let Some(milestones) = change.milestones {
        let right = |stone: &crate::model::Milestone| {
            (1..=4).contains(&stone.quarter) && stone.amount.is_finite() && stone.amount >= 0.0
        };
        if !milestones.iter().all(right)
            || milestones.windows(2).any(|pair| matches!(pair, [a, b] if a.quarter >= b.quarter))
        {
            return Err(refuse("/change/milestones", "invalid", "节点按一至四季度各填一次"));
        }
        new.milestones = milestones;
    }
    if let Some(evidence) = change.evidence {
        new.evidence = evidence.map(|text| words(&text, "/change/evidence", LONGEST_REASON)).transpose()?;
    }
    if let Some(mandates) = change.mandates {
        let known = |code: &String| {
            pack.lists.get("mandates").is_some_and(|list| list.items.iter().any(|item| &item.code == code))
        };
        if let Some(bad) = mandates.iter().find(|code| !known(code)) {
            return Err(refuse("/change/mandates", "unknown", format!("没有“{bad}”这一专项")));
        }
        new.mandates = mandates;
    }
    if let Some(document) = change.document {
        new.document = document;
    }
    if let Some(measure) = change.measure {
        if let Some(measure) = &measure {
            measure.numerator.check(pack, "/change/measure/numerator")?;
            if let Some(of) = &measure.denominator {
                of.check(pack, "/change/measure/denominator")?;
            }
        }
        new.measure = measure;
    }
    Ok(new)
}

/// Owners typed by a person are confirmed by that.
fn owners(owners: Vec<Owner>) -> Result<Vec<Owner>, Problem> {
    use crate::model::OwnerKind;
    let whole = |owner: &Owner| match owner.kind {
        OwnerKind::Post => owner.post_id.is_some(),
        OwnerKind::Organisation => owner.org_id.is_some(),
        _ => true,
    };
    if let Some(at) = owners.iter().position(|owner| !whole(owner)) {
        return Err(refuse(&format!("/change/owners/{at}"), "required", "请选择机构或岗位"));
    }
    Ok(owners
        .into_iter()
        .map(|owner| Owner { confirmed: owner.kind != OwnerKind::Unknown, ..owner })
        .collect())
}

/// Cuts a text at a code point; both parts keep their place in the source when the text is still that of the source.
///
/// # Errors
/// 422 when a part would be empty.
pub fn split(body: &TaskBody, at: usize) -> Result<(TaskBody, TaskBody), Problem> {
    let letters: Vec<char> = body.text.chars().collect();
    let (Some(left), Some(right)) = (letters.get(..at), letters.get(at..)) else {
        return Err(refuse("/at", "invalid", "拆分处在文字之外"));
    };
    let trim = |part: &[char]| -> String {
        part.iter()
            .collect::<String>()
            .trim_matches(|letter: char| letter.is_whitespace() || "；，、".contains(letter))
            .to_owned()
    };
    let (first, second) = (trim(left), trim(right));
    if first.is_empty() || second.is_empty() {
        return Err(refuse("/at", "invalid", "拆分后两段都要有文字"));
    }
    let spans = |from: usize, to: usize| -> Vec<TaskSpan> {
        match body.spans.as_slice() {
            [span] if span.to.saturating_sub(span.from) == letters.len() => {
                vec![TaskSpan { lines: span.lines, from: span.from + from, to: span.from + to }]
            }
            spans => spans.to_vec(),
        }
    };
    let part = |number: usize, text: String, spans: Vec<TaskSpan>| TaskBody {
        number: format!("{}-{number}", body.number),
        document: draft::is_document(&text),
        due: body.due.iter().filter(|due| text.contains(&due.raw)).cloned().collect(),
        quantity: body.quantity.iter().filter(|quantity| text.contains(&quantity.raw)).cloned().collect(),
        coverage: body.coverage.clone().filter(|coverage| text.contains(&coverage.raw)),
        target: None,
        text,
        spans,
        ..body.clone()
    };
    let mut parts = (part(1, first, spans(0, at)), part(2, second, spans(at, letters.len())));
    for part in [&mut parts.0, &mut parts.1] {
        part.target = body.target.clone().filter(|target| {
            part.coverage.is_some() == target.share && (target.share || !part.quantity.is_empty())
        });
    }
    Ok(parts)
}

/// Makes one task of several of one clause, in their order.
///
/// # Errors
/// 422 when there are fewer than two or they stand in several clauses.
pub fn merge(tasks: &[&PlanTask]) -> Result<TaskBody, Problem> {
    let [first, rest @ ..] = tasks else {
        return Err(refuse("/tasks", "invalid", "请选择两条以上任务"));
    };
    if rest.is_empty() {
        return Err(refuse("/tasks", "invalid", "请选择两条以上任务"));
    }
    if rest.iter().any(|task| task.clause != first.clause) {
        return Err(refuse("/tasks", "invalid", "只能合并同一条款下的任务"));
    }
    let mut merged = first.body.clone();
    for task in rest {
        let ends = merged.text.ends_with(['。', '；']);
        merged.text.push_str(if ends { "" } else { "；" });
        merged.text.push_str(&task.body.text);
        merged.spans.extend(task.body.spans.iter().copied());
        for owner in &task.body.owners {
            if !merged.owners.iter().any(|known| known.part == owner.part && known.name == owner.name) {
                merged.owners.push(owner.clone());
            }
        }
        merged.due.extend(task.body.due.iter().filter(|due| !first.body.due.contains(due)).cloned());
        merged.quantity.extend(task.body.quantity.iter().cloned());
        merged.coverage = merged.coverage.or_else(|| task.body.coverage.clone());
        merged.target = merged.target.or_else(|| task.body.target.clone());
        merged.document |= task.body.document;
        for mandate in &task.body.mandates {
            if !merged.mandates.contains(mandate) {
                merged.mandates.push(mandate.clone());
            }
        }
    }
    Ok(merged)
}

/// Whether an edit makes sense for a task in this state.
///
/// # Errors
/// 409 with the state.
pub fn open(task: &PlanTask) -> Result<(), Problem> {
    match task.state {
        TaskState::Proposed | TaskState::Accepted | TaskState::Rejected => Ok(()),
        TaskState::Replaced | TaskState::Withdrawn => Err(Problem::conflict(
            "该任务已被拆分、合并或撤回",
            serde_json::json!({ "id": task.id, "state": task.state, "version": task.version }),
        )),
    }
}

/// Confirms the owners that were found.
#[must_use]
pub fn confirmed(body: &TaskBody) -> TaskBody {
    let mut new = body.clone();
    for owner in &mut new.owners {
        owner.confirmed |= owner.kind != crate::model::OwnerKind::Unknown;
    }
    new
}

/// Takes owners, measure, target, evidence and mandates over from a task of an earlier year where the new one has none.
#[must_use]
pub fn carried(new: &TaskBody, old: &TaskBody) -> TaskBody {
    let mut body = new.clone();
    let led = body
        .owners
        .iter()
        .any(|owner| owner.part == Part::Lead && owner.kind != crate::model::OwnerKind::Unknown);
    if !led {
        body.owners = old.owners.iter().map(|owner| Owner { confirmed: false, ..owner.clone() }).collect();
    }
    body.measure = body.measure.or_else(|| old.measure.clone());
    body.target = body.target.or_else(|| old.target.clone());
    body.evidence = body.evidence.or_else(|| old.evidence.clone());
    if body.mandates.is_empty() {
        body.mandates.clone_from(&old.mandates);
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn task(clause: &str, text: &str, from: usize) -> PlanTask {
        let mut body = draft::blank("3", text);
        body.spans = vec![TaskSpan { lines: [4, 4], from, to: from + text.chars().count() }];
        PlanTask {
            id: Uuid::nil(),
            plan_id: Uuid::nil(),
            clause: clause.into(),
            position: 1,
            state: TaskState::Proposed,
            version: 1,
            body,
        }
    }

    #[test]
    fn both_parts_of_a_split_keep_their_place_in_the_source() {
        let whole = task("一(一)", "召开会议；印发清单", 10);
        let (first, second) = split(&whole.body, 5).unwrap();
        assert_eq!((first.text.as_str(), second.text.as_str()), ("召开会议", "印发清单"));
        assert_eq!((first.spans[0].from, first.spans[0].to), (10, 15));
        assert_eq!((second.spans[0].from, second.spans[0].to), (15, 19));
        assert_eq!((first.number.as_str(), second.number.as_str()), ("3-1", "3-2"));
        assert_eq!(split(&whole.body, 0).unwrap_err().status, 422);
        assert_eq!(split(&whole.body, 99).unwrap_err().status, 422);
    }

    #[test]
    fn a_merge_keeps_every_place_and_stays_within_a_clause() {
        let (a, b) = (task("一(一)", "召开会议。", 0), task("一(一)", "印发清单", 5));
        let merged = merge(&[&a, &b]).unwrap();
        assert_eq!(merged.text, "召开会议。印发清单");
        assert_eq!(merged.spans.len(), 2);
        assert_eq!(merge(&[&a]).unwrap_err().status, 422);
        assert_eq!(merge(&[&a, &task("一(二)", "另一条", 0)]).unwrap_err().status, 422);
    }

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason("  ").unwrap_err().fields[0].pointer, "/reason");
        assert_eq!(reason(" 重复 ").unwrap(), "重复");
    }
}
