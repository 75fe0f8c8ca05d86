//! Instants and the clock. An instant is UTC to the microsecond; the civil date the law counts in is Asia/Shanghai.

mod clock;

pub use clock::{Clock, FrozenClock, SystemClock};

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Asia::Shanghai;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const MICROS_PER_SECOND: i64 = 1_000_000;

/// An instant, in microseconds since 1970-01-01T00:00:00Z.
///
/// Values run from [`Timestamp::MIN`] to [`Timestamp::MAX`], so that every instant has a four-digit year in UTC and in
/// Shanghai; arithmetic stops at the ends instead of overflowing. In JSON it is an RFC 3339 string in UTC with no
/// fraction, three digits or six, whichever loses nothing: `2024-02-08T01:00:00Z`, `2024-02-08T01:00:00.250Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The text is not an RFC 3339 instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("时间“{text}”格式不正确，应如 2024-02-08T09:00:00+08:00")]
pub struct TimestampError {
    text: String,
}

impl Timestamp {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800 * MICROS_PER_SECOND);
    /// 9999-12-31T15:59:59.999999Z, the last microsecond of 9999 in Shanghai.
    pub const MAX: Self = Self(253_402_271_999 * MICROS_PER_SECOND + 999_999);

    /// The instant `micros` microseconds after the epoch, brought into range.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        if micros < Self::MIN.0 {
            Self::MIN
        } else if micros > Self::MAX.0 {
            Self::MAX
        } else {
            Self(micros)
        }
    }

    /// Microseconds since the epoch; the form stored in the database.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The instant of a chrono value; anything finer than a microsecond is cut off.
    #[must_use]
    pub fn from_datetime(datetime: DateTime<Utc>) -> Self {
        Self::from_micros(datetime.timestamp_micros())
    }

    /// The instant as a chrono value.
    #[must_use]
    pub fn to_datetime(self) -> DateTime<Utc> {
        // Every value in range is representable; the fallback only spares a panic path.
        DateTime::from_timestamp_micros(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// The first instant of a civil day in Shanghai.
    #[must_use]
    pub fn start_of_day(date: NaiveDate) -> Self {
        if date.year() > 9999 {
            return Self::MAX;
        }
        if date.year() < 1 {
            return Self::MIN;
        }
        let midnight = date.and_time(NaiveTime::MIN);
        match Shanghai.from_local_datetime(&midnight).earliest() {
            Some(local) => Self::from_datetime(local.with_timezone(&Utc)),
            // A midnight skipped by the summer time of the 1940s: the day began at 01:00 at UTC+9, the same instant.
            None => Self::from_datetime(midnight.and_utc()).plus_hours(-8),
        }
    }

    /// The end of a civil day in Shanghai (24:00), which is the first instant of the next.
    #[must_use]
    pub fn end_of_day(date: NaiveDate) -> Self {
        date.succ_opt().map_or(Self::MAX, Self::start_of_day)
    }

    /// The date in Asia/Shanghai on which this instant falls.
    #[must_use]
    pub fn civil_date(self) -> NaiveDate {
        self.to_datetime().with_timezone(&Shanghai).date_naive()
    }

    /// The time of day in Asia/Shanghai.
    #[must_use]
    pub fn civil_time(self) -> NaiveTime {
        self.to_datetime().with_timezone(&Shanghai).time()
    }

    /// The date and time in Asia/Shanghai to the minute, `2024-02-08 09:00`, for messages.
    #[must_use]
    pub fn civil_minute(self) -> String {
        self.to_datetime().with_timezone(&Shanghai).format("%Y-%m-%d %H:%M").to_string()
    }

    /// This instant moved by whole hours, negative for earlier.
    #[must_use]
    pub const fn plus_hours(self, hours: i64) -> Self {
        self.plus_seconds(hours.saturating_mul(3600))
    }

    /// This instant moved by whole seconds, negative for earlier.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.0.saturating_add(seconds.saturating_mul(MICROS_PER_SECOND)))
    }

    /// Whole seconds from `earlier` to this instant, towards zero; negative when `earlier` is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / MICROS_PER_SECOND
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_datetime().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads RFC 3339 with any offset.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text)
            .map(|datetime| Self::from_datetime(datetime.with_timezone(&Utc)))
            .map_err(|_| TimestampError { text: text.chars().take(40).collect() })
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(datetime: DateTime<Utc>) -> Self {
        Self::from_datetime(datetime)
    }
}

impl From<Timestamp> for DateTime<Utc> {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_datetime()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
