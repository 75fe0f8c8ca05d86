//! What an action changes.

use super::fields::{date, fault};
use super::input::DUE;
use super::{Snapshot, clocks};
use crate::model::{ClockStatus, RunningClock};
use chrono::NaiveDate;
use kernel::calendar::WorkCalendar;
use kernel::id::PostId;
use kernel::problem::{FieldProblem, Problem};
use kernel::time::Timestamp;
use pack::lifecycle::{Action, FieldType, Lifecycle, StateClass};
use serde_json::{Map, Value};

/// Everything an action changes in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// State after.
    pub to: String,
    /// Class after.
    pub class: StateClass,
    /// Whether the state changed.
    pub moved: bool,
    /// What the state before the last move is now.
    pub previous_state: Option<String>,
    /// Round after.
    pub round: i64,
    /// Marks set that were not.
    pub sets: Vec<String>,
    /// Marks cleared that were set.
    pub clears: Vec<String>,
    /// All clocks after, new ones without id.
    pub clocks: Vec<RunningClock>,
    /// Due day after, and whether it is provisional.
    pub due: Option<(NaiveDate, bool)>,
    /// Whether the last move is taken back.
    pub undoes_last: bool,
    /// Post the case is handed to.
    pub transfer: Option<PostId>,
    /// Paper issued.
    pub document: Option<String>,
}

/// Works out an action whose guard and input were found good.
///
/// # Errors
/// 422 on an extension that is none; 409 when the state is broken or a paper would carry a provisional date.
pub fn effect(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    action: &Action,
    fields: &Map<String, Value>,
    now: Timestamp,
    calendar: &WorkCalendar,
) -> Result<Effect, Problem> {
    let undoes_last = action.to == "<";
    let to = match action.to.as_str() {
        "=" => snapshot.state.clone(),
        "<" => snapshot.previous_state.clone().ok_or_else(|| broken("没有可退回的上一步"))?,
        state => state.to_owned(),
    };
    let class = class_of(lifecycle, &to)?;
    let was = class_of(lifecycle, &snapshot.state)?;
    let moved = to != snapshot.state;
    let mut list = run_clocks(lifecycle, snapshot, action, fields, now, calendar)?;
    match class {
        StateClass::Void => clocks::drop_rest(&mut list, true),
        StateClass::Closed => clocks::drop_rest(&mut list, false),
        _ => {}
    }
    let due = if class.is_open() { clocks::due(&list) } else { None };
    Ok(Effect {
        class,
        moved,
        previous_state: match (undoes_last, moved) {
            (true, _) => None,
            (false, true) => Some(snapshot.state.clone()),
            (false, false) => snapshot.previous_state.clone(),
        },
        // Only a relapse begins a new round. A case sent back within its life stays in it, or whoever reported it fixed
        // could verify it after the next person sends it back.
        round: snapshot.round + i64::from(!was.is_open() && class.is_open()),
        sets: action.sets.iter().filter(|mark| !snapshot.marks.contains(*mark)).cloned().collect(),
        clears: action.clears.iter().filter(|mark| snapshot.marks.contains(*mark)).cloned().collect(),
        clocks: list,
        due,
        undoes_last,
        transfer: if action.transfers { Some(receiver(action, fields)?) } else { None },
        document: action.document.clone(),
        to,
    })
}

fn class_of(lifecycle: &Lifecycle, state: &str) -> Result<StateClass, Problem> {
    lifecycle.state(state).map(|state| state.class).ok_or_else(|| broken("流程中没有这个状态"))
}

fn broken(text: &str) -> Problem {
    Problem::conflict(text, Value::Null)
}

fn receiver(action: &Action, fields: &Map<String, Value>) -> Result<PostId, Problem> {
    let field = action.fields.iter().find(|field| field.kind == FieldType::Post);
    let code = field.map_or("to_post", |field| field.code.as_str());
    fields
        .get(code)
        .and_then(Value::as_str)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Problem::invalid(vec![fault(code, "post", "须选择接收岗位")]))
}

fn run_clocks(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    action: &Action,
    fields: &Map<String, Value>,
    now: Timestamp,
    calendar: &WorkCalendar,
) -> Result<Vec<RunningClock>, Problem> {
    let mut list = snapshot.clocks.clone();
    let mut change = |code: &String, turn: &mut dyn FnMut(&mut RunningClock)| {
        if let Some(clock) = snapshot.alive(code).and_then(|index| list.get_mut(index)) {
            turn(clock);
        }
    };
    for code in &action.stops {
        change(code, &mut |clock| clocks::stop(clock, now));
    }
    for code in &action.suspends {
        change(code, &mut |clock| {
            if clock.deadline.suspend(now).is_ok() {
                clock.status = ClockStatus::Suspended;
            }
        });
    }
    for code in &action.resumes {
        change(code, &mut |clock| {
            if clock.deadline.resume(now, calendar).is_ok() {
                clock.status = ClockStatus::Running;
            }
        });
    }
    if let Some(code) = &action.extends {
        extend(&mut list, snapshot.alive(code), fields)?;
    }
    for code in &action.starts {
        let Some(clock) = lifecycle.clock(code) else { continue };
        let Some(new) = clocks::started(clock, fields, now, calendar) else { continue };
        if action.document.is_some() && new.deadline.provisional() {
            return Err(
                broken("期限落在放假安排尚未公布的年份，暂不能出具文书").hint("请在放假安排公布后再办理")
            );
        }
        if let Some(old) =
            snapshot.alive(code).and_then(|index| list.get_mut(index)).filter(|old| old.status.is_alive())
        {
            clocks::stop(old, now);
        }
        list.push(new);
    }
    Ok(list)
}

fn extend(
    list: &mut [RunningClock],
    index: Option<usize>,
    fields: &Map<String, Value>,
) -> Result<(), Problem> {
    let clock =
        index.and_then(|index| list.get_mut(index)).ok_or_else(|| broken("没有运行中的期限可以延长"))?;
    let invalid =
        |message: String| Problem::invalid(vec![FieldProblem { ..fault(DUE, "not_later", message) }]);
    let to = fields.get(DUE).and_then(date).ok_or_else(|| invalid("请填写延期至哪一天".into()))?;
    let before = clock.deadline.due_date();
    clock.deadline.extend_to(to).map_err(|error| invalid(error.to_string()))?;
    clock.extended_from = Some(before);
    Ok(())
}
