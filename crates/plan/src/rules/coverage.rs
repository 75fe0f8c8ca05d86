//! What a plan leaves open: checks before publication, and coverage by section.

use crate::model::{
    Check, CheckKind, CoverageGap, CoverageReport, OutlineNode, OwnerKind, PlanRow, PlanTask,
    SectionCoverage, TaskState,
};
use std::collections::BTreeMap;

fn accepted<'a>(tasks: &'a [PlanTask], clause: &'a str) -> impl Iterator<Item = &'a PlanTask> {
    tasks.iter().filter(move |task| task.clause == clause && task.state == TaskState::Accepted)
}

/// Whether a node's own words may ask for something.
#[must_use]
pub fn asks(node: &OutlineNode) -> bool {
    matches!(node.kind.as_str(), "clause" | "item" | "fragment")
        && node.text.as_deref().is_some_and(|text| !text.trim().is_empty())
}

fn missing(node: &OutlineNode) -> bool {
    node.status != "present" && matches!(node.kind.as_str(), "section" | "clause" | "item" | "fragment")
}

/// Everything publishing asks about, in order of the document.
#[must_use]
pub fn checks(plan: &PlanRow, nodes: &[OutlineNode], tasks: &[PlanTask]) -> Vec<Check> {
    let mut found = Vec::new();
    for node in nodes {
        let check = |kind, task: Option<&PlanTask>, blocks, message: String| Check {
            kind,
            clause: node.id.clone(),
            task: task.map(|task| task.id),
            blocks,
            message,
        };
        if missing(node) {
            found.push(check(CheckKind::Gap, None, false, "原文缺失，缺失部分未设任务".into()));
        }
        let own = || tasks.iter().filter(|task| task.clause == node.id);
        for task in own().filter(|task| task.state == TaskState::Proposed) {
            found.push(check(
                CheckKind::Undecided,
                Some(task),
                true,
                format!("建议任务{}尚未处理", task.body.number),
            ));
        }
        let none = own().all(|task| !matches!(task.state, TaskState::Accepted | TaskState::Proposed));
        if asks(node) && none && !plan.no_task.contains_key(&node.id) {
            found.push(check(CheckKind::NoTask, None, true, "本条没有任务，也未注明不设任务的理由".into()));
        }
        for task in accepted(tasks, &node.id) {
            if !task.owned() {
                found.push(check(
                    CheckKind::Unowned,
                    Some(task),
                    false,
                    format!("任务{}没有牵头单位", task.body.number),
                ));
            }
            let open =
                task.body.owners.iter().find(|owner| !owner.confirmed && owner.kind != OwnerKind::Unknown);
            if let Some(owner) = open {
                found.push(check(
                    CheckKind::Unconfirmed,
                    Some(task),
                    true,
                    format!("任务{}的责任单位“{}”尚未确认", task.body.number, owner.name),
                ));
            }
        }
    }
    found
}

/// Section of every node, by walking up.
#[must_use]
pub fn sections(nodes: &[OutlineNode]) -> BTreeMap<&str, &str> {
    let by_id: BTreeMap<&str, &OutlineNode> = nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    nodes
        .iter()
        .map(|node| {
            let top = std::iter::successors(Some(node), |node| by_id.get(node.parent.as_deref()?).copied())
                .take(20)
                .find(|node| node.kind == "section");
            (node.id.as_str(), top.map_or("", |node| node.id.as_str()))
        })
        .collect()
}

/// Whether it can be seen that a task was done: a measure, a document, a target, a cadence or wanted evidence.
#[must_use]
pub fn measured(task: &PlanTask) -> bool {
    let body = &task.body;
    body.measure.is_some()
        || body.document
        || body.target.is_some()
        || body.evidence.is_some()
        || body.due.iter().any(|due| due.kind == "cadence" && due.value.as_deref() != Some("ongoing"))
}

/// Coverage by section and every hole. `vacant` says of a task whether its leading posts have no holder.
#[must_use]
pub fn coverage(
    plan: &PlanRow,
    nodes: &[OutlineNode],
    tasks: &[PlanTask],
    vacant: &dyn Fn(&PlanTask) -> bool,
) -> CoverageReport {
    let of = sections(nodes);
    let mut rows: Vec<SectionCoverage> = Vec::new();
    let mut gaps = Vec::new();
    for node in nodes {
        let section = of.get(node.id.as_str()).copied().unwrap_or_default();
        let at = rows.iter().position(|row| row.section == section).unwrap_or_else(|| {
            let head = nodes.iter().find(|node| node.id == section);
            rows.push(SectionCoverage {
                section: section.to_owned(),
                title: head.and_then(|node| node.heading.clone()).unwrap_or_default(),
                clauses: 0,
                covered: 0,
                missing: 0,
                tasks: 0,
                owned: 0,
                measured: 0,
            });
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(at) else { continue };
        let words = node.heading.clone().or_else(|| node.text.clone()).unwrap_or_default();
        let mut hole = |kind: &str, task: Option<&PlanTask>, message: &str| {
            gaps.push(CoverageGap {
                kind: kind.to_owned(),
                section: section.to_owned(),
                clause: node.id.clone(),
                task: task.map(|task| task.id),
                text: task.map_or_else(|| words.clone(), |task| task.body.text.clone()),
                message: message.to_owned(),
            });
        };
        if missing(node) {
            row.missing += 1;
            hole("gap", None, "原文缺失");
        }
        if asks(node) {
            row.clauses += 1;
            let some = accepted(tasks, &node.id).next().is_some();
            row.covered += u64::from(some || plan.no_task.contains_key(&node.id));
            if !some && !plan.no_task.contains_key(&node.id) {
                hole("no_task", None, "没有任务");
            }
        }
        for task in accepted(tasks, &node.id) {
            row.tasks += 1;
            row.owned += u64::from(task.owned());
            row.measured += u64::from(measured(task));
            if !task.owned() {
                hole("unowned", Some(task), "没有牵头单位");
            } else if vacant(task) {
                hole("vacant", Some(task), "牵头岗位无人在任");
            }
            if !measured(task) {
                hole("no_measure", Some(task), "没有度量、目标或证据要求");
            }
        }
    }
    rows.retain(|row| row.clauses + row.tasks + row.missing > 0);
    let no_task = plan.no_task.iter().map(|(clause, reason)| (clause.clone(), reason.clone())).collect();
    CoverageReport { sections: rows, gaps, no_task }
}

#[cfg(test)]
mod tests;
