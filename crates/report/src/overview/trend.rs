//! Opened and closed by month.

use super::TrendMonth;
use casework::facts::MonthCount;
use chrono::{Datelike, Months, NaiveDate};

/// Months shown.
const MONTHS: u32 = 12;

fn start(today: NaiveDate) -> NaiveDate {
    today.with_day(1).unwrap_or(today)
}

/// First day of the first month shown, or of the year, whichever is earlier.
pub(super) fn first_month(today: NaiveDate) -> NaiveDate {
    let shown = start(today).checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(today);
    shown.min(NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(shown))
}

/// Closed in a year.
pub(super) fn closed_in(months: &[MonthCount], year: i32) -> i64 {
    let prefix = format!("{year:04}-");
    months.iter().filter(|month| month.month.starts_with(&prefix)).map(|month| month.closed).sum()
}

/// Twelve months up to today, those without anything too.
pub(super) fn by_month(months: &[MonthCount], today: NaiveDate) -> Vec<TrendMonth> {
    (0..MONTHS)
        .rev()
        .filter_map(|back| start(today).checked_sub_months(Months::new(back)))
        .map(|first| {
            let month = first.format("%Y-%m").to_string();
            let of = |amount: &dyn Fn(&MonthCount) -> i64| -> i64 {
                months.iter().filter(|count| count.month == month).map(amount).sum()
            };
            let (opened, closed) = (of(&|count| count.opened), of(&|count| count.closed));
            TrendMonth { month, opened, closed }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn twelve_months_end_with_this_one_and_empty_ones_are_there() {
        let count =
            |month: &str, opened, closed| MonthCount { month: month.into(), region: None, opened, closed };
        let months = [count("2024-03", 2, 1), count("2024-03", 1, 0), count("2023-12", 5, 4)];
        let trend = by_month(&months, day("2024-03-31"));
        assert_eq!(trend.len(), 12);
        assert_eq!((trend[0].month.as_str(), trend[11].month.as_str()), ("2023-04", "2024-03"));
        assert_eq!((trend[11].opened, trend[11].closed, trend[10].opened), (3, 1, 0));
        assert_eq!(closed_in(&months, 2024), 1);
        assert_eq!(first_month(day("2024-03-31")), day("2023-04-01"));
    }
}
