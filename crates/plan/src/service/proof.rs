//! Reporting progress, verifying it by a second person, and writing down that an awaited thing came.

use super::evidence::reportable;
use super::{ACT, Desk, owners, seen, task as page};
use crate::model::{Arrival, PlanRow, PlanTask, ProgressReport, ReportState, TaskPage};
use crate::repo::{reports, tasks};
use crate::rules::edit;
use crate::schema::{PLAN_REPORT, PLAN_TASK};
use casework::NewCase;
use chrono::NaiveDate;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::Level;
use serde::Deserialize;
use serde_json::json;
use store::audit::Entry;
use store::{CallerPost, Ctx};
use utoipa::ToSchema;
use uuid::Uuid;

const LONGEST: usize = 1000;

/// Progress as its owner reports it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewReport {
    /// Day it speaks of; today when absent.
    pub on: Option<NaiveDate>,
    /// How much was done, in the unit of the target; 1 when absent.
    pub amount: Option<f64>,
    /// Of how many, for a share without a measure.
    pub total: Option<f64>,
    /// What was done.
    pub words: String,
    /// Evidence sent before.
    #[serde(default)]
    pub files: Vec<Uuid>,
}

/// What the second person says.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CheckReport {
    /// Version the checker saw.
    pub version: i64,
    /// Verified, or sent back.
    pub ok: bool,
    /// Why it is sent back; otherwise as wanted.
    pub note: Option<String>,
}

/// That the awaited thing came.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Arrived {
    /// Version of the task the sender saw.
    pub version: i64,
    /// Title and number of the document.
    pub document: String,
    /// Its day.
    pub on: NaiveDate,
}

fn refuse(pointer: &str, message: &str) -> Problem {
    Problem::invalid(vec![FieldProblem::new(pointer, "invalid", message)])
}

/// Reports progress on a task. It counts as reported, not as done, until a second person verified it.
///
/// # Errors
/// 403 for a task of others, 404 outside the scope, 409 when it is not in force or waits, 422 naming the field.
pub async fn report(ctx: &Ctx, desk: &Desk<'_>, task: Uuid, new: NewReport) -> Result<TaskPage, Problem> {
    let (plan, task) = reportable(ctx, task).await?;
    let waiting = task.body.due.iter().find(|due| due.kind == "after");
    if let (Some(due), None, None) = (waiting, &task.body.arrival, task.body.due_on) {
        let thing = due.value.as_deref().unwrap_or(&due.raw);
        return Err(Problem::conflict(
            format!("任务在等待“{thing}”，请先登记其到达"),
            json!({ "waiting_for": thing }),
        ));
    }
    let on = new.on.unwrap_or_else(|| ctx.today());
    if on > ctx.today() {
        return Err(refuse("/on", "日期不能晚于今天"));
    }
    let amount = new.amount.unwrap_or(1.0);
    if !amount.is_finite() || amount <= 0.0 {
        return Err(refuse("/amount", "完成量须大于零"));
    }
    if new.total.is_some_and(|total| !total.is_finite() || total < amount) {
        return Err(refuse("/total", "总数不能小于完成量"));
    }
    let known = reports::files_of_task(&ctx.tx, task.id).await?;
    let own = |id: &Uuid| {
        known
            .iter()
            .any(|file| file.id == *id && file.uploaded_by == ctx.caller.user.map(|user| user.as_uuid()))
    };
    if let Some(at) = new.files.iter().position(|id| !own(id)) {
        return Err(refuse(&format!("/files/{at}"), "没有这个文件，或不是您上传的"));
    }
    let post: Option<CallerPost> = seen::own_posts(&ctx.caller, &plan, &task)
        .next()
        .or_else(|| ctx.caller.posts_with(ACT).next())
        .cloned();
    let row = ProgressReport {
        id: ctx.id(),
        task_id: task.id,
        state: ReportState::Reported,
        on,
        amount,
        total: new.total,
        words: edit::words(&new.words, "/words", LONGEST)?,
        region_code: post.as_ref().and_then(|post| post.grant.key.parse().ok()),
        post_id: post.as_ref().map(|post| post.id),
        post_name: post.map(|post| format!("{} {}", post.org_name, post.name)).unwrap_or_default(),
        reporter: ctx.caller.name.clone(),
        reported_at: ctx.now,
        checker: None,
        checked_at: None,
        check_note: None,
        version: 1,
        files: Vec::new(),
        may_verify: false,
        file_ids: new.files,
        reporter_user: ctx.caller.user.map(|user| user.as_uuid()),
        reporter_person: ctx.caller.person.map(|person| person.as_uuid()),
    };
    reports::insert(ctx, &row).await?;
    ctx.audit(Entry {
        action: "plan.report",
        object_kind: PLAN_REPORT.kind,
        object_id: Some(row.id),
        summary: format!("报告任务{}进展：{}", task.body.number, row.words),
        detail: json!({ "task": task.id, "amount": row.amount, "total": row.total, "files": row.file_ids }),
        rows: &[(&PLAN_REPORT, row.id)],
    })
    .await?;
    page(ctx, desk, task.id).await
}

