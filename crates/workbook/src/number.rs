//! Numbers of a sheet: how they read, serial dates, column letters.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// Last serial a sheet can hold, 9999-12-31.
const LAST_SERIAL: f64 = 2_958_466.0;

/// Whole numbers without a point, others as short as they read back the same.
pub(crate) fn shown(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// The instant a serial number stands for, to the second; none outside the years 1900 to 9999.
///
/// In the 1900 system serial 60 is a day that never was (1900-02-29); it reads as 28 February.
pub(crate) fn date(serial: f64, from_1904: bool) -> Option<NaiveDateTime> {
    if !(0.0..LAST_SERIAL).contains(&serial) {
        return None;
    }
    let base = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else if serial < 60.0 {
        NaiveDate::from_ymd_opt(1899, 12, 31)?
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)?
    };
    let seconds = (serial * 86_400.0).round();
    base.and_time(NaiveTime::MIN).checked_add_signed(Duration::try_seconds(seconds as i64)?)
}

/// The serial number that a sheet of the 1900 system shows as the instant.
#[expect(clippy::cast_precision_loss, reason = "seconds since 1900 are far below 2^52")]
pub(crate) fn serial(instant: NaiveDateTime) -> f64 {
    let base = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default().and_time(NaiveTime::MIN);
    let serial = (instant - base).num_seconds() as f64 / 86_400.0;
    // Before the day that never was, serials are one lower.
    if serial < 61.0 { serial - 1.0 } else { serial }
}

/// Column number of the letters at the start of a reference (`AB12` is 28), and its row.
pub(crate) fn reference(text: &[u8]) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut at = 0;
    while let Some(letter) = text.get(at).filter(|byte| byte.is_ascii_alphabetic()) {
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
        at += 1;
    }
    let row: u32 = std::str::from_utf8(&text[at..]).ok()?.parse().ok()?;
    (1..=COLUMNS).contains(&column).then_some(())?;
    (1..=ROWS).contains(&row).then_some((column, row))
}

/// Letters of a 1-based column.
pub(crate) fn letters(mut column: u32) -> String {
    let mut found = Vec::new();
    while column > 0 {
        column -= 1;
        found.push(b'A' + (column % 26) as u8);
        column /= 26;
    }
    found.iter().rev().map(|byte| char::from(*byte)).collect()
}

/// Columns a sheet can have.
pub(crate) const COLUMNS: u32 = 16_384;
/// Rows a sheet can have.
pub(crate) const ROWS: u32 = 1_048_576;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_the_days_a_sheet_shows() {
        let day = |serial, from_1904| date(serial, from_1904).unwrap().to_string();
        assert_eq!(day(1.0, false), "1900-01-01 00:00:00");
        assert_eq!(day(59.0, false), "1900-02-28 00:00:00");
        assert_eq!(day(61.0, false), "1900-03-01 00:00:00");
        assert_eq!(day(45_292.5, false), "2024-01-01 12:00:00");
        assert_eq!(day(43_830.0, true), "2024-01-01 00:00:00");
        assert_eq!(date(-1.0, false), None);
        assert_eq!(date(f64::NAN, false), None);
        assert_eq!(date(3e6, false), None);
    }

    #[test]
    fn columns_have_letters() {
        for (letters_of, number) in [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)] {
            assert_eq!(letters(number), letters_of);
            assert_eq!(reference(format!("{letters_of}7").as_bytes()), Some((number, 7)));
        }
        for wrong in ["", "7", "A", "A0", "XFE1", "AAAAAAAAAA1", "A1048577", "A-1", "A1B"] {
            assert_eq!(reference(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
