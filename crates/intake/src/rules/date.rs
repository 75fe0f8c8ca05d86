//! Dates as clerks write them.

use chrono::{Days, NaiveDate};

/// How a cell was read as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// Written as the standard has it: 2022-10-10.
    Plain(NaiveDate),
    /// Another way of writing: 20221010, 2022年10月10日, 2022.10.10.
    Other(NaiveDate),
    /// No such day, or no date.
    No,
}

/// Reads a text that is half-width and without blanks.
pub(crate) fn read(text: &str) -> Read {
    let day_only = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    if day_only.len() == 8 && day_only.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from: usize, to: usize| day_only.get(from..to).and_then(|part| part.parse().ok());
        return date(part(0, 4), part(4, 6), part(6, 8)).map_or(Read::No, Read::Other);
    }
    let shapes: [(&[char], bool); 4] =
        [(&['-'], false), (&['/'], true), (&['.'], true), (&['年', '月'], true)];
    for (marks, other) in shapes {
        let trimmed =
            if marks.contains(&'年') { day_only.trim_end_matches(['日', '号']) } else { day_only };
        let parts: Vec<&str> = trimmed.split(|character| marks.contains(&character)).collect();
        let [year, month, day] = parts.as_slice() else { continue };
        let number = |text: &str, lengths: &[usize]| {
            (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse::<u32>().ok())
                .flatten()
        };
        let year = number(year, &[4]);
        let read = date(year, number(month, &[1, 2]), number(day, &[1, 2]));
        let standard = !other && trimmed.len() == 10;
        return match read {
            Some(date) if standard => Read::Plain(date),
            Some(date) => Read::Other(date),
            None => Read::No,
        };
    }
    Read::No
}

/// Reads a number without a date format: a day of Excel's calendar, or a date typed as digits.
pub(crate) fn number(number: f64) -> Read {
    if number.fract() == 0.0 && (10_000_101.0..=99_991_231.0).contains(&number) {
        return read(&format!("{number:.0}"));
    }
    serial(number).map_or(Read::No, Read::Other)
}

/// A day of Excel's calendar from 1 March 1900 (61, before which that calendar counts a day too many) to 2100.
pub(crate) fn serial(number: f64) -> Option<NaiveDate> {
    if !(61.0..=73_415.0).contains(&number) {
        return None;
    }
    // Truncation: the fraction is the time of day.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be within 61 and 73,415"
    )]
    let days = number as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

fn date(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Option<NaiveDate> {
    let year = i32::try_from(year?).ok().filter(|year| (1900..=2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, month?, day?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_ways_of_writing_a_day() {
        assert_eq!(read("2022-10-10"), Read::Plain(day("2022-10-10")));
        for text in
            ["20221010", "2022年10月10日", "2022.10.10", "2022/10/10", "2022-10-1T", "2022.10.10 08:00"]
        {
            assert!(matches!(read(text), Read::Other(_)), "{text}");
        }
        assert_eq!(read("2024年2月29日"), Read::Other(day("2024-02-29")));
    }

    #[test]
    fn days_that_are_none_are_refused() {
        for text in [
            "2023-02-30",
            "2023年13月1日",
            "20230231",
            "2023.2",
            "昨天",
            "",
            "22.10.10",
            "2022年10月",
            "1800-01-01",
        ] {
            assert_eq!(read(text), Read::No, "{text}");
        }
    }

    #[test]
    fn serial_numbers_count_from_the_calendar_of_excel() {
        assert_eq!(number(44844.0), Read::Other(day("2022-10-10")));
        assert_eq!(number(44844.75), Read::Other(day("2022-10-10")));
        assert_eq!(number(20221010.0), Read::Other(day("2022-10-10")));
        assert_eq!(number(5.0), Read::No);
        assert_eq!(number(999_999.0), Read::No);
    }
}
