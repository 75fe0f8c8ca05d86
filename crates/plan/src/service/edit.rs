//! Changing a plan: review of a draft, amendment of one in force. Every change keeps both sides, so that it can be taken
//! back and told to whoever was late.

use super::{Desk, naming, owners, page, seen};
use crate::model::{
    Edit, OutlineNode, PlanEvent, PlanPage, PlanRow, PlanState, PlanTask, TaskRef, TaskSpan, TaskState,
};
use crate::repo::events::{self, Change, Side};
use crate::repo::{documents, plans, tasks};
use crate::rules::{compare, draft, edit as rules};
use crate::schema::{PLAN, PLAN_TASK};
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// What an edit comes to, before it is written.
struct Outcome {
    verb: &'static str,
    summary: String,
    before: Vec<PlanTask>,
    after: Vec<PlanTask>,
    no_task: BTreeMap<String, String>,
}

struct Review<'a> {
    ctx: &'a Ctx,
    desk: &'a Desk<'a>,
    plan: PlanRow,
    all: Vec<PlanTask>,
}

/// Makes one change of a plan.
///
/// # Errors
/// 403 when the plan is not the caller's to change, 404 outside the scope, 409 when a task was changed since (with what
/// changed) or cannot be changed any more, 422 naming the field.
pub async fn edit(ctx: &Ctx, desk: &Desk<'_>, id: Uuid, edit: Edit) -> Result<PlanPage, Problem> {
    let plan = seen::plan(ctx, id).await?;
    seen::may_write(ctx, &plan)?;
    if plan.state == PlanState::Withdrawn {
        return Err(Problem::conflict(
            "该要点已撤回",
            json!({ "state": plan.state, "version": plan.version }),
        ));
    }
    let all = tasks::of_plan(&ctx.tx, id).await?;
    let review = Review { ctx, desk, plan, all };
    let outcome = review.decide(edit).await?;
    review.write(outcome).await?;
    page(ctx, id).await
}

