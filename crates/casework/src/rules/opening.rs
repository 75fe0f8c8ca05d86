//! A new case.

use super::{Effect, clocks};
use crate::model::RunningClock;
use kernel::calendar::WorkCalendar;
use kernel::time::Timestamp;
use pack::lifecycle::{Clock, Lifecycle, StateClass};
use serde_json::{Map, Value};

/// The clocks that run from opening.
#[must_use]
pub fn clocks_on_opening(lifecycle: &Lifecycle) -> Vec<&Clock> {
    lifecycle.starts.iter().filter_map(|code| lifecycle.clock(code)).collect()
}

/// What opening does. `marks` are those known from the start, for instance a suggested judgement; only marks that the
/// lifecycle lets the system set are taken, so no case is born with a decision that people have to make.
#[must_use]
pub fn opening_effect(
    lifecycle: &Lifecycle,
    marks: &[String],
    fields: &Map<String, Value>,
    now: Timestamp,
    calendar: &WorkCalendar,
) -> Effect {
    let running: Vec<RunningClock> = clocks_on_opening(lifecycle)
        .into_iter()
        .filter_map(|clock| clocks::started(clock, fields, now, calendar))
        .collect();
    Effect {
        to: lifecycle.initial.clone(),
        class: lifecycle.state(&lifecycle.initial).map_or(StateClass::Open, |state| state.class),
        moved: true,
        previous_state: None,
        round: 1,
        sets: marks.iter().filter(|code| may_be_born(lifecycle, code)).cloned().collect(),
        clears: Vec::new(),
        due: clocks::due(&running),
        clocks: running,
        undoes_last: false,
        transfer: None,
        document: None,
    }
}

fn may_be_born(lifecycle: &Lifecycle, code: &str) -> bool {
    lifecycle.marks.iter().any(|mark| mark.code == code && mark.by_system)
}