/// Whether the caller may verify a report: they work on the plan's region or a part of it that covers the reporter, and
/// are another person than the one who reported.
pub(crate) fn may_verify(ctx: &Ctx, plan: &PlanRow, row: &ProgressReport) -> Result<(), Problem> {
    ctx.caller.require(ACT)?;
    let own = row.reporter_person.is_some()
        && row.reporter_person == ctx.caller.person.map(|person| person.as_uuid())
        || row.reporter_user.is_some() && row.reporter_user == ctx.caller.user.map(|user| user.as_uuid());
    if own {
        return Err(Problem::forbidden("报告人不能核实自己的报告，请由另一人核实"));
    }
    let scope = ctx.caller.scope(ACT);
    let above = |level: Option<Level>| {
        // A county may verify what its towns report; what a county or a department reports is verified at the plan's level.
        level == Some(Level::Town) && seen::covers(&scope, row.region_code)
    };
    if seen::covers(&scope, plan.region_code) || above(row.region_code.map(kernel::region::RegionCode::level))
    {
        Ok(())
    } else {
        Err(Problem::forbidden("核实由制定要点的一级或报告人的上级进行"))
    }
}

/// Verifies a report or sends it back.
///
/// # Errors
/// 403 for the reporter, 404 outside the scope, 409 when it was checked already, 422 without evidence or a reason.
pub async fn verify(ctx: &Ctx, desk: &Desk<'_>, id: Uuid, input: CheckReport) -> Result<TaskPage, Problem> {
    ctx.caller.require(ACT)?;
    let missing = || Problem::not_found("该报告");
    let mut row = reports::by_id(&ctx.tx, id).await?.ok_or_else(missing)?;
    let (plan, task) = seen::task(ctx, row.task_id)
        .await
        .map_err(|problem| if problem.status == 404 { missing() } else { problem })?;
    may_verify(ctx, &plan, &row)?;
    seen::in_force(&plan, &task)?;
    if row.version != input.version || row.state != ReportState::Reported {
        return Err(Problem::conflict(
            "该报告已有核实结论",
            json!({ "state": row.state, "checker": row.checker, "version": row.version }),
        ));
    }
    let note = input.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if input.ok && row.file_ids.is_empty() {
        return Err(refuse("/ok", "没有证据的报告不能核实，请退回补充"));
    }
    if !input.ok && note.is_none() {
        return Err(Problem::invalid(vec![FieldProblem::required("/note")]));
    }
    row.check_note = note.map(|note| edit::words(note, "/note", LONGEST)).transpose()?;
    row.state = if input.ok { ReportState::Verified } else { ReportState::Returned };
    row.checker = Some(ctx.caller.name.clone());
    row.checked_at = Some(ctx.now);
    row.version += 1;
    if !reports::check(ctx, &row).await? {
        return Err(Problem::conflict("该报告已有核实结论", json!({ "version": row.version })));
    }
    let word = if input.ok { "核实" } else { "退回" };
    ctx.audit(Entry {
        action: "plan.verify",
        object_kind: PLAN_REPORT.kind,
        object_id: Some(row.id),
        summary: format!("{word}任务{}的进展报告", task.body.number),
        detail: json!({ "task": task.id, "state": row.state, "note": row.check_note }),
        rows: &[(&PLAN_REPORT, row.id)],
    })
    .await?;
    if let (false, Some(post)) = (input.ok, row.post_id) {
        let title = format!("进展报告被退回：任务{}", task.body.number);
        let text = format!("{}。退回理由：{}", task.body.text, row.check_note.as_deref().unwrap_or_default());
        desk.engine.tell_posts(ctx, &[post].into(), &title, &text, &text).await?;
    }
    page(ctx, desk, task.id).await
}

