//! The work points by section.

use super::PlanSection;
use pack::{ClauseKind, ClauseStatus, Pack};

/// Sections of the newest work points of the pack.
pub(super) fn sections(pack: &Pack) -> Vec<PlanSection> {
    let Some(points) = pack.work_points.iter().max_by_key(|points| points.year) else { return Vec::new() };
    let mut sections: Vec<PlanSection> = Vec::new();
    for clause in &points.clauses {
        if clause.kind == ClauseKind::Section {
            sections.push(PlanSection {
                section: clause.id.clone(),
                title: clause.heading.clone(),
                clauses: 0,
                present: 0,
                tasks: 0,
            });
        }
        let Some(section) = sections.last_mut() else { continue };
        if clause.kind != ClauseKind::Section {
            section.clauses += 1;
            section.present += u32::from(clause.status != ClauseStatus::Elided);
        }
        section.tasks += u32::try_from(clause.tasks.len()).unwrap_or(u32::MAX);
    }
    sections
}
