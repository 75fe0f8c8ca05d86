//! A new case.

use super::{Effect, clocks};
use crate::model::RunningClock;
use kernel::calendar::WorkCalendar;
use kernel::time::Timestamp;
use pack::lifecycle::{Clock, Lifecycle, StateClass};
use serde_json::{Map, Value};

/// The clocks that run from opening: those that every other entrance to the initial state starts too. (An order that is
/// sent back to "found" gets the handling clock, and so does a case that begins there.)
#[must_use]
pub fn clocks_on_opening(lifecycle: &Lifecycle) -> Vec<&Clock> {
    let entrances = lifecycle.actions.iter().filter(|action| action.to == lifecycle.initial);
    let mut codes: Vec<&str> =
        entrances.flat_map(|action| action.starts.iter().map(String::as_str)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().filter_map(|code| lifecycle.clock(code)).collect()
}

/// What opening does. `marks` are those known from the start, for instance a suggested judgement.
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
        sets: marks
            .iter()
            .filter(|code| lifecycle.marks.iter().any(|mark| mark.code == **code))
            .cloned()
            .collect(),
        clears: Vec::new(),
        due: clocks::due(&running),
        clocks: running,
        undoes_last: false,
        transfer: None,
        document: None,
    }
}
