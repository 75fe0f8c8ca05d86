//! What was reported on the tasks of some clauses, with its evidence.

use crate::model::{Part, PlanFile, PlanRow, PlanTask, ProgressReport, ReportState, TaskState};
use crate::repo::{plans, reports, tasks};
use crate::rules::clauses;
use crate::service::naming::Names;
use crate::service::{READ, seen};
use chrono::NaiveDate;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Place, Scope};
use kernel::time::Timestamp;
use std::collections::BTreeMap;
use store::Ctx;
use uuid::Uuid;

/// A report on a task of a plan in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFact {
    /// Report.
    pub id: Uuid,
    /// Title of the plan.
    pub plan_title: String,
    /// Node of the plan's outline the task stands in.
    pub clause: String,
    /// Number of the task within the plan.
    pub number: String,
    /// What is to be done.
    pub task: String,
    /// Who leads the task, as named on the day the report speaks of.
    pub leads: Vec<String>,
    /// Post that reported, with its organisation, as named then.
    pub post: String,
    /// Region of that post.
    pub region: RegionCode,
    /// What was done.
    pub words: String,
    /// Day the report speaks of.
    pub on: NaiveDate,
    /// Who verified it and on which day; none while nobody did.
    pub verified: Option<(String, NaiveDate)>,
    /// Its evidence, in the order of the report.
    pub files: Vec<ReportFile>,
}

/// A file that proves a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Name given by the sender.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// SM3 of the bytes.
    pub sm3: String,
    /// Bytes.
    pub size: i64,
    /// When it came in.
    pub uploaded_at: Timestamp,
}

/// Reports from one day to another, both included, of posts in a region, on tasks in force of the clauses named and of
/// those below them: in the order of the plans (newest first) and their tasks, then by day. Plans and tasks are those a
/// scope of the caller shows, reports those of posts it reaches; what was sent back is left out; at most `most`. A report
/// of a post without region lies in none.
///
/// # Errors
/// 403 for a caller who may not see plans; when the database refuses.
pub async fn reports_between(
    ctx: &Ctx,
    scope: &Scope,
    region: RegionCode,
    days: (NaiveDate, NaiveDate),
    clauses: &[String],
    most: u64,
) -> Result<Vec<ReportFact>, Problem> {
    ctx.caller.require(READ)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    if clauses.is_empty() {
        return Ok(found);
    }
    for plan in plans::in_force(&ctx.tx, scope).await? {
        let asked = asked(ctx, scope, &plan, clauses).await?;
        if asked.is_empty() {
            continue;
        }
        let names = Names::load(ctx, asked.iter().flat_map(|task| &task.body.owners)).await?;
        let ids: Vec<Uuid> = asked.iter().map(|task| task.id).collect();
        let mut by_task: BTreeMap<Uuid, Vec<(RegionCode, ProgressReport)>> = BTreeMap::new();
        for report in reports::between(&ctx.tx, &ids, days).await? {
            let inside = report.region_code.filter(|own| region.contains(*own) && reaches(scope, *own));
            if let Some(own) = inside {
                by_task.entry(report.task_id).or_default().push((own, report));
            }
        }
        let ids: Vec<Uuid> =
            by_task.values().flatten().flat_map(|(_, report)| report.file_ids.iter().copied()).collect();
        let files: BTreeMap<Uuid, PlanFile> =
            reports::files_by_id(&ctx.tx, &ids).await?.into_iter().map(|file| (file.id, file)).collect();
        for task in &asked {
            for (own, report) in by_task.remove(&task.id).unwrap_or_default() {
                if found.len() == most {
                    return Ok(found);
                }
                found.push(fact(&plan, task, &names, &files, own, report));
            }
        }
    }
    Ok(found)
}

/// Whether the region lies in what the scope reaches. Reports have no sector: whoever sees the task sees them.
fn reaches(scope: &Scope, region: RegionCode) -> bool {
    scope.grants.iter().any(|grant| grant.reaches(&Place::of(region)))
}

/// Tasks in force of a plan that stand in the clauses and that the scope shows.
async fn asked(
    ctx: &Ctx,
    scope: &Scope,
    plan: &PlanRow,
    clauses: &[String],
) -> Result<Vec<PlanTask>, Problem> {
    let mut found = tasks::of_plan(&ctx.tx, plan.id).await?;
    found.retain(|task| {
        task.state == TaskState::Accepted && clauses.iter().any(|above| clauses::within(&task.clause, above))
    });
    if !seen::whole_within(scope, plan) {
        found.retain(|task| {
            seen::own_posts(&ctx.caller, plan, task).any(|post| scope.grants.contains(&post.grant))
        });
    }
    Ok(found)
}

fn fact(
    plan: &PlanRow,
    task: &PlanTask,
    names: &Names,
    files: &BTreeMap<Uuid, PlanFile>,
    region: RegionCode,
    report: ProgressReport,
) -> ReportFact {
    let leads = task.body.owners.iter().filter(|owner| owner.part == Part::Lead);
    let verified = match (report.state, report.checker, report.checked_at) {
        (ReportState::Verified, Some(checker), Some(at)) => Some((checker, at.civil_date())),
        _ => None,
    };
    let file = |id: &Uuid| {
        files.get(id).map(|file| ReportFile {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            sm3: file.sm3.clone(),
            size: file.size,
            uploaded_at: file.uploaded_at,
        })
    };
    ReportFact {
        id: report.id,
        plan_title: plan.title.clone(),
        clause: task.clause.clone(),
        number: task.body.number.clone(),
        task: task.body.text.clone(),
        leads: leads.map(|owner| names.on(owner, report.on)).collect(),
        post: report.post_name,
        region,
        words: report.words,
        on: report.on,
        verified,
        files: report.file_ids.iter().filter_map(file).collect(),
    }
}
