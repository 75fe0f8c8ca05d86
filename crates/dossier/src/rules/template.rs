//! A scoring sheet drawn from the clauses of the pack: a beginning for a sheet nobody has in a workbook yet.

use crate::model::{SheetItem, Source, Want};
use pack::{ClauseKind, Pack};
use std::collections::BTreeSet;

/// One item for each clause of the newest work points whose words were seen and that asks for something, in the order of
/// the document. What counts as evidence follows from the kinds of case that prove its tasks and from where the clause is
/// met in the software; a clause with neither is proved by the verified reports on its tasks.
#[must_use]
pub fn items(pack: &Pack) -> Vec<SheetItem> {
    let Some(points) = pack.work_points.iter().max_by_key(|points| points.year) else { return Vec::new() };
    points
        .clauses
        .iter()
        .filter(|clause| clause.kind != ClauseKind::Section && !clause.tasks.is_empty())
        .enumerate()
        .map(|(index, clause)| {
            let kinds: BTreeSet<&String> =
                clause.tasks.iter().flat_map(|task| task.case_kinds.iter()).collect();
            let mut wants = Vec::new();
            if !kinds.is_empty() {
                wants.push(want(Source::Cases, kinds.into_iter().cloned().collect()));
            }
            let met = pack.crosswalk.iter().filter(|row| row.clause == clause.id);
            let calls: Vec<&str> = met.flat_map(|row| row.api.iter().map(String::as_str)).collect();
            if calls.iter().any(|call| call.contains("/inspections")) {
                wants.push(want(Source::Inspections, Vec::new()));
            }
            if wants.is_empty() {
                wants.push(want(Source::PlanReports, Vec::new()));
            }
            SheetItem {
                number: (index + 1).to_string(),
                text: clause.heading.clone(),
                points: None,
                clauses: vec![clause.id.clone()],
                wants,
            }
        })
        .collect()
}

const fn want(source: Source, kinds: Vec<String>) -> Want {
    Want { source, kinds, hazard_class: None, closed_only: false, contains: None }
}
