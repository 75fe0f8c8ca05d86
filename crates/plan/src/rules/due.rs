//! When a task is due: days, cadences as periods, and awaited things that start no clock until they came.

use crate::model::{Arrival, Due};
use chrono::{Datelike, Months, NaiveDate};
use kernel::calendar::WorkCalendar;
use kernel::date::plus_days;

/// One turn of a cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Day it is due.
    pub due: NaiveDate,
}

/// The clock of a task in its year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// What it waits for; then nothing is due.
    pub waiting_for: Option<String>,
    /// Day the whole is due.
    pub due: Option<NaiveDate>,
    /// Turns of its cadence within the year, from the day it came into force; empty without one.
    pub periods: Vec<Period>,
}

/// The clock of a task: a day set by a person stands before what the words say; the latest of several days counts.
#[must_use]
pub fn schedule(
    dues: &[Due],
    set: Option<NaiveDate>,
    arrival: Option<&Arrival>,
    year: i32,
    in_force: Option<NaiveDate>,
    calendar: &WorkCalendar,
) -> Schedule {
    let awaited = dues.iter().find(|due| due.kind == "after");
    if let (Some(due), None, None) = (awaited, arrival, set) {
        let thing = due.value.clone().unwrap_or_else(|| due.raw.clone());
        return Schedule { waiting_for: Some(thing), ..Schedule::default() };
    }
    let computed = dues.iter().filter_map(|due| day(due, arrival, year, calendar)).max();
    // Of several cadences in one sentence the closest asks most; of two alike the one that names its day.
    let periods = dues
        .iter()
        .filter(|due| due.kind == "cadence")
        .filter_map(|due| Some((turns(due, year)?, due.day.is_some())))
        .max_by_key(|(turns, named)| (turns.len(), *named))
        .map(|(turns, _)| turns)
        .unwrap_or_default()
        .into_iter()
        .filter(|period| in_force.is_none_or(|first| period.due >= first))
        .collect();
    Schedule { waiting_for: None, due: set.or(computed), periods }
}

