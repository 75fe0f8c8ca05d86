//! Rules about where a case can get to.
//!
//! A lifecycle is walked through every situation (state, guarding marks, running clocks, last move) that its actions
//! can bring about, and then:
//!
//! - every state comes up, and every action is possible from every state it names;
//! - from every situation in an open state a closed one can be reached: a mark must not lock the last door;
//! - in every situation in an open state a clock is running, or the state says why not (`unowned_because`);
//! - nothing closes without evidence on the way, nor by the hand that did the work (product rule: closing needs
//!   proof and a second person);
//! - a clock is stopped, held, resumed or extended only where it can be running.

use super::desk::Desk;
use super::walk::{Running, Situation, Walk};
use crate::finding::Code;
use crate::lifecycle::{Lifecycle, StateClass};
use crate::source::{Located, Spot};
use std::collections::BTreeSet;

pub(super) fn check(desk: &mut Desk<'_>, entry: &Located<Lifecycle>) {
    let (lifecycle, spot) = (&entry.value, &entry.spot);
    let walk = Walk::of(lifecycle);
    if !walk.complete {
        desk.report(spot, Code::BadValue, "流程的可能情形太多，无法逐一核对");
        return;
    }
    states(desk, lifecycle, &walk, spot);
    clocks_running(desk, lifecycle, &walk, spot);
    actions(desk, lifecycle, &walk, spot);
    closing(desk, lifecycle, &walk, spot);
}

fn class(lifecycle: &Lifecycle, situation: &Situation) -> StateClass {
    lifecycle.states[situation.state].class
}

fn states(desk: &mut Desk<'_>, lifecycle: &Lifecycle, walk: &Walk, spot: &Spot) {
    let closing = walk.leading_to(|situation| class(lifecycle, situation) == StateClass::Closed);
    for (index, state) in lifecycle.states.iter().enumerate() {
        let spot = spot.key("state").item(index);
        let mut here = walk.situations.iter().zip(&closing).filter(|(situation, _)| situation.state == index);
        if here.clone().next().is_none() {
            desk.report(&spot, Code::UnreachableState, format!("状态“{}”从初始状态到不了", state.code));
        } else if let Some((stuck, _)) = here.find(|(_, closes)| !**closes && state.class.is_open()) {
            let message = format!("状态“{}”{}走不到办结", state.code, marked(lifecycle, stuck));
            desk.advise(&spot, Code::DeadEnd, message, arrival(lifecycle, walk, stuck));
        }
    }
}

fn clocks_running(desk: &mut Desk<'_>, lifecycle: &Lifecycle, walk: &Walk, spot: &Spot) {
    for (index, state) in lifecycle.states.iter().enumerate() {
        if !state.class.is_open() || state.unowned_because.is_some() {
            continue;
        }
        let idle = |situation: &&Situation| !situation.clocks.contains(&Running::On);
        let here = walk.situations.iter().filter(|situation| situation.state == index);
        if let Some(stuck) = here.into_iter().find(idle) {
            let message = format!("状态“{}”{}没有时限在走", state.code, marked(lifecycle, stuck));
            let hint =
                format!("{}；确实不需要时限的，用 unowned_because 说明原因", arrival(lifecycle, walk, stuck));
            desk.advise(&spot.key("state").item(index), Code::NoClock, message, hint);
        }
    }
}

fn marked(lifecycle: &Lifecycle, situation: &Situation) -> String {
    let names: Vec<&str> = situation.marks.iter().map(|mark| lifecycle.marks[*mark].code.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("带标记 {} 时", names.join("、")) }
}

/// An action that brings a case there.
fn arrival(lifecycle: &Lifecycle, walk: &Walk, situation: &Situation) -> String {
    let step = walk.steps.iter().find(|step| walk.situations[step.to] == *situation && step.from != step.to);
    step.map_or_else(
        || "例如登记之后".to_owned(),
        |step| format!("例如经动作“{}”到达", lifecycle.actions[step.action].code),
    )
}

fn actions(desk: &mut Desk<'_>, lifecycle: &Lifecycle, walk: &Walk, spot: &Spot) {
    for (index, action) in lifecycle.actions.iter().enumerate() {
        let spot = spot.key("action").item(index);
        let taken: Vec<&Situation> = walk
            .steps
            .iter()
            .filter(|step| step.action == index)
            .map(|step| &walk.situations[step.from])
            .collect();
        let states: BTreeSet<usize> = taken.iter().map(|situation| situation.state).collect();
        for (position, from) in action.from.iter().enumerate() {
            let from_index = lifecycle.states.iter().position(|state| state.code == *from);
            if !from_index.is_some_and(|index| states.contains(&index)) {
                let message = format!("动作“{}”在状态“{from}”永远做不到", action.code);
                desk.advise(&spot.key("from").item(position), Code::Unused, message, "看它要求或禁止的标记");
            }
        }
        let extends: Vec<String> = action.extends.iter().cloned().collect();
        for (key, clocks, needed) in [
            ("stops", &action.stops, [Running::On, Running::Suspended]),
            ("suspends", &action.suspends, [Running::On, Running::On]),
            ("resumes", &action.resumes, [Running::Suspended, Running::Suspended]),
            ("extends", &extends, [Running::On, Running::Suspended]),
        ] {
            for (position, code) in clocks.iter().enumerate() {
                let clock = lifecycle.clocks.iter().position(|clock| clock.code == *code).unwrap_or(0);
                if !taken.iter().any(|situation| needed.contains(&situation.clocks[clock])) {
                    let message = format!("动作“{}”的 {key}：时限“{code}”此时不可能在走", action.code);
                    desk.report(&spot.key(key).item(position), Code::Unused, message);
                }
            }
        }
    }
}

fn closing(desk: &mut Desk<'_>, lifecycle: &Lifecycle, walk: &Walk, spot: &Spot) {
    let closed = |index: usize| class(lifecycle, &walk.situations[index]) == StateClass::Closed;
    let unproved = walk.reached_by(|step| lifecycle.actions[step.action].evidence.is_none());
    let steps = walk.steps.iter().filter(|step| closed(step.to) && !closed(step.from));
    let closers: BTreeSet<usize> = steps.clone().map(|step| step.action).collect();
    for index in closers {
        let (action, spot) = (&lifecycle.actions[index], spot.key("action").item(index));
        let bare = |action: usize| lifecycle.actions[action].evidence.is_none();
        if steps.clone().any(|step| step.action == index && bare(index) && unproved[step.from]) {
            let message = format!("经动作“{}”可以不附任何材料就办结", action.code);
            desk.report(&spot, Code::ClosingProof, message);
        }
        if action.different_from.is_empty() {
            let message = format!("动作“{}”办结事项，须由另一人办理（different_from）", action.code);
            desk.report(&spot, Code::ClosingProof, message);
        }
    }
}
