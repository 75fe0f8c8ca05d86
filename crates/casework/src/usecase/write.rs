//! Writing what an effect changed: marks, clocks, papers, counters, durable jobs, audit.

use crate::Engine;
use crate::model::{CaseRecord, Change, ClockStatus, EventRecord, RunningClock};
use crate::repo::clocks::ClockRecord;
use crate::repo::marks::MarkRecord;
use crate::repo::{clocks, counters, events, marks};
use crate::rules::Effect;
use crate::schema::{CASE, CLOCK, EVENT, MARK};
use kernel::deadline::Length;
use kernel::id::{CaseId, PostId};
use kernel::problem::Problem;
use kernel::time::Timestamp;
use pack::lifecycle::Lifecycle;
use serde_json::{Value, json};
use store::audit::{AuditedTable, Entry};
use store::{CallerPost, Ctx, jobs};
use uuid::Uuid;

/// Job of a legal clock.
pub(crate) const CLOCK_JOB: &str = "case.clock";
/// Job that sends a notice.
pub(crate) const NOTICE_JOB: &str = "notice.send";
/// Clocks of days speak up at half past eight in the morning.
const MORNING_SECONDS: i64 = 8 * 3600 + 1800;

/// Rows written so far, for the audit record.
pub(crate) type Touched = Vec<(&'static AuditedTable, Uuid)>;

/// The post whose desk a case stands on: the one it was handed to, while the state is its role's to act in.
pub(crate) fn desk(lifecycle: &Lifecycle, case: &CaseRecord) -> Option<PostId> {
    let role = case.owner_role.as_ref()?;
    let owned = lifecycle.state(&case.state).is_some_and(|state| state.owners.contains(role));
    if owned { case.owner_post } else { None }
}

/// An event by the caller, or by the program when no post acts.
pub(crate) fn event(
    ctx: &Ctx,
    case: &CaseRecord,
    action: (&str, &str),
    post: Option<&CallerPost>,
) -> EventRecord {
    EventRecord {
        id: ctx.id::<Uuid>(),
        case_id: case.id,
        round: case.round,
        at: ctx.now,
        on_date: ctx.today(),
        actor_user: ctx.caller.user,
        actor_person: ctx.caller.person,
        actor_name: ctx.caller.name.clone(),
        post_id: post.map(|post| post.id),
        post_name: post.map(|post| post.name.clone()),
        org_name: post.map(|post| post.org_name.clone()),
        action: action.0.to_owned(),
        action_name: action.1.to_owned(),
        from_state: None,
        to_state: None,
        fields: serde_json::Map::new(),
        note: None,
        people: None,
        changes: Vec::new(),
        undoes: None,
        version: case.version,
    }
}

/// What differs between two states of a case, for the timeline and for conflict answers.
pub(crate) fn changes(
    before: &CaseRecord,
    after: &CaseRecord,
    effect: &Effect,
    marks: &[MarkRecord],
) -> Vec<Change> {
    let mut list = Vec::new();
    let mut note = |field: &str, from: Value, to: Value| {
        if from != to {
            list.push(Change { field: field.to_owned(), from, to });
        }
    };
    note("state", json!(before.state), json!(after.state));
    note("due_date", json!(before.due_date), json!(after.due_date));
    note("owner_post", json!(before.owner_post), json!(after.owner_post));
    let was: Vec<&String> = marks.iter().map(|mark| &mark.code).collect();
    let kept = was.iter().copied().filter(|code| !effect.clears.contains(code));
    let is: Vec<&String> = kept.chain(&effect.sets).collect();
    note("marks", json!(was), json!(is));
    for (code, value) in &after.fields {
        note(
            &format!("fields.{code}"),
            before.fields.get(code).cloned().unwrap_or(Value::Null),
            value.clone(),
        );
    }
    list
}

impl Engine {
    /// Writes marks and clocks of an effect.
    pub(crate) async fn write_effect(
        &self,
        ctx: &Ctx,
        case: CaseId,
        lifecycle: &Lifecycle,
        effect: &Effect,
        marks_before: &[MarkRecord],
        clocks_before: &[ClockRecord],
    ) -> Result<Touched, Problem> {
        let mut touched = Touched::new();
        for code in &effect.sets {
            touched.push((&MARK, marks::set(ctx, case, code).await?));
        }
        for mark in marks_before.iter().filter(|mark| effect.clears.contains(&mark.code)) {
            marks::clear(ctx, mark.id).await?;
            touched.push((&MARK, mark.id));
        }
        for clock in &effect.clocks {
            let Some(rule) = lifecycle.clock(&clock.code) else { continue };
            let id = match clock.id {
                None => clocks::insert(ctx, case, clock, rule).await?,
                Some(id) if clocks_before.iter().any(|before| before.id == id && before.clock == *clock) => {
                    continue;
                }
                Some(id) => {
                    clocks::update(ctx, id, clock).await?;
                    id
                }
            };
            touched.push((&CLOCK, id));
            wake(ctx, id, clock, &rule.remind_before).await?;
        }
        Ok(touched)
    }

    /// Writes the event and the counters, and the audit record over everything touched.
    pub(crate) async fn conclude(
        &self,
        ctx: &Ctx,
        before: Option<&CaseRecord>,
        after: &CaseRecord,
        event: &EventRecord,
        mut touched: Touched,
    ) -> Result<(), Problem> {
        events::insert(ctx, event).await?;
        // Closings nobody verified here stand in no counter; one that relapses is counted from then on.
        let live = |case: &&CaseRecord| !case.historical;
        match (before.filter(live), Some(after).filter(live)) {
            (before, Some(after)) => {
                counters::moved(ctx, before.map(counters::leaf), counters::leaf(after));
            }
            (Some(before), None) => counters::gone(ctx, counters::leaf(before)),
            (None, None) => {}
        }
        match before {
            _ if after.historical => {}
            Some(before) if before.historical => counters::month(ctx, after, ctx.today(), 1, 0),
            None => counters::month(ctx, after, ctx.today(), 1, 0),
            Some(before) if before.is_open() && is_closed(after) => {
                counters::month(ctx, after, ctx.today(), 0, 1);
            }
            Some(before) if is_closed(before) && after.is_open() => {
                let on = before.closed_on.unwrap_or_else(|| ctx.today());
                counters::month(ctx, after, on, 0, -1);
            }
            Some(_) => {}
        }
        touched.push((&CASE, after.id.as_uuid()));
        touched.push((&EVENT, event.id));
        let states = match (&event.from_state, &event.to_state) {
            (Some(from), Some(to)) if from != to => format!("（{from}→{to}）"),
            _ => String::new(),
        };
        ctx.audit(Entry {
            action: if before.is_none() { "case.open" } else { "case.act" },
            object_kind: "case",
            object_id: Some(after.id.as_uuid()),
            summary: format!("{}：{} {}{states}", event.action_name, after.number, after.title),
            detail: json!({ "action": event.action, "version": after.version, "changes": audited(&event.changes) }),
            rows: &touched,
        })
        .await?;
        Ok(())
    }
}

/// Changes for the audit record: what a form says may name people, so only the names of its fields are kept.
fn audited(changes: &[Change]) -> Vec<Value> {
    let plain = |change: &Change| match change.field.starts_with("fields.") {
        true => json!({ "field": change.field }),
        false => json!(change),
    };
    changes.iter().map(plain).collect()
}

fn is_closed(case: &CaseRecord) -> bool {
    case.state_class == pack::lifecycle::StateClass::Closed
}

/// Sets the durable timers of a running clock: its reminders and the morning after its last day.
pub(crate) async fn wake(ctx: &Ctx, id: Uuid, clock: &RunningClock, remind: &[u32]) -> Result<(), Problem> {
    if clock.status != ClockStatus::Running {
        return Ok(());
    }
    let due = clock.deadline.due_date();
    for days in remind {
        let Some(day) = due.checked_sub_days(chrono::Days::new(u64::from(*days))) else { continue };
        let at = Timestamp::start_of_day(day).plus_seconds(MORNING_SECONDS);
        if at > ctx.now {
            let payload = json!({ "clock": id, "step": "reminder", "due": due, "before": days });
            jobs::enqueue(ctx, CLOCK_JOB, &payload, at, Some(&format!("clock:{id}:{days}"))).await?;
        }
    }
    let late = match clock.deadline.length() {
        Length::Hours(_) => clock.deadline.due_at().plus_seconds(1),
        _ => clock.deadline.due_at().plus_seconds(MORNING_SECONDS),
    };
    let payload = json!({ "clock": id, "step": "overdue", "due": due });
    jobs::enqueue(ctx, CLOCK_JOB, &payload, late, Some(&format!("clock:{id}:overdue"))).await?;
    Ok(())
}
