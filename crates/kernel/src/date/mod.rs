//! Civil dates as text, and the month bucket that statistics are kept in. Dates here are dates in Asia/Shanghai.

mod month;

pub use month::Month;

use chrono::{Datelike, NaiveDate, Weekday};

/// Why a text is no date, in words for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has another shape than the one asked for.
    #[error("“{text}”的格式不正确，应如 {example}")]
    Shape {
        /// What was written, shortened.
        text: String,
        /// A right example.
        example: &'static str,
    },
    /// The shape is right but there is no such day or month.
    #[error("日期“{text}”不存在")]
    Impossible {
        /// What was written.
        text: String,
    },
}

/// Reads `YYYY-MM-DD` (ISO 8601), years 0001 to 9999, digits exactly so.
///
/// # Errors
/// [`DateError::Shape`] for any other spelling, [`DateError::Impossible`] for a day that the month has not.
pub fn parse_iso(text: &str) -> Result<NaiveDate, DateError> {
    let numbers = digits::<3>(text, &[4, 2, 2]).ok_or_else(|| shape(text, "2024-02-08"))?;
    let [year, month, day] = numbers;
    civil(year, month, day).ok_or_else(|| DateError::Impossible { text: text.to_owned() })
}

/// `2024年2月8日`, as official documents write it: no leading zeros (GB/T 9704-2012, 7.3.5.4).
#[must_use]
pub fn format_cn(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `2024年2月8日至19日`, `2024年2月8日至3月1日`, `2024年12月30日至2025年1月2日`; one day alone when both are the same.
#[must_use]
pub fn format_cn_range(first: NaiveDate, last: NaiveDate) -> String {
    let from = format_cn(first);
    if first == last {
        from
    } else if first.year() != last.year() {
        format!("{from}至{}", format_cn(last))
    } else if first.month() != last.month() {
        format!("{from}至{}月{}日", last.month(), last.day())
    } else {
        format!("{from}至{}日", last.day())
    }
}

/// `星期一` to `星期日`.
#[must_use]
pub fn weekday_cn(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "星期一",
        Weekday::Tue => "星期二",
        Weekday::Wed => "星期三",
        Weekday::Thu => "星期四",
        Weekday::Fri => "星期五",
        Weekday::Sat => "星期六",
        Weekday::Sun => "星期日",
    }
}

/// `date` moved by calendar days, held within the years 0001 to 9999.
#[must_use]
pub fn plus_days(date: NaiveDate, days: i64) -> NaiveDate {
    from_day_number(day_number(date).saturating_add(days))
}

/// The last day this crate computes with.
const LAST: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// Days since 0001-01-01, which is day 1.
pub(crate) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// The day with this number, held within the years 0001 to 9999.
pub(crate) fn from_day_number(number: i64) -> NaiveDate {
    let held = number.clamp(1, day_number(LAST));
    i32::try_from(held).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(LAST)
}

fn civil(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn shape(text: &str, example: &'static str) -> DateError {
    DateError::Shape { text: text.chars().take(40).collect(), example }
}

/// The numbers of `text` when it is exactly `N` hyphen-separated groups of ASCII digits of these lengths.
fn digits<const N: usize>(text: &str, lengths: &[usize; N]) -> Option<[u32; N]> {
    let mut groups = text.split('-');
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let group = groups.next()?;
        if group.len() != *length || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = group.parse().ok()?;
    }
    groups.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn iso_dates_are_read_strictly() {
        assert_eq!(parse_iso("2024-02-29"), Ok(day(2024, 2, 29)));
        assert_eq!(parse_iso("0001-01-01"), Ok(day(1, 1, 1)));
        assert_eq!(parse_iso("9999-12-31"), Ok(day(9999, 12, 31)));
        for text in [
            "",
            "2024-2-8",
            "2024-02-8",
            "24-02-08",
            "2024/02/08",
            "2024-02-08 ",
            "2024-02-08-01",
            "2024-02",
            "+024-02-08",
            "2024-0\u{ff12}-08",
        ] {
            let error = parse_iso(text).unwrap_err();
            assert_eq!(error.to_string(), format!("“{text}”的格式不正确，应如 2024-02-08"));
        }
        for text in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01"] {
            assert_eq!(parse_iso(text).unwrap_err().to_string(), format!("日期“{text}”不存在"));
        }
    }

    #[test]
    fn a_long_wrong_text_is_shortened_in_the_message() {
        let error = parse_iso(&"长".repeat(100)).unwrap_err();
        assert_eq!(error.to_string().matches('长').count(), 40);
    }

    #[test]
    fn chinese_dates_have_no_leading_zeros() {
        assert_eq!(format_cn(day(2024, 2, 8)), "2024年2月8日");
        assert_eq!(format_cn_range(day(2024, 2, 8), day(2024, 2, 8)), "2024年2月8日");
        assert_eq!(format_cn_range(day(2024, 2, 8), day(2024, 2, 19)), "2024年2月8日至19日");
        assert_eq!(format_cn_range(day(2024, 2, 8), day(2024, 3, 8)), "2024年2月8日至3月8日");
        assert_eq!(format_cn_range(day(2024, 2, 8), day(2025, 2, 8)), "2024年2月8日至2025年2月8日");
        let names: Vec<_> = (5..12).map(|n| weekday_cn(day(2024, 2, n))).collect();
        assert_eq!(names, ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]);
    }

    #[test]
    fn days_are_added_within_four_digit_years() {
        assert_eq!(plus_days(day(2024, 2, 28), 2), day(2024, 3, 1));
        assert_eq!(plus_days(day(2024, 3, 1), -1), day(2024, 2, 29));
        assert_eq!(plus_days(day(2024, 3, 1), i64::MAX), day(9999, 12, 31));
        assert_eq!(plus_days(day(2024, 3, 1), i64::MIN), day(1, 1, 1));
        assert_eq!(day_number(day(1, 1, 1)), 1);
        assert_eq!(from_day_number(1), day(1, 1, 1));
        assert_eq!(from_day_number(2), day(1, 1, 2));
        assert_eq!(from_day_number(0), day(1, 1, 1));
    }
}
