//! What a clock shows at an instant.

use serde::{Deserialize, Serialize};

use super::{Deadline, Event, Length};
use crate::time::Timestamp;

/// A stretch of time between now and the due date, in both measures people use. Never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// Civil days between today and the due date: 0 on the due day, 1 on the day before and on the day after.
    pub days: i64,
    /// Whole seconds between now and the instant the clock runs out.
    pub seconds: i64,
}

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// In time, and this much is left.
    Running {
        /// What is left.
        remaining: Span,
    },
    /// Past the due date.
    Overdue {
        /// Since how long.
        by: Span,
    },
    /// Suspended while in time.
    Suspended,
    /// Stopped in time.
    Met,
    /// Stopped too late.
    MetLate,
}

impl Deadline {
    /// What the clock shows at `now`. A clock that was suspended in time stays in time until it runs again; one that was
    /// late before it was suspended stays overdue, so that nobody can suspend lateness away.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> State {
        if let Some(stopped) = self.stopped_at() {
            let decisive = self.suspended_before_stop().unwrap_or(stopped);
            return if self.is_late(decisive) { State::MetLate } else { State::Met };
        }
        if self.suspended_since().is_some_and(|since| !self.is_late(since)) {
            return State::Suspended;
        }
        let days = (now.civil_date() - self.due.date).num_days();
        let seconds = now.seconds_since(self.due_at);
        if self.is_late(now) {
            State::Overdue { by: Span { days, seconds } }
        } else {
            State::Running { remaining: Span { days: -days, seconds: -seconds } }
        }
    }

    /// Whether something done at `at` comes too late.
    #[must_use]
    pub fn is_late(&self, at: Timestamp) -> bool {
        match self.length {
            Length::Hours(_) if !self.is_extended() => at > self.due_at,
            _ => at >= self.due_at,
        }
    }

    /// An extension is to the end of a day, also on a clock of hours.
    fn is_extended(&self) -> bool {
        self.events.iter().any(|event| matches!(event, Event::Extended(_)))
    }

    /// When the clock was suspended, if it was still suspended when it stopped.
    fn suspended_before_stop(&self) -> Option<Timestamp> {
        super::suspended_since(self.events.split_last().map_or(&[], |(_, before)| before))
    }
}
