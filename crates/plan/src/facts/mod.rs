//! Read-only facts for other rooms: how the plan in force stands, by section, and what was reported on its tasks.

mod reports;

pub use reports::{ReportFact, ReportFile, reports_between};

use crate::model::Standing;
use crate::repo::plans;
use crate::rules::coverage;
use crate::service::{self, Desk, READ};
use kernel::problem::Problem;
use store::Ctx;
use uuid::Uuid;

/// A section of the plan in force.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionFacts {
    /// Node of the outline; empty for what stands outside sections.
    pub section: String,
    /// Heading.
    pub title: String,
    /// Clauses and items with words.
    pub clauses: u64,
    /// Clauses with missing words.
    pub missing: u64,
    /// Tasks in force.
    pub tasks: u64,
    /// Of which verified up to the target.
    pub done: u64,
    /// Of which reported, not verified.
    pub reported: u64,
    /// Of which overdue.
    pub overdue: u64,
    /// Of which waiting for something awaited.
    pub waiting: u64,
    /// Of which nobody leads.
    pub unowned: u64,
    /// Mean of verified against target over the tasks, 0 to 1.
    pub share: f64,
}

/// The plan in force.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanFacts {
    /// Plan.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Year.
    pub year: i32,
    /// By section.
    pub sections: Vec<SectionFacts>,
}

/// The newest plan in force the caller sees, counted over the tasks they see; none when there is none or they may not
/// see plans.
///
/// # Errors
/// When the database refuses.
#[expect(clippy::cast_precision_loss, reason = "a plan has some hundred tasks")]
pub async fn plan_in_force(ctx: &Ctx, desk: &Desk<'_>) -> Result<Option<PlanFacts>, Problem> {
    if !ctx.caller.may(READ) {
        return Ok(None);
    }
    let Some(plan) = plans::in_force(&ctx.tx, &ctx.caller.scope(READ)).await?.into_iter().next() else {
        return Ok(None);
    };
    let found = service::progress(ctx, desk, plan.id).await?;
    let of = coverage::sections(&found.nodes);
    let mut sections: Vec<SectionFacts> = Vec::new();
    for node in &found.nodes {
        let section = of.get(node.id.as_str()).copied().unwrap_or_default();
        let own = found.tasks.iter().filter(|line| line.task.clause == node.id);
        let lost = node.status != "present" && matches!(node.kind.as_str(), "clause" | "item" | "fragment");
        let at = sections.iter().position(|row| row.section == section).unwrap_or_else(|| {
            let head = found.nodes.iter().find(|node| node.id == section);
            sections.push(SectionFacts {
                section: section.to_owned(),
                title: head.and_then(|node| node.heading.clone()).unwrap_or_default(),
                clauses: 0,
                missing: 0,
                tasks: 0,
                done: 0,
                reported: 0,
                overdue: 0,
                waiting: 0,
                unowned: 0,
                share: 0.0,
            });
            sections.len() - 1
        });
        let Some(row) = sections.get_mut(at) else { continue };
        row.clauses += u64::from(coverage::asks(node));
        row.missing += u64::from(lost);
        for line in own {
            row.tasks += 1;
            row.share += line.progress.share;
            row.unowned += u64::from(!line.task.owned());
            let standing = line.progress.standing;
            row.done += u64::from(standing == Standing::Done);
            row.reported += u64::from(standing == Standing::Reported);
            row.overdue += u64::from(standing == Standing::Overdue);
            row.waiting += u64::from(standing == Standing::Waiting);
        }
    }
    for row in &mut sections {
        row.share = if row.tasks > 0 { row.share / row.tasks as f64 } else { 0.0 };
    }
    sections.retain(|row| row.clauses + row.tasks + row.missing > 0);
    Ok(Some(PlanFacts { id: plan.id, title: plan.title, year: plan.year, sections }))
}
