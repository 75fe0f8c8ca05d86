//! Starting, holding, extending and stopping the clocks of a case.

use super::input::field_date;
use crate::model::{ClockStatus, RunningClock};
use chrono::NaiveDate;
use kernel::calendar::WorkCalendar;
use kernel::deadline::{Deadline, Length};
use kernel::time::Timestamp;
use pack::lifecycle::{Clock, ClockUnit};
use serde_json::{Map, Value};

/// A new clock, or none when its date field is empty.
pub(super) fn started(
    clock: &Clock,
    fields: &Map<String, Value>,
    now: Timestamp,
    calendar: &WorkCalendar,
) -> Option<RunningClock> {
    let given = field_date(clock, fields).map(|(_, date)| date);
    let (length, from) = match clock.unit {
        ClockUnit::WorkingDays => {
            (Length::WorkingDays(clock.amount), given.unwrap_or_else(|| now.civil_date()))
        }
        ClockUnit::Days => (Length::Days(clock.amount), given.unwrap_or_else(|| now.civil_date())),
        ClockUnit::Hours => (Length::Hours(clock.amount), now.civil_date()),
        ClockUnit::Date => (Length::Until(given?), now.civil_date()),
    };
    Some(RunningClock {
        id: None,
        code: clock.code.clone(),
        deadline: Deadline::start(length, from, now, calendar),
        status: ClockStatus::Running,
        sets_due: clock.sets_due,
        extended_from: None,
    })
}

/// The due day of a case: the earliest of the running clocks that set it, and whether it is provisional.
#[must_use]
pub fn due(clocks: &[RunningClock]) -> Option<(NaiveDate, bool)> {
    clocks
        .iter()
        .filter(|clock| clock.sets_due && clock.status == ClockStatus::Running)
        .map(|clock| (clock.deadline.due_date(), clock.deadline.provisional()))
        .min()
}

/// Stops a clock that is alive; a clock that cannot be stopped (its start lies later) is dropped, so that it never stays.
pub(super) fn stop(clock: &mut RunningClock, now: Timestamp) {
    clock.status = if clock.deadline.stop(now).is_ok() { ClockStatus::Stopped } else { ClockStatus::Dropped };
}

/// The case ends: what still runs and set its due day was neither met nor missed.
pub(super) fn drop_rest(clocks: &mut [RunningClock], all: bool) {
    for clock in clocks.iter_mut().filter(|clock| clock.status.is_alive() && (all || clock.sets_due)) {
        clock.status = ClockStatus::Dropped;
    }
}