fn year_end(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

fn day(due: &Due, arrival: Option<&Arrival>, year: i32, calendar: &WorkCalendar) -> Option<NaiveDate> {
    let value = due.value.as_deref();
    match due.kind.as_str() {
        "date" => value?.parse().ok(),
        "period" => {
            let value = value?;
            match value.split_once('/') {
                Some((_, end)) => end.parse().ok(),
                None => match duration(value)? {
                    (years, 'Y') => year_end(year + i32::try_from(years).ok()? - 1),
                    _ => year_end(year),
                },
            }
        }
        "cadence" => match duration(value?) {
            Some((years, 'Y')) if years > 1 => year_end(year + i32::try_from(years).ok()? - 1),
            _ => year_end(year),
        },
        "after" => {
            let start = arrival?.on;
            match due.then.as_deref().and_then(duration) {
                None => year_end(year.max(start.year())),
                Some((count, unit)) => Some(counted(start, count, unit, due.working, calendar)),
            }
        }
        _ => None,
    }
}

fn counted(start: NaiveDate, count: u32, unit: char, working: bool, calendar: &WorkCalendar) -> NaiveDate {
    match unit {
        'D' if working => calendar.add_working_days(start, i64::from(count)).date,
        'W' => plus_days(start, i64::from(count) * 7),
        'M' => start.checked_add_months(Months::new(count)).unwrap_or(start),
        'Y' => start.checked_add_months(Months::new(count.saturating_mul(12))).unwrap_or(start),
        _ => plus_days(start, i64::from(count)),
    }
}

/// `P3M` as (3, 'M').
fn duration(text: &str) -> Option<(u32, char)> {
    let rest = text.strip_prefix('P')?;
    let unit = rest.chars().last().filter(|unit| "DWMY".contains(*unit))?;
    Some((rest.strip_suffix(unit)?.parse().ok()?, unit))
}

/// The turns of a cadence of months or of one year; what is daily or goes on has none.
fn turns(due: &Due, year: i32) -> Option<Vec<Period>> {
    let months = match duration(due.value.as_deref()?)? {
        (months, 'M') if (1..=12).contains(&months) && 12 % months == 0 => months,
        (1, 'Y') => 12,
        _ => return None,
    };
    let mut periods = Vec::new();
    for number in 0..12 / months {
        let from = NaiveDate::from_ymd_opt(year, number * months + 1, 1)?;
        let to = from.checked_add_months(Months::new(months))?.pred_opt()?;
        let named = due.day.and_then(|day| NaiveDate::from_ymd_opt(to.year(), to.month(), day));
        periods.push(Period { from, to, due: named.unwrap_or(to) });
    }
    Some(periods)
}

/// Last day of a quarter.
#[must_use]
pub fn quarter_end(year: i32, quarter: u8) -> Option<NaiveDate> {
    let month = u32::from(quarter).checked_mul(3).filter(|month| (3..=12).contains(month))?;
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::Timestamp;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn due(kind: &str, value: &str) -> Due {
        Due {
            kind: kind.into(),
            value: Some(value.into()),
            raw: value.into(),
            day: None,
            then: None,
            working: false,
        }
    }

    fn clock(dues: &[Due], arrival: Option<&Arrival>) -> Schedule {
        schedule(dues, None, arrival, 2026, None, WorkCalendar::builtin())
    }

    #[test]
    fn the_latest_day_counts_and_a_typed_day_stands_before_it() {
        let dues = [due("period", "2026-03-01/2026-11-30"), due("date", "2026-12-31")];
        assert_eq!(clock(&dues, None).due, Some(date("2026-12-31")));
        let set = schedule(&dues, Some(date("2026-06-30")), None, 2026, None, WorkCalendar::builtin());
        assert_eq!(set.due, Some(date("2026-06-30")));
        assert_eq!(clock(&[due("period", "P3Y")], None).due, Some(date("2028-12-31")));
        assert_eq!(clock(&[due("date", "")], None).due, None, "a day without a year is no day");
    }

    #[test]
    fn what_waits_is_not_due_until_the_awaited_thing_came() {
        let mut after = due("after", "省级文件印发");
        after.then = Some("P3M".into());
        let waiting = clock(std::slice::from_ref(&after), None);
        assert_eq!(waiting.waiting_for.as_deref(), Some("省级文件印发"));
        assert_eq!(waiting.due, None);
        let came = Arrival {
            document: "省方案".into(),
            on: date("2026-03-15"),
            recorder: "某人".into(),
            at: Timestamp::from_micros(0),
        };
        assert_eq!(clock(&[after.clone()], Some(&came)).due, Some(date("2026-06-15")));
        after.then = Some("P10D".into());
        after.working = true;
        assert_eq!(clock(&[after.clone()], Some(&came)).due, Some(date("2026-03-27")));
        after.then = None;
        assert_eq!(clock(&[after], Some(&came)).due, Some(date("2026-12-31")));
    }

    #[test]
    fn a_cadence_has_turns_from_the_day_it_is_in_force() {
        let mut monthly = due("cadence", "P1M");
        monthly.day = Some(5);
        let first = Some(date("2026-03-06"));
        let found =
            schedule(std::slice::from_ref(&monthly), None, None, 2026, first, WorkCalendar::builtin());
        assert_eq!(found.periods.len(), 9, "April to December");
        assert_eq!(found.periods[0].due, date("2026-04-05"));
        assert_eq!(clock(&[due("cadence", "P3M")], None).periods.len(), 4);
        assert_eq!(clock(&[due("cadence", "P3M")], None).periods[0].to, date("2026-03-31"));
        assert!(clock(&[due("cadence", "ongoing")], None).periods.is_empty());
        assert!(clock(&[due("cadence", "P1D")], None).periods.is_empty());
    }

    #[test]
    fn quarters_end_where_they_end() {
        assert_eq!(quarter_end(2026, 1), Some(date("2026-03-31")));
        assert_eq!(quarter_end(2026, 4), Some(date("2026-12-31")));
        assert_eq!(quarter_end(2026, 5), None);
        assert_eq!(quarter_end(2026, 0), None);
    }
}
