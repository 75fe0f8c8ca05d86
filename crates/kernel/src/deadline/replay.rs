//! The due date from what happened to a clock.

use chrono::NaiveDate;

use super::{Event, Length};
use crate::calendar::{Due, WorkCalendar};
use crate::date::plus_days;
use crate::time::Timestamp;

/// The due day and the instant it ends, after all `events`.
pub(super) fn due(
    length: Length,
    from: NaiveDate,
    started_at: Timestamp,
    events: &[Event],
    calendar: &WorkCalendar,
) -> (Due, Timestamp) {
    let mut due = match length {
        Length::WorkingDays(days) => through(calendar.add_working_days(from, i64::from(days))),
        Length::Days(days) => until(plus_days(from, i64::from(days))),
        Length::Hours(hours) => instant(started_at.plus_hours(i64::from(hours))),
        Length::Until(date) => until(date),
    };
    let mut suspended = None;
    for event in events {
        match event {
            Event::Suspended(at) => suspended = Some(*at),
            Event::Resumed(at) => due = resumed(length, due, suspended.take().unwrap_or(*at), *at, calendar),
            Event::Extended(date) => due = until(*date),
            Event::Stopped(_) => {}
        }
    }
    due
}

/// A day that is certain, to its end.
pub(super) fn until(date: NaiveDate) -> (Due, Timestamp) {
    through(Due { date, provisional: false })
}

fn through(due: Due) -> (Due, Timestamp) {
    (due, Timestamp::end_of_day(due.date))
}

fn instant(at: Timestamp) -> (Due, Timestamp) {
    (Due { date: at.civil_date(), provisional: false }, at)
}

/// What was left at `suspended` is counted on from `resumed`. A deadline that had passed by then stays.
fn resumed(
    length: Length,
    (due, due_at): (Due, Timestamp),
    suspended: Timestamp,
    resumed: Timestamp,
    calendar: &WorkCalendar,
) -> (Due, Timestamp) {
    let (off, on) = (suspended.civil_date(), resumed.civil_date());
    match length {
        Length::Hours(_) if suspended <= due_at => {
            let left = due_at.as_micros() - suspended.as_micros();
            instant(Timestamp::from_micros(resumed.as_micros().saturating_add(left)))
        }
        Length::WorkingDays(_) if off <= due.date => {
            let left = calendar.working_days_between(off, due.date);
            let moved = calendar.add_working_days(on, left.days);
            // What was left may itself rest on uncovered days, as when the clock was extended into such a year.
            through(Due { date: moved.date, provisional: moved.provisional || left.provisional })
        }
        Length::Days(_) | Length::Until(_) if off <= due.date => {
            until(plus_days(on, (due.date - off).num_days()))
        }
        _ => (due, due_at),
    }
}
