//! The period itself, the year before, and the year so far.

use super::check::cut_of;
use crate::model::{Series, TableSpec};
use chrono::{Datelike, Months, NaiveDate};
use measure::{Cut, Dim};

fn year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// The cut that a series is counted within.
#[must_use]
pub fn cut(spec: &TableSpec, series: Series) -> Cut {
    let own = cut_of(spec);
    match series {
        Series::Current | Series::Change => own,
        Series::LastYear => Cut {
            from: own.from.map(year_before),
            // The last day of a month stays one: 29 February answers to 28 February.
            to: own
                .to
                .map(|day| if ends_month(day) { month_end(year_before(day)) } else { year_before(day) }),
            as_of: own
                .as_of
                .map(|day| if ends_month(day) { month_end(year_before(day)) } else { year_before(day) }),
            ..own
        },
        Series::Cumulative => {
            let first = own.to.and_then(|day| NaiveDate::from_ymd_opt(day.year(), 1, 1));
            Cut { from: first, ..own }
        }
    }
}

fn ends_month(day: NaiveDate) -> bool {
    day.succ_opt().is_some_and(|next| next.month() != day.month())
}

fn month_end(day: NaiveDate) -> NaiveDate {
    day.with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .and_then(|next| next.pred_opt())
        .unwrap_or(day)
}

/// The code under which a key of the year before is shown: its month a year later.
#[must_use]
pub fn shown_code(series: Series, dim: &Dim, code: &str) -> String {
    moved(series, dim, code, 12)
}

/// The other way round: the code that a shown key had in the year before.
#[must_use]
pub fn own_code(series: Series, dim: &Dim, code: &str) -> String {
    moved(series, dim, code, -12)
}

fn moved(series: Series, dim: &Dim, code: &str, months: i32) -> String {
    let (Series::LastYear, Dim::Month(_)) = (series, dim) else { return code.to_owned() };
    let Ok(first) = format!("{code}-01").parse::<NaiveDate>() else { return code.to_owned() };
    let distance = Months::new(months.unsigned_abs());
    let moved =
        if months > 0 { first.checked_add_months(distance) } else { first.checked_sub_months(distance) };
    moved.map_or_else(|| code.to_owned(), |day| day.to_string().chars().take(7).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;
    use measure::Basis;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn spec(from: &str, to: &str) -> TableSpec {
        let json = serde_json::json!({ "title": "表", "over": "cases", "rows": ["kind"], "figures": [{}] });
        let period = Some(Period { from: day(from), to: day(to), basis: Basis::Opened });
        TableSpec { period, ..serde_json::from_value(json).unwrap() }
    }

    #[test]
    fn the_same_period_keeps_whole_months_whole() {
        let last = |from, to| {
            let cut = cut(&spec(from, to), Series::LastYear);
            (cut.from.unwrap().to_string(), cut.to.unwrap().to_string())
        };
        assert_eq!(last("2024-02-01", "2024-02-29"), ("2023-02-01".into(), "2023-02-28".into()));
        assert_eq!(last("2025-02-01", "2025-02-28"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(last("2024-03-05", "2024-05-06"), ("2023-03-05".into(), "2023-05-06".into()));
        let year = cut(&spec("2024-03-01", "2024-05-06"), Series::Cumulative);
        assert_eq!((year.from, year.to), (Some(day("2024-01-01")), Some(day("2024-05-06"))));
    }

    #[test]
    fn months_of_the_year_before_stand_beside_this_years() {
        let month = Dim::Month(Basis::Opened);
        assert_eq!(shown_code(Series::LastYear, &month, "2023-12"), "2024-12");
        assert_eq!(own_code(Series::LastYear, &month, "2024-01"), "2023-01");
        assert_eq!(shown_code(Series::Current, &month, "2023-12"), "2023-12");
        assert_eq!(shown_code(Series::LastYear, &Dim::Kind, "hazard"), "hazard");
    }
}
