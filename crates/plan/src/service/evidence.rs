//! Files that prove a report.

use super::{ACT, seen};
use crate::model::{PlanFile, PlanRow, PlanTask};
use crate::repo::reports;
use crate::rules::file as rules;
use crate::schema::PLAN_FILE;
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use store::files::Files;
use uuid::Uuid;

const LONGEST_NAME: usize = 120;

/// A file as it came in.
#[derive(Debug, Clone)]
pub struct NewEvidence {
    /// Name given by the sender.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// Whether the caller may report on a task: a post of theirs answers for it, or they may change the plan.
pub(crate) fn may_report(ctx: &Ctx, plan: &PlanRow, task: &PlanTask) -> bool {
    ctx.caller.may(ACT)
        && (seen::own_posts(&ctx.caller, plan, task).next().is_some() || seen::may_write(ctx, plan).is_ok())
}

/// A task the caller may report on.
///
/// # Errors
/// 404 outside the scope, 403 for a task of others, 409 when it is not in force.
pub(crate) async fn reportable(ctx: &Ctx, task: Uuid) -> Result<(PlanRow, PlanTask), Problem> {
    ctx.caller.require(ACT)?;
    let (plan, task) = seen::task(ctx, task).await?;
    if !may_report(ctx, &plan, &task) {
        return Err(Problem::forbidden("该任务不由您的岗位负责"));
    }
    seen::in_force(&plan, &task)?;
    Ok((plan, task))
}

/// Keeps a file for a report on a task.
///
/// # Errors
/// As for reporting; 413 above twenty megabytes, 422 on a kind of file that is not taken.
pub async fn attach(ctx: &Ctx, files: &Files, task: Uuid, new: NewEvidence) -> Result<PlanFile, Problem> {
    let (_, task) = reportable(ctx, task).await?;
    if new.bytes.len() > rules::LARGEST {
        return Err(Problem::too_large());
    }
    let media_type = rules::media_type(&new.name, &new.bytes).ok_or_else(|| {
        let message = "只接受 JPEG、PNG、WebP、PDF、DOCX 和 XLSX 文件";
        Problem::invalid(vec![FieldProblem::new("/file", "unreadable", message)])
    })?;
    let name: String =
        new.name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let file = PlanFile {
        id: ctx.id(),
        task_id: task.id,
        name: if name.is_empty() { "未命名".to_owned() } else { name },
        media_type: media_type.to_owned(),
        size: i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        sm3: files.put(new.bytes).await?,
        uploaded_at: ctx.now,
        uploader: ctx.caller.name.clone(),
        uploaded_by: ctx.caller.user.map(|user| user.as_uuid()),
    };
    reports::insert_file(ctx, &file).await?;
    ctx.audit(Entry {
        action: "plan.evidence",
        object_kind: PLAN_FILE.kind,
        object_id: Some(file.id),
        summary: format!("为任务{}上传证据“{}”", task.body.number, file.name),
        detail: json!({ "task": task.id, "sm3": file.sm3 }),
        rows: &[(&PLAN_FILE, file.id)],
    })
    .await?;
    Ok(file)
}

/// What is known of a file of a task the caller sees.
///
/// # Errors
/// 404 for every other file.
pub async fn file(ctx: &Ctx, id: Uuid) -> Result<PlanFile, Problem> {
    let missing = || Problem::not_found("该文件");
    let file = reports::file(&ctx.tx, id).await?.ok_or_else(missing)?;
    seen::task(ctx, file.task_id)
        .await
        .map_err(|problem| if problem.status == 404 { missing() } else { problem })?;
    Ok(file)
}
