//! Working days by the State Council's yearly notices, with make-up days (调休).
//!
//! A date is certain when a notice for its year is loaded, or when a notice names it; any other date is *provisional*:
//! it is taken as Monday to Friday, counted, and said to be so, until the notice comes.
//!
//! A notice may reach into the last days of December before its year (those of 2007, 2008, 2012, 2019 and 2023 do). The
//! last days of the newest covered year count as certain all the same; recompute running clocks when a notice is loaded.

mod count;
mod parse;

pub use parse::CalendarError;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

const BUILTIN: &str = include_str!("../../data/working-days.txt");
const BUILTIN_NAME: &str = "working-days.txt";

/// The calendar of working days: the days that notices name, and the years they cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    covered: BTreeSet<i32>,
    /// Sorted by date, no date twice.
    days: Vec<NamedDay>,
    /// `surplus[i]` = working days that the first `i` named days add to the plain Monday-to-Friday count.
    surplus: Vec<i64>,
}

/// A day that a notice names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NamedDay {
    date: NaiveDate,
    working: bool,
    name: String,
    /// The year whose notice names it; a notice may reach into the year before or after.
    notice: i32,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayKind<'a> {
    /// Whether offices work.
    pub working: bool,
    /// True when no notice decides the day yet, and it is taken as Monday to Friday.
    pub provisional: bool,
    /// The holiday that gives the day off or has it worked instead, as the notice writes it.
    pub name: Option<&'a str>,
}

/// The end of a count of working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Due {
    /// The last day of the count.
    pub date: NaiveDate,
    /// True when a day that was counted or passed over is provisional, so a later notice may move the date.
    pub provisional: bool,
}

/// A number of working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    /// Working days; negative when counted backwards.
    pub days: i64,
    /// True when a day in the span is provisional.
    pub provisional: bool,
}

impl WorkCalendar {
    /// The calendar built in: the notices of 2007 to 2026.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static CALENDAR: OnceLock<WorkCalendar> = OnceLock::new();
        CALENDAR.get_or_init(|| match Self::parse(BUILTIN_NAME, BUILTIN) {
            Ok(calendar) => calendar,
            Err(errors) => unreachable!("the built-in calendar is checked by tests: {errors}"),
        })
    }

    /// Reads a calendar file, such as a pack's file with a newer notice. The format is told at the head of the built-in
    /// file `data/working-days.txt`. Use [`WorkCalendar::with`] to lay it over the built-in years.
    ///
    /// # Errors
    /// The first fault, with `file` and its line. A file must cover at least one year.
    pub fn parse(file: &str, text: &str) -> Result<Self, CalendarError> {
        parse::parse(file, text)
    }

    /// This calendar with the notices of `newer` laid over it. A year that `newer` covers is taken from `newer` alone,
    /// so a notice that was changed during the year is given again in full.
    #[must_use]
    pub fn with(&self, newer: &Self) -> Self {
        let kept = self
            .days
            .iter()
            .filter(|day| !newer.covered.contains(&day.notice) && newer.named(day.date).is_none())
            .chain(&newer.days)
            .cloned()
            .collect();
        Self::build(self.covered.union(&newer.covered).copied().collect(), kept)
    }

    /// The years whose notices are loaded, in order.
    pub fn covered_years(&self) -> impl Iterator<Item = i32> + '_ {
        self.covered.iter().copied()
    }

    /// Whether the notice of this year is loaded.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.covered.contains(&year)
    }

    /// What `date` is: working or not, certain or provisional, and after which holiday.
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> DayKind<'_> {
        match self.named(date) {
            Some(day) => DayKind { working: day.working, provisional: false, name: Some(&day.name) },
            None => DayKind { working: on_weekday(date), provisional: !self.covers(date.year()), name: None },
        }
    }

    fn named(&self, date: NaiveDate) -> Option<&NamedDay> {
        let index = self.days.binary_search_by_key(&date, |day| day.date).ok()?;
        self.days.get(index)
    }

    /// Sorts the days and adds up what they change. Dates must not repeat.
    fn build(covered: BTreeSet<i32>, mut days: Vec<NamedDay>) -> Self {
        days.sort_by_key(|day| day.date);
        let mut surplus = Vec::with_capacity(days.len() + 1);
        let mut sum = 0;
        surplus.push(sum);
        for day in &days {
            sum += i64::from(day.working) - i64::from(on_weekday(day.date));
            surplus.push(sum);
        }
        Self { covered, days, surplus }
    }
}

/// Monday to Friday.
fn on_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays from 0001-01-01, a Monday, up to and including this day number.
fn weekdays_until(number: i64) -> i64 {
    number.div_euclid(7) * 5 + number.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests;
