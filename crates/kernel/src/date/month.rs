//! The month bucket of statistics, bulletins and monthly duties.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DateError, LAST, digits, shape};
use crate::time::Timestamp;

/// A calendar month in Asia/Shanghai, written `2024-02`; years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// The month `month` (1 to 12) of `year` (1 to 9999), or `None`.
    #[must_use]
    pub const fn new(year: i32, month: u32) -> Option<Self> {
        if year >= 1 && year <= 9999 && month >= 1 && month <= 12 { Some(Self { year, month }) } else { None }
    }

    /// The month of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The month, in Shanghai, of an instant.
    #[must_use]
    pub fn at(instant: Timestamp) -> Self {
        Self::of(instant.civil_date())
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(LAST)
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let next = self.plus(1).first_day();
        if self.plus(1) == self { LAST } else { next.pred_opt().unwrap_or(LAST) }
    }

    /// This month moved by whole months, held within the years 0001 to 9999.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let index =
            (self.year * 12).saturating_add(self.month0()).saturating_add(months).clamp(12, 9999 * 12 + 11);
        Self { year: index / 12, month: index.rem_euclid(12).unsigned_abs() + 1 }
    }

    /// Whether a date falls into this month.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::of(date) == self
    }

    /// `2024年2月`.
    #[must_use]
    pub fn format_cn(self) -> String {
        format!("{}年{}月", self.year, self.month)
    }

    /// January is 0.
    fn month0(self) -> i32 {
        i32::try_from(self.month - 1).unwrap_or(0)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let [year, month] = digits::<2>(text, &[4, 2]).ok_or_else(|| shape(text, "2024-02"))?;
        i32::try_from(year)
            .ok()
            .and_then(|year| Self::new(year, month))
            .ok_or_else(|| DateError::Impossible { text: text.to_owned() })
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_reads_and_writes_one_form() {
        assert_eq!(month("2024-02").to_string(), "2024-02");
        assert_eq!(month("0001-01").to_string(), "0001-01");
        assert_eq!(month("2024-02").format_cn(), "2024年2月");
        assert_eq!(serde_json::to_string(&month("2024-12")).unwrap(), "\"2024-12\"");
        assert_eq!(serde_json::from_str::<Month>("\"2024-12\"").unwrap(), month("2024-12"));
        assert_eq!("2024-2".parse::<Month>().unwrap_err().to_string(), "“2024-2”的格式不正确，应如 2024-02");
        for text in ["2024-00", "2024-13", "0000-01"] {
            assert_eq!(text.parse::<Month>().unwrap_err().to_string(), format!("日期“{text}”不存在"));
        }
        assert_eq!(Month::new(10_000, 1), None);
        assert_eq!((month("2024-02").year(), month("2024-02").month()), (2024, 2));
    }

    #[test]
    fn a_month_knows_its_days() {
        let february = month("2024-02");
        assert_eq!(february.first_day().to_string(), "2024-02-01");
        assert_eq!(february.last_day().to_string(), "2024-02-29");
        assert!(february.contains(february.last_day()));
        assert!(!february.contains(february.plus(1).first_day()));
        assert_eq!(month("9999-12").last_day().to_string(), "9999-12-31");
        assert_eq!(month("2023-12").last_day().to_string(), "2023-12-31");
    }

    #[test]
    fn months_add_across_years_and_stop_at_the_ends() {
        assert_eq!(month("2024-12").plus(1), month("2025-01"));
        assert_eq!(month("2024-01").plus(-1), month("2023-12"));
        assert_eq!(month("2024-05").plus(-29), month("2021-12"));
        assert_eq!(month("2024-05").plus(0), month("2024-05"));
        assert_eq!(month("2024-05").plus(i32::MAX), month("9999-12"));
        assert_eq!(month("2024-05").plus(i32::MIN), month("0001-01"));
    }

    #[test]
    fn the_bucket_of_an_instant_is_that_of_shanghai() {
        assert_eq!(Month::at("2024-01-31T16:00:00Z".parse().unwrap()), month("2024-02"));
        assert_eq!(Month::at("2024-01-31T15:59:59Z".parse().unwrap()), month("2024-01"));
    }
}
