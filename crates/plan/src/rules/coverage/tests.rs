//! A small plan with every kind of hole.

use super::*;
use crate::model::{Owner, Part, PlanState};
use crate::rules::draft::blank;
use kernel::time::Timestamp;
use uuid::Uuid;

fn node(id: &str, kind: &str, parent: Option<&str>, text: Option<&str>, status: &str) -> OutlineNode {
    OutlineNode {
        id: id.into(),
        kind: kind.into(),
        parent: parent.map(str::to_owned),
        level: 2,
        heading: Some("标题".into()),
        text: text.map(str::to_owned),
        status: status.into(),
        certain: true,
        candidates: Vec::new(),
        lines: [1, 1],
        masked: Vec::new(),
        omitted_chars: None,
    }
}

fn task(number: u128, clause: &str, state: TaskState, lead: bool) -> PlanTask {
    let mut body = blank(&number.to_string(), "开展排查");
    if lead {
        body.owners.push(Owner {
            part: Part::Lead,
            kind: OwnerKind::EachCounty,
            name: "各县".into(),
            raw: None,
            org_id: None,
            post_id: None,
            confirmed: true,
        });
    }
    let id = Uuid::from_u128(number);
    PlanTask { id, plan_id: Uuid::nil(), clause: clause.into(), position: 1, state, version: 1, body }
}

fn plan() -> PlanRow {
    PlanRow {
        id: Uuid::nil(),
        document_id: Uuid::nil(),
        year: 2026,
        title: "要点".into(),
        region_code: None,
        upper_plan: None,
        state: PlanState::Draft,
        no_task: BTreeMap::new(),
        version: 1,
        edition: 0,
        created_at: Timestamp::from_micros(0),
        creator: String::new(),
        published_at: None,
        publisher: None,
        reason: None,
    }
}

fn nodes() -> Vec<OutlineNode> {
    vec![
        node("一", "section", None, None, "present"),
        node("一(一)", "clause", Some("一"), Some("要召开会议。"), "present"),
        node("一(二)", "clause", Some("一"), None, "elided"),
        node("一(三)", "clause", Some("一"), Some("  "), "present"),
    ]
}

fn kinds(plan: &PlanRow, tasks: &[PlanTask]) -> Vec<(CheckKind, bool)> {
    checks(plan, &nodes(), tasks).into_iter().map(|check| (check.kind, check.blocks)).collect()
}

#[test]
fn a_clause_needs_a_task_or_a_reason_and_missing_words_need_neither() {
    assert_eq!(kinds(&plan(), &[]), [(CheckKind::NoTask, true), (CheckKind::Gap, false)]);
    let mut marked = plan();
    marked.no_task.insert("一(一)".into(), "只是原则".into());
    assert_eq!(kinds(&marked, &[]), [(CheckKind::Gap, false)]);
}

#[test]
fn a_proposal_must_be_decided_and_an_unowned_task_is_only_told() {
    let proposed = [task(1, "一(一)", TaskState::Proposed, true)];
    assert_eq!(kinds(&plan(), &proposed), [(CheckKind::Undecided, true), (CheckKind::Gap, false)]);
    let unowned = [task(1, "一(一)", TaskState::Accepted, false)];
    assert_eq!(kinds(&plan(), &unowned), [(CheckKind::Unowned, false), (CheckKind::Gap, false)]);
    let rejected = [task(1, "一(一)", TaskState::Rejected, true)];
    assert!(kinds(&plan(), &rejected).contains(&(CheckKind::NoTask, true)));
}

#[test]
fn an_owner_found_by_name_waits_for_a_person() {
    let mut found = task(1, "一(一)", TaskState::Accepted, true);
    found.body.owners[0].confirmed = false;
    assert!(kinds(&plan(), &[found]).contains(&(CheckKind::Unconfirmed, true)));
}

#[test]
fn coverage_counts_by_section_and_names_every_hole() {
    let tasks = [task(1, "一(一)", TaskState::Accepted, true), task(2, "一(一)", TaskState::Accepted, false)];
    let found = coverage(&plan(), &nodes(), &tasks, &|task| task.id == Uuid::from_u128(1));
    assert_eq!(found.sections.len(), 1);
    let row = &found.sections[0];
    assert_eq!((row.clauses, row.covered, row.missing, row.tasks, row.owned), (1, 1, 1, 2, 1));
    let kinds: Vec<&str> = found.gaps.iter().map(|gap| gap.kind.as_str()).collect();
    assert_eq!(kinds, ["vacant", "no_measure", "unowned", "no_measure", "gap"]);
}
