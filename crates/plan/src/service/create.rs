//! Making a draft of a document.

use super::{Desk, READ, WRITE, owners, page, seen};
use crate::model::{NewPlan, PlanDocument, PlanPage, PlanRow, PlanState, PlanTask, TaskState};
use crate::repo::{documents, plans, tasks};
use crate::rules::{draft, edit};
use crate::schema::{PLAN, PLAN_TASK};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

const LONGEST_TITLE: usize = 100;

/// Makes a draft: every obligation of the document becomes a proposal with the owners its words may mean.
///
/// # Errors
/// 403 without the permission, 404 for a document outside the scope, 422 on a bad year or title.
pub async fn create(ctx: &Ctx, desk: &Desk<'_>, new: NewPlan) -> Result<PlanPage, Problem> {
    ctx.caller.require(WRITE)?;
    let scope = ctx.caller.scope(READ);
    let document = documents::by_id(&ctx.tx, &scope, new.document_id).await?;
    let document = document.ok_or_else(|| Problem::not_found("该文件"))?;
    let plan = row(ctx, &new, &document).await?;
    let bodies = owners::bodies(ctx, plan.region_code).await?;
    let drafts: Vec<PlanTask> = document
        .tasks
        .iter()
        .enumerate()
        .map(|(at, record)| {
            let mut body = draft::proposal(desk.pack, at + 1, record);
            body.owners = owners::resolved(desk.pack, plan.region_code, &bodies, &body.owners);
            PlanTask {
                id: ctx.id::<Uuid>(),
                plan_id: plan.id,
                clause: record.clause.clone(),
                position: i64::try_from(at + 1).unwrap_or(i64::MAX).saturating_mul(1000),
                state: TaskState::Proposed,
                version: 1,
                body,
            }
        })
        .collect();
    plans::insert(ctx, &plan).await?;
    tasks::insert(ctx, &drafts).await?;
    let mut rows = vec![(&PLAN, plan.id)];
    rows.extend(drafts.iter().map(|task| (&PLAN_TASK, task.id)));
    ctx.audit(Entry {
        action: "plan.create",
        object_kind: PLAN.kind,
        object_id: Some(plan.id),
        summary: format!("建立要点草案“{}”，建议任务{}条", plan.title, drafts.len()),
        detail: json!({ "document": plan.document_id, "year": plan.year }),
        rows: &rows,
    })
    .await?;
    page(ctx, plan.id).await
}

async fn row(ctx: &Ctx, new: &NewPlan, document: &PlanDocument) -> Result<PlanRow, Problem> {
    let region = region(ctx)?;
    let words = document.nodes.iter().find(|node| node.kind == "title").and_then(|node| node.text.clone());
    let words = words.unwrap_or_else(|| document.row.name.clone());
    let title = edit::words(new.title.as_deref().unwrap_or(&words), "/title", LONGEST_TITLE)?;
    let year = new.year.or_else(|| year_of(&title)).or_else(|| year_of(&words));
    let year = year.filter(|year| (2000..=2100).contains(year)).ok_or_else(|| {
        Problem::invalid(vec![FieldProblem::new("/year", "required", "标题中没有年份，请填写年份")])
    })?;
    if let Some(upper) = new.upper_plan {
        let found = seen::plan(ctx, upper).await;
        let above = found.ok().filter(|plan| {
            plan.state == PlanState::Published
                && match (plan.region_code, region) {
                    (None, Some(_)) => true,
                    (Some(above), Some(own)) => above != own && above.contains(own),
                    _ => false,
                }
        });
        if above.is_none() {
            let message = "请选择上级已发布的要点";
            return Err(Problem::invalid(vec![FieldProblem::new("/upper_plan", "unknown", message)]));
        }
    }
    Ok(PlanRow {
        id: ctx.id::<Uuid>(),
        document_id: document.row.id,
        year,
        title,
        region_code: region,
        upper_plan: new.upper_plan,
        state: PlanState::Draft,
        no_task: BTreeMap::new(),
        version: 1,
        edition: 0,
        created_at: ctx.now,
        creator: ctx.caller.name.clone(),
        published_at: None,
        publisher: None,
        reason: None,
    })
}

/// The region of the post that writes plans.
fn region(ctx: &Ctx) -> Result<Option<RegionCode>, Problem> {
    super::upload::region(&ctx.caller)
}

/// The first year of this century in a text.
fn year_of(text: &str) -> Option<i32> {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(5).find_map(|part| match part {
        [digits @ .., '年'] => digits.iter().collect::<String>().parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_read_from_the_title() {
        assert_eq!(year_of("2026年全市消防工作要点"), Some(2026));
        assert_eq!(year_of("示范市2025年工作要点"), Some(2025));
        assert_eq!(year_of("全市消防工作要点"), None);
    }
}