impl Review<'_> {
    async fn decide(&self, edit: Edit) -> Result<Outcome, Problem> {
        match edit {
            Edit::Accept { tasks, owners } => self.accept(&tasks, owners).await,
            Edit::Reject { tasks, reason } => {
                let reason = rules::reason(&reason)?;
                let before = self.known(&tasks).await?;
                if self.plan.state == PlanState::Published
                    && before.iter().any(|task| task.state == TaskState::Accepted)
                {
                    return Err(Problem::conflict(
                        "已生效的任务须撤回，不能驳回",
                        json!({ "state": "accepted" }),
                    ));
                }
                let summary = format!("驳回{}：{reason}", numbers(&before));
                Ok(self.outcome("reject", summary, before, |task| {
                    task.state = TaskState::Rejected;
                    task.body.reason = Some(reason.clone());
                }))
            }
            Edit::Change { task, change } => {
                let before = self.known(&[task]).await?;
                let body = before
                    .first()
                    .map(|task| rules::change(self.desk.pack, &task.body, *change))
                    .transpose()?;
                let summary = format!("修改{}", numbers(&before));
                Ok(self.outcome("change", summary, before, |task| {
                    if let Some(body) = &body {
                        task.body = body.clone();
                    }
                }))
            }
            Edit::Split { task, at } => self.split(task, at).await,
            Edit::Merge { tasks } => self.merge(&tasks).await,
            Edit::Add { clause, text, span } => self.add(&clause, &text, span).await,
            Edit::NoTask { clause, reason } => {
                self.node(&clause).await?;
                let reason = rules::reason(&reason)?;
                let mut no_task = self.plan.no_task.clone();
                no_task.insert(clause.clone(), reason.clone());
                Ok(self.marks("no_task", format!("{clause}不设任务：{reason}"), no_task))
            }
            Edit::NeedsTask { clause } => {
                let mut no_task = self.plan.no_task.clone();
                if no_task.remove(&clause).is_none() {
                    return Err(Problem::not_found("该条的不设任务说明"));
                }
                Ok(self.marks("needs_task", format!("{clause}恢复为需设任务"), no_task))
            }
            Edit::Withdraw { task, reason } => {
                let reason = rules::reason(&reason)?;
                let before = self.known(&[task]).await?;
                for task in &before {
                    seen::in_force(&self.plan, task)?;
                }
                let summary = format!("撤回{}：{reason}", numbers(&before));
                Ok(self.outcome("withdraw", summary, before, |task| {
                    task.state = TaskState::Withdrawn;
                    task.body.reason = Some(reason.clone());
                }))
            }
            Edit::Carry { from } => self.carry(from).await,
            Edit::Undo { event } => self.undo(event).await,
        }
    }

    /// The tasks as the sender knew them.
    async fn known(&self, wanted: &[TaskRef]) -> Result<Vec<PlanTask>, Problem> {
        if wanted.is_empty() {
            return Err(Problem::invalid(vec![FieldProblem::required("/tasks")]));
        }
        let mut found = Vec::with_capacity(wanted.len());
        for (at, wanted_task) in wanted.iter().enumerate() {
            let task = self.all.iter().find(|task| task.id == wanted_task.id);
            let task = task.ok_or_else(|| Problem::not_found("该任务"))?;
            if task.version != wanted_task.version {
                return Err(self.late(task).await?);
            }
            rules::open(task)?;
            if wanted.iter().take(at).any(|other| other.id == wanted_task.id) {
                let message = "同一任务重复出现";
                return Err(Problem::invalid(vec![FieldProblem::new(
                    format!("/tasks/{at}"),
                    "repeated",
                    message,
                )]));
            }
            found.push(task.clone());
        }
        found.sort_by_key(|task| (task.position, task.id));
        Ok(found)
    }

    /// What happened to a task since the sender looked.
    async fn late(&self, task: &PlanTask) -> Result<Problem, Problem> {
        let recent = events::of_plan(&self.ctx.tx, self.plan.id, 20).await?;
        let own = recent.iter().find(|event| event.summary.contains(&numbers(std::slice::from_ref(task))));
        let said = own.map_or_else(
            || format!("任务{}已被修改", task.body.number),
            |event| format!("任务{}已由{}改动：{}", task.body.number, event.actor, event.summary),
        );
        Ok(Problem::conflict(said, json!({ "task": task, "version": task.version }))
            .hint("请查看最新内容后再改"))
    }

    fn outcome(
        &self,
        verb: &'static str,
        summary: String,
        before: Vec<PlanTask>,
        mut turn: impl FnMut(&mut PlanTask),
    ) -> Outcome {
        let mut after = before.clone();
        for task in &mut after {
            turn(task);
            task.version += 1;
        }
        Outcome { verb, summary, before, after, no_task: self.plan.no_task.clone() }
    }

    fn marks(&self, verb: &'static str, summary: String, no_task: BTreeMap<String, String>) -> Outcome {
        Outcome { verb, summary, before: Vec::new(), after: Vec::new(), no_task }
    }

    async fn node(&self, clause: &str) -> Result<OutlineNode, Problem> {
        let document = documents::whole(&self.ctx.tx, self.plan.document_id).await?;
        let node = document.and_then(|document| document.nodes.into_iter().find(|node| node.id == clause));
        let message = "文件中没有这一条";
        node.filter(|node| node.kind != "gap")
            .ok_or_else(|| Problem::invalid(vec![FieldProblem::new("/clause", "unknown", message)]))
    }

    async fn accept(&self, wanted: &[TaskRef], owners: bool) -> Result<Outcome, Problem> {
        let before = self.known(wanted).await?;
        let summary = format!("接受{}", numbers(&before));
        Ok(self.outcome("accept", summary, before, |task| {
            task.state = TaskState::Accepted;
            task.body.reason = None;
            if owners {
                task.body = rules::confirmed(&task.body);
            }
        }))
    }

    async fn split(&self, wanted: TaskRef, at: usize) -> Result<Outcome, Problem> {
        let before = self.known(&[wanted]).await?;
        let Some(old) = before.first() else { return Err(Problem::not_found("该任务")) };
        let (first, second) = rules::split(&old.body, at)?;
        let mut outcome =
            self.outcome("split", format!("拆分{}", numbers(&before)), before.clone(), |task| {
                task.state = TaskState::Replaced;
            });
        for (number, body) in [first, second].into_iter().enumerate() {
            let step = i64::try_from(number).unwrap_or_default() + 1;
            outcome.after.push(PlanTask {
                id: self.ctx.id::<Uuid>(),
                position: old.position + step,
                version: 1,
                body,
                ..old.clone()
            });
        }
        Ok(outcome)
    }

    async fn merge(&self, wanted: &[TaskRef]) -> Result<Outcome, Problem> {
        let before = self.known(wanted).await?;
        let body = rules::merge(&before.iter().collect::<Vec<_>>())?;
        let Some(first) = before.first().cloned() else { return Err(Problem::not_found("该任务")) };
        let accepted = before.iter().all(|task| task.state == TaskState::Accepted);
        let mut outcome = self.outcome("merge", format!("合并{}", numbers(&before)), before, |task| {
            task.state = TaskState::Replaced;
        });
        let state = if accepted { TaskState::Accepted } else { TaskState::Proposed };
        outcome.after.push(PlanTask { id: self.ctx.id::<Uuid>(), version: 1, state, body, ..first });
        Ok(outcome)
    }

    async fn add(&self, clause: &str, text: &str, span: Option<(usize, usize)>) -> Result<Outcome, Problem> {
        let node = self.node(clause).await?;
        let text = rules::words(text, "/text", 2000)?;
        let length = node.text.as_deref().unwrap_or_default().chars().count();
        let spans = match span {
            None => Vec::new(),
            Some((from, to)) if from < to && to <= length => vec![TaskSpan { lines: node.lines, from, to }],
            Some(_) => {
                let message = "位置在该条文字之外";
                return Err(Problem::invalid(vec![FieldProblem::new("/span", "invalid", message)]));
            }
        };
        let own = self.all.iter().filter(|task| task.clause == clause).map(|task| task.position).max();
        let last = || self.all.iter().map(|task| task.position).max().unwrap_or(0) + 1000;
        let count = self.all.iter().filter(|task| !task.body.number.contains('-')).count();
        let mut body = draft::blank(&(count + 1).to_string(), &text);
        body.mandates = draft::mandates(self.desk.pack, &text);
        body.spans = spans;
        let task = PlanTask {
            id: self.ctx.id::<Uuid>(),
            plan_id: self.plan.id,
            clause: clause.to_owned(),
            position: own.map_or_else(last, |position| position + 10),
            // Who types a task in has decided on it.
            state: TaskState::Accepted,
            version: 1,
            body,
        };
        let summary = format!("在{clause}手工增加{}", numbers(std::slice::from_ref(&task)));
        let mut outcome = self.marks("add", summary, self.plan.no_task.clone());
        outcome.no_task.remove(clause);
        outcome.after.push(task);
        Ok(outcome)
    }

    async fn carry(&self, from: Uuid) -> Result<Outcome, Problem> {
        let older = seen::plan(self.ctx, from).await?;
        let old_tasks = seen::visible(&self.ctx.caller, &older, tasks::of_plan(&self.ctx.tx, from).await?);
        let before = documents::whole(&self.ctx.tx, older.document_id).await?;
        let after = documents::whole(&self.ctx.tx, self.plan.document_id).await?;
        let (Some(before), Some(after)) = (before, after) else {
            return Err(Problem::not_found("该文件"));
        };
        let mut touched = Vec::new();
        let mut bodies = BTreeMap::new();
        for (old_node, new_node) in compare::matched(&before.nodes, &after.nodes) {
            let open = |task: &&PlanTask| matches!(task.state, TaskState::Proposed | TaskState::Accepted);
            for task in self.all.iter().filter(open).filter(|task| task.clause == new_node.id) {
                let alike = |old: &&PlanTask| compare::likeness(&old.body.text, &task.body.text);
                let best = old_tasks
                    .iter()
                    .filter(|old| old.clause == old_node.id && old.state == TaskState::Accepted)
                    .max_by(|a, b| alike(a).total_cmp(&alike(b)))
                    .filter(|old| alike(old) >= 0.5);
                let Some(best) = best else { continue };
                let mut body = rules::carried(&task.body, &best.body);
                if body != task.body {
                    naming::of_today(self.ctx, &mut body.owners).await?;
                    touched.push(task.clone());
                    bodies.insert(task.id, body);
                }
            }
        }
        let summary = format!("从“{}”沿用{}条任务的责任单位和度量", older.title, touched.len());
        if touched.is_empty() {
            return Err(Problem::conflict("没有可沿用的任务", json!({ "from": from })));
        }
        Ok(self.outcome("carry", summary, touched, |task| {
            if let Some(body) = bodies.remove(&task.id) {
                task.body = body;
            }
        }))
    }

    /// The last change, turned round.
    async fn undo(&self, event: Uuid) -> Result<Outcome, Problem> {
        if self.plan.state != PlanState::Draft {
            return Err(Problem::conflict(
                "已发布的要点不能撤销，请另作修改",
                json!({ "state": self.plan.state }),
            ));
        }
        let last = events::last(&self.ctx.tx, self.plan.id).await?;
        let Some(last) = last.filter(|change| change.event.id == event) else {
            return Err(Problem::conflict(
                "之后又有改动，请刷新后再撤销",
                json!({ "version": self.plan.version }),
            ));
        };
        let now = |id: Uuid| self.all.iter().find(|task| task.id == id);
        let mut before = Vec::new();
        let mut after = Vec::new();
        for task in &last.after.tasks {
            let Some(current) = now(task.id).filter(|current| current.version == task.version) else {
                return Err(Problem::conflict("任务在此之后又有改动", json!({ "task": now(task.id) })));
            };
            before.push(current.clone());
            let was = last.before.tasks.iter().find(|was| was.id == task.id);
            // What the change had made is kept for the record, out of sight.
            let back =
                was.cloned().unwrap_or_else(|| PlanTask { state: TaskState::Replaced, ..current.clone() });
            after.push(PlanTask { version: current.version + 1, ..back });
        }
        events::undone(self.ctx, event).await?;
        let summary = format!("撤销：{}", last.event.summary);
        Ok(Outcome { verb: "undo", summary, before, after, no_task: last.before.no_task })
    }

    async fn write(self, outcome: Outcome) -> Result<(), Problem> {
        let Self { ctx, desk, mut plan, all } = self;
        let (old, new): (Vec<&PlanTask>, Vec<&PlanTask>) =
            outcome.after.iter().partition(|task| all.iter().any(|known| known.id == task.id));
        for task in &old {
            if !tasks::update(ctx, task).await? {
                return Err(Problem::conflict("任务刚被别人改动", json!({ "id": task.id })));
            }
        }
        tasks::insert(ctx, &new.into_iter().cloned().collect::<Vec<_>>()).await?;
        let before = Side { tasks: outcome.before, no_task: plan.no_task.clone() };
        let after = Side { tasks: outcome.after, no_task: outcome.no_task };
        plan.no_task.clone_from(&after.no_task);
        plan.version += 1;
        let published = plan.state == PlanState::Published;
        plan.edition += i64::from(published);
        if !plans::update(ctx, &plan).await? {
            return Err(Problem::conflict("要点刚被别人改动", json!({ "version": plan.version })));
        }
        let event = PlanEvent {
            id: ctx.id(),
            at: ctx.now,
            actor: ctx.caller.name.clone(),
            verb: outcome.verb.to_owned(),
            summary: outcome.summary,
            undone: false,
        };
        let change = Change { event, before, after };
        events::insert(ctx, plan.id, &change).await?;
        let mut rows = vec![(&PLAN, plan.id)];
        rows.extend(change.after.tasks.iter().map(|task| (&PLAN_TASK, task.id)));
        ctx.audit(Entry {
            action: if published { "plan.amend" } else { "plan.review" },
            object_kind: PLAN.kind,
            object_id: Some(plan.id),
            summary: format!("{}：{}", plan.title, change.event.summary),
            detail: json!({ "do": change.event.verb, "event": change.event.id, "edition": plan.edition }),
            rows: &rows,
        })
        .await?;
        if published {
            amended(ctx, desk, &plan, &change).await?;
        }
        Ok(())
    }
}

/// Tells the owners of tasks in force what changed.
async fn amended(ctx: &Ctx, desk: &Desk<'_>, plan: &PlanRow, change: &Change) -> Result<(), Problem> {
    let bodies = owners::bodies(ctx, plan.region_code).await?;
    for task in &change.after.tasks {
        if !matches!(task.state, TaskState::Accepted | TaskState::Withdrawn) {
            continue;
        }
        let posts = owners::told(desk, &bodies, task);
        let title = format!("年度要点任务有变动：{}", plan.title);
        let text = format!(
            "{}。任务{}（{}）：{}",
            change.event.summary, task.body.number, task.clause, task.body.text
        );
        desk.engine.tell_posts(ctx, &posts, &title, &text, &text).await?;
    }
    Ok(())
}

/// `任务3、4`.
fn numbers(tasks: &[PlanTask]) -> String {
    let numbers: Vec<&str> = tasks.iter().take(10).map(|task| task.body.number.as_str()).collect();
    let more = if tasks.len() > 10 { format!("等{}条", tasks.len()) } else { String::new() };
    format!("任务{}{more}", numbers.join("、"))
}
