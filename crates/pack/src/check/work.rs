//! Rules for work points: ids unique and in order, nothing invented for words that were not seen.

use super::desk::Desk;
use super::duties::is_period;
use crate::finding::Code;
use crate::model::work::{Clause, ClauseKind, ClauseStatus, Due, DueKind, WorkPoints, WorkTask};
use crate::numeral::{from_chinese, to_chinese};
use crate::shelf::report_duplicates;
use crate::source::{Located, Spot};
use std::collections::BTreeSet;

pub(super) fn work_points(desk: &mut Desk<'_>) {
    for entry in desk.contents.work_points.iter() {
        let clauses = entry.value.clauses.iter().enumerate();
        let spotted =
            clauses.map(|(index, clause)| (clause.id.as_str(), entry.spot.key("clause").item(index)));
        report_duplicates("条款", spotted, desk.findings());
        let tasks = entry.value.clauses.iter().enumerate().flat_map(|(index, clause)| {
            let spot = entry.spot.key("clause").item(index).key("task");
            clause.tasks.iter().enumerate().map(move |(index, task)| (task.code.as_str(), spot.item(index)))
        });
        report_duplicates("任务", tasks, desk.findings());
        order(desk, entry);
        for (index, clause) in entry.value.clauses.iter().enumerate() {
            self::clause(desk, &entry.spot.key("clause").item(index), &entry.value, clause);
        }
    }
}

/// Sections count from 一, clauses run through the document, items start anew under each clause.
fn order(desk: &mut Desk<'_>, entry: &Located<WorkPoints>) {
    let (mut section, mut clause, mut item) = (0, 0, 0);
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for (index, own) in entry.value.clauses.iter().enumerate() {
        let spot = entry.spot.key("clause").item(index).key("id");
        if let Some(parent) = own.parent().filter(|parent| !open.contains(parent)) {
            desk.report(&spot, Code::ClauseOrder, format!("条款“{}”前面没有它的上级“{parent}”", own.id));
        }
        open.insert(&own.id);
        if !own.is_placed() {
            unplaced(desk, entry, own, &spot);
            continue;
        }
        let expected = match own.kind {
            ClauseKind::Section => {
                (section, item) = (section + 1, 0);
                to_chinese(section)
            }
            ClauseKind::Clause => {
                (clause, item) = (clause + 1, 0);
                format!("{}({})", own.parent().unwrap_or(""), to_chinese(clause))
            }
            ClauseKind::Item | ClauseKind::Fragment => {
                item += 1;
                format!("{}{item}", own.parent().unwrap_or(""))
            }
        };
        if own.id != expected {
            let message = format!("条款“{}”的编号不连续，应为“{expected}”", own.id);
            desk.report(&spot, Code::ClauseOrder, message);
            // Go on counting from what is written, so that one gap is told once.
            match own.kind {
                ClauseKind::Section => section = from_chinese(&own.id).unwrap_or(section),
                ClauseKind::Clause => clause = inner(own).and_then(from_chinese).unwrap_or(clause),
                ClauseKind::Item | ClauseKind::Fragment => {
                    item = own.id.rsplit(')').next().and_then(|n| n.parse().ok()).unwrap_or(item);
                }
            }
        }
    }
}

/// What the source leaves open must say between what.
fn unplaced(desk: &mut Desk<'_>, entry: &Located<WorkPoints>, own: &Clause, spot: &Spot) {
    if own.kind == ClauseKind::Fragment {
        if own.under.is_none() {
            desk.report(spot, Code::MissingKey, format!("残句“{}”须写 under，说明在哪一部分", own.id));
        }
    } else if own.candidates.is_empty() {
        desk.report(spot, Code::MissingKey, format!("条款“{}”须写 candidates，列出可能的上级", own.id));
    }
    let known: Vec<&str> = entry.value.clauses.iter().map(|clause| clause.id.as_str()).collect();
    for candidate in &own.candidates {
        desk.refer(spot, "条款", candidate, &known);
    }
}

fn inner(clause: &Clause) -> Option<&str> {
    clause.id.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'))
}

fn clause(desk: &mut Desk<'_>, spot: &Spot, points: &WorkPoints, clause: &Clause) {
    if clause.status == ClauseStatus::Elided {
        if !clause.tasks.is_empty() {
            let message = format!("条款“{}”的原文未见，不能有任务", clause.id);
            desk.report(&spot.key("task").item(0), Code::ElidedClause, message);
        }
        if clause.summary.is_some() {
            let message = format!("条款“{}”的原文未见，不能有内容摘要", clause.id);
            desk.report(&spot.key("summary"), Code::ElidedClause, message);
        }
    } else {
        let child = |other: &Clause| other.parent() == Some(clause.id.as_str());
        let leaf = !points.clauses.iter().any(child);
        if leaf && clause.tasks.is_empty() {
            desk.report(spot, Code::MissingKey, format!("条款“{}”没有分解出任务", clause.id));
        }
    }
    for (index, task) in clause.tasks.iter().enumerate() {
        self::task(desk, &spot.key("task").item(index), task);
    }
}

fn task(desk: &mut Desk<'_>, spot: &Spot, task: &WorkTask) {
    let departments = desk.contents.departments.codes();
    let kinds = desk.contents.lifecycles.codes();
    desk.refer_all(&spot.key("lead"), "部门", &task.lead, &departments);
    desk.refer_all(&spot.key("support"), "部门", &task.support, &departments);
    desk.refer_all(&spot.key("case_kinds"), "事项流程", &task.case_kinds, &kinds);
    for (index, name) in task.support.iter().enumerate().filter(|(_, name)| task.lead.contains(name)) {
        desk.report(
            &spot.key("support").item(index),
            Code::Inconsistent,
            format!("部门“{name}”既牵头又配合"),
        );
    }
    for (index, due) in task.due.iter().enumerate().filter(|(_, due)| !is_due(due)) {
        let message = format!("“{}”不是 {:?} 类期限的写法", due.value, due.kind);
        let hint = "date 写 2024-12-31，period 写 2024-03-01/2024-11-30 或 P3Y，cadence 写 P1M 或 ongoing";
        desk.advise(&spot.key("due").item(index), Code::BadValue, message, hint);
    }
    if task.quantity.as_ref().is_some_and(|quantity| quantity.max.is_some_and(|max| max < quantity.min)) {
        desk.report(&spot.key("quantity"), Code::BadValue, "目标数量的上限小于下限");
    }
    if task.coverage_percent.is_some_and(|percent| percent == 0 || percent > 100) {
        desk.report(&spot.key("coverage_percent"), Code::BadValue, "覆盖率应在 1 到 100 之间");
    }
}

fn is_due(due: &Due) -> bool {
    match due.kind {
        DueKind::Date => due.day().is_some(),
        DueKind::Period => is_period(&due.value) || due.day().is_some(),
        DueKind::Cadence => due.value == "ongoing" || is_period(&due.value),
        DueKind::After => !due.value.is_empty(),
    }
}
