//! The injected clock.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::NaiveDate;

use super::Timestamp;

/// Tells the time. Every room asks the clock it is given, so that tests and demonstrations can freeze it.
pub trait Clock: Send + Sync + Debug {
    /// The instant now.
    fn now(&self) -> Timestamp;

    /// The civil date now, in Asia/Shanghai.
    fn today(&self) -> NaiveDate {
        self.now().civil_date()
    }
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock that everything else is given")]
    fn now(&self) -> Timestamp {
        Timestamp::from_datetime(chrono::Utc::now())
    }
}

/// A clock that stands still until it is moved. Clones share one time.
#[derive(Debug, Clone)]
pub struct FrozenClock {
    micros: Arc<AtomicI64>,
}

impl FrozenClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        Self { micros: Arc::new(AtomicI64::new(at.as_micros())) }
    }

    /// A clock that shows 09:00 in Shanghai on `date`.
    #[must_use]
    pub fn on(date: NaiveDate) -> Self {
        Self::new(Timestamp::start_of_day(date).plus_hours(9))
    }

    /// Shows `at` from now on; it may lie in the past.
    pub fn set(&self, at: Timestamp) {
        self.micros.store(at.as_micros(), Ordering::SeqCst);
    }

    /// Moves by seconds, negative for back.
    pub fn advance_seconds(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }

    /// Moves by days of 24 hours, negative for back.
    pub fn advance_days(&self, days: i64) {
        self.advance_seconds(days.saturating_mul(86_400));
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.micros.load(Ordering::SeqCst))
    }
}
