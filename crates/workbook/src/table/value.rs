//! What a value looks like, beyond the kind its cell has.

use super::words::is_placeholder;
use crate::Cell;
use chrono::NaiveDate;

/// How a value counts towards its column's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing there.
    Empty,
    /// Written, but only to say that there is nothing (无, N/A, -).
    Placeholder,
    Text,
    /// Digits that are a code: a zero in front, or more digits than a number keeps.
    Code,
    Integer,
    Number,
    Date,
    Boolean,
    Error,
}

impl Look {
    /// Whether the value is no text.
    pub(crate) const fn is_measure(self) -> bool {
        matches!(self, Self::Code | Self::Integer | Self::Number | Self::Date | Self::Boolean)
    }
}

/// Digits a number keeps in a sheet.
const EXACT_DIGITS: usize = 15;

/// How a cell looks; where cells are bare text (`plain`), numbers and dates are known by how they are written.
pub(crate) fn look(cell: &Cell, plain: bool) -> Look {
    match cell {
        Cell::Empty => Look::Empty,
        Cell::Number(number) if number.fract() == 0.0 => Look::Integer,
        Cell::Number(_) => Look::Number,
        Cell::Date(_) => Look::Date,
        Cell::Bool(_) => Look::Boolean,
        Cell::Error(_) => Look::Error,
        Cell::Text(text) => match text.trim() {
            "" => Look::Empty,
            text if is_placeholder(text) => Look::Placeholder,
            text if plain => written(text),
            _ => Look::Text,
        },
    }
}

/// How a text looks that may be a number or a date.
pub(crate) fn written(text: &str) -> Look {
    let first = text.as_bytes()[0];
    if first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.') {
        let digits = text.trim_start_matches(['-', '+']);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() {
            let code = digits.len() > EXACT_DIGITS || (digits.len() > 1 && digits.starts_with('0'));
            return if code { Look::Code } else { Look::Integer };
        }
        let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+');
        if text.bytes().all(plain) && text.parse::<f64>().is_ok_and(f64::is_finite) {
            return Look::Number;
        }
        if is_grouped(digits) {
            return if digits.contains('.') { Look::Number } else { Look::Integer };
        }
        return if is_date(text) { Look::Date } else { Look::Text };
    }
    if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
        Look::Boolean
    } else {
        Look::Text
    }
}

/// Thousands in groups of three: 1,234.5.
fn is_grouped(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut more = 0;
    let even = groups.all(|group| {
        more += 1;
        group.len() == 3 && digits(group)
    });
    even && more > 0 && (1..=3).contains(&first.len()) && digits(first) && digits(fraction)
}

/// A day, perhaps with a time and a zone, year first: 2024-05-06, 2024/5/6, 2024.5.6, 2024年5月6日.
fn is_date(text: &str) -> bool {
    let day: String =
        text.chars().take_while(|letter| letter.is_ascii_digit() || "-/.年月日".contains(*letter)).collect();
    let parts: Vec<&str> =
        day.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let &[year, month, date] = parts.as_slice() else { return false };
    let number = |text: &str| text.parse::<u32>().ok();
    let whole = year.len() == 4 && month.len() <= 2 && date.len() <= 2;
    let known = number(year)
        .zip(number(month))
        .zip(number(date))
        .is_some_and(|((year, month), date)| NaiveDate::from_ymd_opt(year as i32, month, date).is_some());
    let rest = text[day.len()..].trim_start_matches(['T', ' ']);
    let timed = rest.is_empty() || rest.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Z".contains(&byte));
    whole && known && timed
}

/// Whether the value can name a period at the head of a column: a year such as 2024, or a day.
pub(crate) fn is_period(cell: &Cell) -> bool {
    let year = |number: f64| number.fract() == 0.0 && (1949.0..=2100.0).contains(&number);
    match cell {
        Cell::Number(number) => year(*number),
        Cell::Date(_) => true,
        Cell::Text(text) => text.trim().parse().is_ok_and(year),
        _ => false,
    }
}

/// The whole number a cell holds, as a number or as digits.
pub(crate) fn whole(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Some(*number as i64),
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_values_are_known_by_their_look() {
        for (text, wanted) in [
            ("12", Look::Integer),
            ("-3", Look::Integer),
            ("012", Look::Code),
            ("0", Look::Integer),
            ("110101199001011234", Look::Code),
            ("1.50", Look::Number),
            ("1,234", Look::Integer),
            ("1,234.5", Look::Number),
            ("12,34", Look::Text),
            ("2018-02-25 14:13:39+00:00", Look::Date),
            ("2024年5月6日", Look::Date),
            ("2024.5.6", Look::Date),
            ("2024-13-01", Look::Text),
            ("2.2.3.2", Look::Text),
            ("TRUE", Look::Boolean),
            ("约30㎡", Look::Text),
            ("-", Look::Text),
        ] {
            assert_eq!(written(text), wanted, "{text}");
        }
    }
}