/// Writes down that the awaited thing came, with document and day; from then on the task has a due day. Its owners are
/// told.
///
/// # Errors
/// 403 for others than the plan's writers and the task's owners, 409 when it changed since or nothing is awaited, 422
/// naming the field.
pub async fn arrived(ctx: &Ctx, desk: &Desk<'_>, id: Uuid, input: Arrived) -> Result<TaskPage, Problem> {
    let (plan, mut task) = reportable(ctx, id).await?;
    let awaited = task.body.due.iter().find(|due| due.kind == "after");
    let awaited = awaited.map(|due| due.value.clone().unwrap_or_else(|| due.raw.clone()));
    let Some(awaited) = awaited.filter(|_| task.body.arrival.is_none()) else {
        return Err(Problem::conflict("任务没有在等待的事项", json!({ "arrival": task.body.arrival })));
    };
    if task.version != input.version {
        return Err(Problem::conflict(
            "任务在此之后又有改动",
            json!({ "task": task, "version": task.version }),
        ));
    }
    if input.on > ctx.today() {
        return Err(refuse("/on", "日期不能晚于今天"));
    }
    let document = edit::words(&input.document, "/document", 200)?;
    task.body.arrival = Some(Arrival {
        document: document.clone(),
        on: input.on,
        recorder: ctx.caller.name.clone(),
        at: ctx.now,
    });
    task.version += 1;
    let due = super::figures::clock(desk, &plan, &task).due;
    write(ctx, &task, "plan.arrived", format!("任务{}等待的“{awaited}”已到：{document}", task.body.number))
        .await?;
    let bodies = owners::bodies(ctx, plan.region_code).await?;
    let posts = owners::told(desk, &bodies, &task);
    let until = due.map_or_else(String::new, |due| format!("，期限为{due}"));
    let text = format!(
        "{document}（{}）已到，任务{}开始计时{until}：{}",
        input.on, task.body.number, task.body.text
    );
    desk.engine.tell_posts(ctx, &posts, "年度要点任务开始计时", &text, &text).await?;
    page(ctx, desk, id).await
}

/// Opening the case in which the document of a task is made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MakeDocument {
    /// Version of the task the sender saw.
    pub version: i64,
    /// Kind of document, a choice of the lifecycle: `notice`, `measures`, `list`, `guideline` …
    pub document_kind: String,
    /// Day it is to be issued; the due day of the task when absent.
    pub finish_by: Option<NaiveDate>,
}

/// Opens the case in which the document of a task is made (文件制定); the task is done when that case is closed.
///
/// # Errors
/// 403 for a task of others, 409 when it changed since, has such a case or makes no document, 422 on bad input.
pub async fn make_document(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: Uuid,
    input: MakeDocument,
) -> Result<TaskPage, Problem> {
    let (plan, mut task) = reportable(ctx, id).await?;
    if task.version != input.version || task.body.case_id.is_some() || !task.body.document {
        return Err(Problem::conflict(
            "任务已有文件制定事项、成果不是文件，或在此之后又有改动",
            json!({ "case_id": task.body.case_id, "document": task.body.document, "version": task.version }),
        ));
    }
    let Some(region) = plan.region_code else {
        return Err(Problem::conflict(
            "全部范围的要点不能开文件制定事项",
            json!({ "version": task.version }),
        ));
    };
    let due = super::figures::clock(desk, &plan, &task).due;
    let finish_by = input
        .finish_by
        .or(due)
        .ok_or_else(|| Problem::invalid(vec![FieldProblem::required("/finish_by")]))?;
    let title: String = task.body.text.chars().filter(|letter| !letter.is_control()).take(80).collect();
    let mut new = NewCase::new("document", &title);
    new.region = Some(region);
    new.source = Some(("plan_task".to_owned(), task.id));
    new.owner = seen::own_posts(&ctx.caller, &plan, &task).next().map(|post| post.id);
    for (field, value) in [
        ("document_kind", input.document_kind),
        ("summary", task.body.text.clone()),
        ("basis", format!("{} {}", plan.title, task.clause)),
        ("finish_by", finish_by.to_string()),
    ] {
        new.fields.insert(field.to_owned(), value.into());
    }
    let case = desk.engine.open(ctx, new).await?;
    task.body.case_id = Some(case);
    task.version += 1;
    write(ctx, &task, "plan.document", format!("为任务{}开出文件制定事项", task.body.number)).await?;
    page(ctx, desk, id).await
}

async fn write(ctx: &Ctx, task: &PlanTask, action: &str, summary: String) -> Result<(), Problem> {
    if !tasks::update(ctx, task).await? {
        return Err(Problem::conflict("任务刚被别人改动", json!({ "id": task.id })));
    }
    ctx.audit(Entry {
        action,
        object_kind: PLAN_TASK.kind,
        object_id: Some(task.id),
        summary,
        detail: json!({ "arrival": task.body.arrival, "case": task.body.case_id }),
        rows: &[(&PLAN_TASK, task.id)],
    })
    .await?;
    Ok(())
}
