//! Legal clocks: so many working days, days or hours, or until a date; with suspension, extension and a stop.
//!
//! A deadline keeps what happened to it, not only the result, so that it can be computed again when the notice of a
//! provisional year arrives ([`Deadline::recompute`]). It is stored as JSON.

mod replay;
mod state;

pub use state::{Span, State};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{Count, Due, WorkCalendar};
use crate::date::format_cn;
use crate::time::Timestamp;

/// How long a clock runs. The starting day, or the starting instant, is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Working days by the State Council's notices (工作日).
    WorkingDays(u32),
    /// Calendar days (日). A last day on a holiday stays where it is.
    Days(u32),
    /// Hours from the starting instant (小时), holidays included.
    Hours(u32),
    /// Through this day.
    Until(NaiveDate),
}

impl Length {
    /// The length as papers write it: `3个工作日`, `30日`, `24小时`, `至2024年2月8日`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::WorkingDays(days) => format!("{days}个工作日"),
            Self::Days(days) => format!("{days}日"),
            Self::Hours(hours) => format!("{hours}小时"),
            Self::Until(date) => format!("至{}", format_cn(date)),
        }
    }
}

/// Why a clock refuses a step. Refused steps change nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// The clock was stopped.
    #[error("期限已经办结，不能再变更")]
    Stopped,
    /// It is suspended already.
    #[error("期限已处于中止状态")]
    AlreadySuspended,
    /// It is not suspended.
    #[error("期限没有中止，无需恢复")]
    NotSuspended,
    /// The step is dated before the start or before the step it follows.
    #[error("时间 {} 早于上一步 {}", at.civil_minute(), previous.civil_minute())]
    BeforePrevious {
        /// When the step is said to have happened.
        at: Timestamp,
        /// The step before it.
        previous: Timestamp,
    },
    /// An extension must end later than the date it extends.
    #[error("延期后的日期 {date} 应晚于原期限 {due}")]
    NotLater {
        /// The date asked for.
        date: NaiveDate,
        /// The due date that stands.
        due: NaiveDate,
    },
}

/// One thing that happened to a clock, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The clock was suspended (中止).
    Suspended(Timestamp),
    /// It runs again (恢复).
    Resumed(Timestamp),
    /// It was extended to a date (延期).
    Extended(NaiveDate),
    /// What it waited for was done (办结).
    Stopped(Timestamp),
}

/// A running, suspended or stopped legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    length: Length,
    from: NaiveDate,
    started_at: Timestamp,
    events: Vec<Event>,
    due: Due,
    due_at: Timestamp,
}

impl Deadline {
    /// Starts a clock. `from` is the day the law counts from (not counted itself); `at` is the instant the clock was
    /// started, from which hours run.
    #[must_use]
    pub fn start(length: Length, from: NaiveDate, at: Timestamp, calendar: &WorkCalendar) -> Self {
        let (due, due_at) = replay::due(length, from, at, &[], calendar);
        Self { length, from, started_at: at, events: Vec::new(), due, due_at }
    }

    /// Suspends the clock. The days up to and including the day of `at` are used up; the rest is kept.
    ///
    /// # Errors
    /// When the clock is stopped or suspended, or `at` lies before the start or the last resumption.
    pub fn suspend(&mut self, at: Timestamp) -> Result<(), DeadlineError> {
        self.check_running()?;
        if self.is_suspended() {
            return Err(DeadlineError::AlreadySuspended);
        }
        self.check_order(at)?;
        self.events.push(Event::Suspended(at));
        Ok(())
    }

    /// Lets a suspended clock run again. What was left is counted from the day of `at`, that day not counted; hours run
    /// on from the instant. A deadline that had passed before the suspension stays where it was.
    ///
    /// # Errors
    /// When the clock is stopped or not suspended, or `at` lies before the suspension.
    pub fn resume(&mut self, at: Timestamp, calendar: &WorkCalendar) -> Result<(), DeadlineError> {
        self.check_running()?;
        if !self.is_suspended() {
            return Err(DeadlineError::NotSuspended);
        }
        self.check_order(at)?;
        self.events.push(Event::Resumed(at));
        self.recompute(calendar);
        Ok(())
    }

