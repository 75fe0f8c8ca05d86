//! Rules for the crosswalk: every clause that was seen has a row, and no row claims more than it shows.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::crosswalk::BuildStatus;
use crate::model::work::{Clause, ClauseStatus, WorkPoints};
use std::collections::BTreeSet;

pub(super) fn crosswalk(desk: &mut Desk<'_>) {
    let documents = desk.contents.work_points.iter().map(|entry| &entry.value);
    let known: Vec<&str> =
        documents.flat_map(|points| &points.clauses).map(|clause| clause.id.as_str()).collect();
    let mut covered = BTreeSet::new();
    for entry in desk.contents.crosswalk.iter() {
        let (row, spot) = (&entry.value, &entry.spot);
        covered.insert(row.clause.as_str());
        desk.refer(&spot.key("clause"), "条款", &row.clause, &known);
        let shown = row.screen.is_some() && !row.api.is_empty() && !row.tests.is_empty();
        let fault = match row.status {
            BuildStatus::Built if !shown => Some("标为已建，须写画面、接口和测试"),
            BuildStatus::Built if row.missing.is_some() => Some("标为已建，不能再写缺什么"),
            BuildStatus::Partial if row.missing.is_none() => Some("标为部分已建，须写缺什么（missing）"),
            BuildStatus::None if !row.tests.is_empty() => Some("标为未建，不应有测试"),
            _ => None,
        };
        if let Some(fault) = fault {
            desk.report(spot, Code::Inconsistent, format!("对照行“{}”{fault}", row.code));
        }
    }
    // A pack without a crosswalk makes no claim at all.
    if covered.is_empty() {
        return;
    }
    for entry in desk.contents.work_points.iter() {
        for (index, clause) in entry.value.clauses.iter().enumerate() {
            if owes_a_row(&entry.value, clause) && !covered.contains(clause.id.as_str()) {
                let spot = entry.spot.key("clause").item(index);
                desk.report(&spot, Code::MissingKey, format!("要点对照表没有条款“{}”", clause.id));
            }
        }
    }
}

fn owes_a_row(points: &WorkPoints, clause: &Clause) -> bool {
    let leaf = !points.clauses.iter().any(|other| other.parent() == Some(clause.id.as_str()));
    leaf && clause.status != ClauseStatus::Elided
}
