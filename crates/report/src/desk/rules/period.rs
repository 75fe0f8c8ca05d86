//! Weeks, months and quarters.

use crate::desk::model::Period;
use chrono::{Datelike, Days, NaiveDate};
use kernel::date::Month;

/// A period: its key, its name and its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Key, unique for a table: `2024-05`, `2024-W19`, `2024-Q2`, `2024-05-06`.
    pub key: String,
    /// In words.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The period a day lies in. A table asked for once counts from the beginning of the year.
#[must_use]
pub fn span(period: Period, day: NaiveDate) -> Span {
    match period {
        Period::Once => {
            let from = NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day);
            Span {
                key: day.to_string(),
                name: format!("{}年{}月{}日", day.year(), day.month(), day.day()),
                from,
                to: day,
            }
        }
        Period::Weekly => {
            let back = Days::new(u64::from(day.weekday().num_days_from_monday()));
            let from = day.checked_sub_days(back).unwrap_or(day);
            let to = from.checked_add_days(Days::new(6)).unwrap_or(day);
            let week = day.iso_week();
            Span {
                key: format!("{}-W{:02}", week.year(), week.week()),
                name: format!("{}年第{}周", week.year(), week.week()),
                from,
                to,
            }
        }
        Period::Monthly => {
            let month = Month::of(day);
            Span {
                key: month.to_string(),
                name: month.format_cn(),
                from: month.first_day(),
                to: month.last_day(),
            }
        }
        Period::Quarterly => {
            let quarter = day.month0() / 3;
            let first = Month::new(day.year(), quarter * 3 + 1).unwrap_or_else(|| Month::of(day));
            Span {
                key: format!("{}-Q{}", day.year(), quarter + 1),
                name: format!("{}年第{}季度", day.year(), ["一", "二", "三", "四"][quarter as usize % 4]),
                from: first.first_day(),
                to: first.plus(2).last_day(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_its_week_month_and_quarter() {
        let day: NaiveDate = "2024-12-30".parse().unwrap();
        let of = |period| {
            let span = span(period, day);
            format!("{} {} {} {}", span.key, span.name, span.from, span.to)
        };
        assert_eq!(of(Period::Weekly), "2025-W01 2025年第1周 2024-12-30 2025-01-05");
        assert_eq!(of(Period::Monthly), "2024-12 2024年12月 2024-12-01 2024-12-31");
        assert_eq!(of(Period::Quarterly), "2024-Q4 2024年第四季度 2024-10-01 2024-12-31");
        assert_eq!(of(Period::Once), "2024-12-30 2024年12月30日 2024-01-01 2024-12-30");
    }
}