    /// Moves the due date to `date`, through that day; also for a clock of hours, and also while suspended, when what is
    /// left grows accordingly.
    ///
    /// # Errors
    /// When the clock is stopped, or `date` is not later than the due date.
    pub fn extend_to(&mut self, date: NaiveDate) -> Result<(), DeadlineError> {
        self.check_running()?;
        if date <= self.due.date {
            return Err(DeadlineError::NotLater { date, due: self.due.date });
        }
        self.events.push(Event::Extended(date));
        (self.due, self.due_at) = replay::until(date);
        Ok(())
    }

    /// Stops the clock: what it waited for was done at `at`. Stopping a suspended clock is allowed.
    ///
    /// # Errors
    /// When it is stopped already, or `at` lies before the start or the step before.
    pub fn stop(&mut self, at: Timestamp) -> Result<(), DeadlineError> {
        self.check_running()?;
        self.check_order(at)?;
        self.events.push(Event::Stopped(at));
        Ok(())
    }

    /// Computes the due date again with `calendar`, for when a newer notice is loaded. Returns whether it changed.
    pub fn recompute(&mut self, calendar: &WorkCalendar) -> bool {
        let (due, due_at) = replay::due(self.length, self.from, self.started_at, &self.events, calendar);
        let changed = due != self.due || due_at != self.due_at;
        (self.due, self.due_at) = (due, due_at);
        changed
    }

    /// The last day on which the work is in time. While suspended, the date as it stood at the suspension.
    #[must_use]
    pub const fn due_date(&self) -> NaiveDate {
        self.due.date
    }

    /// The instant the clock runs out. For clocks of days the end of the due day, 24:00 in Shanghai, which is already too
    /// late; for clocks of hours the last instant in time.
    #[must_use]
    pub const fn due_at(&self) -> Timestamp {
        self.due_at
    }

    /// True while the due date rests on a year whose notice is not loaded; no paper may be issued with such a date.
    #[must_use]
    pub const fn provisional(&self) -> bool {
        self.due.provisional
    }

    /// How long the clock was set for.
    #[must_use]
    pub const fn length(&self) -> Length {
        self.length
    }

    /// The day the law counts from.
    #[must_use]
    pub const fn from_date(&self) -> NaiveDate {
        self.from
    }

    /// The instant the clock was started.
    #[must_use]
    pub const fn started_at(&self) -> Timestamp {
        self.started_at
    }

    /// Everything that happened since the start, in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether the clock is suspended now.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.suspended_since().is_some()
    }

    /// Since when the clock is suspended, if it is.
    #[must_use]
    pub fn suspended_since(&self) -> Option<Timestamp> {
        suspended_since(&self.events)
    }

    /// When the clock was stopped, if it was.
    #[must_use]
    pub fn stopped_at(&self) -> Option<Timestamp> {
        match self.events.last() {
            Some(Event::Stopped(at)) => Some(*at),
            _ => None,
        }
    }

    /// Working days from the civil day of `now`, not counted, through the due date; negative when overdue. For warnings
    /// such as "three working days before the end".
    #[must_use]
    pub fn working_days_left(&self, now: Timestamp, calendar: &WorkCalendar) -> Count {
        calendar.working_days_between(self.suspended_since().unwrap_or(now).civil_date(), self.due.date)
    }

    fn check_running(&self) -> Result<(), DeadlineError> {
        if self.stopped_at().is_some() { Err(DeadlineError::Stopped) } else { Ok(()) }
    }

    /// A step may be recorded late, so only order counts: for days the day counted from, for hours the start.
    fn check_order(&self, at: Timestamp) -> Result<(), DeadlineError> {
        let last = self.events.iter().rev().find_map(|event| match event {
            Event::Suspended(at) | Event::Resumed(at) | Event::Stopped(at) => Some(*at),
            Event::Extended(_) => None,
        });
        let first = match self.length {
            Length::Hours(_) => self.started_at,
            _ => Timestamp::start_of_day(self.from),
        };
        let previous = last.unwrap_or(first);
        if at < previous { Err(DeadlineError::BeforePrevious { at, previous }) } else { Ok(()) }
    }
}

/// The instant of a suspension that `events` leave open.
fn suspended_since(events: &[Event]) -> Option<Timestamp> {
    events.iter().rev().find_map(|event| match event {
        Event::Suspended(at) => Some(Some(*at)),
        Event::Resumed(_) | Event::Stopped(_) => Some(None),
        Event::Extended(_) => None,
    })?
}

#[cfg(test)]
mod tests;
