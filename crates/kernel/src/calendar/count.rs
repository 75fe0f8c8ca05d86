//! Counting without walking: the plain Monday-to-Friday count is arithmetic, named days are a running sum, and the end
//! of a count is found by bisection.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

use super::{Count, Due, WorkCalendar, weekdays_until};
use crate::date::{day_number, from_day_number};

impl WorkCalendar {
    /// The `days`-th working day after `start`. The starting day is not counted (开始之日不计入); 0 gives `start` itself,
    /// a negative number counts back. Held within the years 0001 to 9999.
    #[must_use]
    pub fn add_working_days(&self, start: NaiveDate, days: i64) -> Due {
        let from = day_number(start);
        let target = match days.cmp(&0) {
            Ordering::Equal => return Due { date: start, provisional: false },
            Ordering::Greater => self.working_until(from).saturating_add(days),
            // The end of a count back is the first day up to which one working day more has passed than lie before it.
            Ordering::Less => self.working_until(from - 1).saturating_add(days).saturating_add(1),
        };
        let date = from_day_number(self.reach(target));
        Due { date, provisional: self.count_provisional(start, date) }
    }

    /// Working days after `from` up to and including `to`; counted back, and negative, when `to` is earlier. The inverse
    /// of [`WorkCalendar::add_working_days`].
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Count {
        let (first, last) = (day_number(from), day_number(to));
        let days = if last >= first {
            self.working_until(last) - self.working_until(first)
        } else {
            self.working_until(last - 1) - self.working_until(first - 1)
        };
        Count { days, provisional: self.count_provisional(from, to) }
    }

    /// `date` itself when offices work on it, else the next day on which they do.
    #[must_use]
    pub fn working_day_on_or_after(&self, date: NaiveDate) -> Due {
        let before = from_day_number(day_number(date) - 1);
        self.add_working_days(before, 1)
    }

    /// Working days from 0001-01-01 up to and including this day number.
    fn working_until(&self, number: i64) -> i64 {
        let named = self.days.partition_point(|day| day_number(day.date) <= number);
        weekdays_until(number) + self.surplus.get(named).copied().unwrap_or(0)
    }

    /// The first day number up to which `target` working days have passed.
    fn reach(&self, target: i64) -> i64 {
        let (mut low, mut high) = (0, day_number(NaiveDate::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.working_until(middle) < target {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Whether a day that a count from `from` to `to` looks at is provisional; `from` itself is not looked at.
    fn count_provisional(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let (from, to) = (day_number(from), day_number(to));
        let (first, last) = if to >= from { (from + 1, to) } else { (to, from - 1) };
        let covered: i64 = self.covered.iter().map(|year| days_of_year_within(*year, first, last)).sum();
        let start = self.days.partition_point(|day| day_number(day.date) < first);
        let named = self.days.iter().skip(start).take_while(|day| day_number(day.date) <= last);
        let beside = named.filter(|day| !self.covers(day.date.year())).count();
        covered + i64::try_from(beside).unwrap_or(0) < last - first + 1
    }
}

/// How many days of `year` lie between two day numbers, both included.
fn days_of_year_within(year: i32, first: i64, last: i64) -> i64 {
    let (Some(start), Some(end)) =
        (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
    else {
        return 0;
    };
    (day_number(end).min(last) - day_number(start).max(first) + 1).max(0)
}
