//! How figures are read.

use super::cells::Amount;
use crate::model::{CellValue, Series, TableSpec};
use measure::ValueOf;

/// Usual name of a figure.
#[must_use]
pub fn figure_name(spec: &TableSpec, figure: usize) -> String {
    let Some(own) = spec.figures.get(figure) else { return String::new() };
    if !own.name.trim().is_empty() {
        return own.name.trim().to_owned();
    }
    match own.value {
        ValueOf::Count => format!("{}数", own.value.unit(spec.over)),
        ValueOf::Area => "面积（平方米）".to_owned(),
        ValueOf::OverdueShare => "超期率".to_owned(),
    }
}

/// Name of a series.
#[must_use]
pub const fn series_name(series: Series) -> &'static str {
    match series {
        Series::Current => "本期",
        Series::LastYear => "同期",
        Series::Change => "增减",
        Series::Cumulative => "累计",
    }
}

fn number(value: f64, of: ValueOf) -> String {
    match of {
        ValueOf::Count => format!("{value:.0}"),
        ValueOf::Area => {
            let text = format!("{value:.2}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        ValueOf::OverdueShare => format!("{value:.1}%"),
    }
}

/// What stands where there is nothing to divide by.
const NOTHING: &str = "—";

/// A figure in its place.
#[must_use]
pub fn figure(amount: Option<Amount>, of: ValueOf, blank_zeros: bool, link: Option<String>) -> CellValue {
    let value = match amount {
        Some(amount) => amount.value(of),
        None if of == ValueOf::OverdueShare => None,
        None => Some(0.0),
    };
    let text = match value {
        None => NOTHING.to_owned(),
        Some(value) if blank_zeros && value == 0.0 => String::new(),
        Some(value) => number(value, of),
    };
    CellValue { value, text, link }
}

/// The change against the year before: in per cent, for shares in percentage points.
#[must_use]
pub fn change(current: Option<Amount>, before: Option<Amount>, of: ValueOf) -> CellValue {
    let of_amount = |amount: Option<Amount>| match amount {
        Some(amount) => amount.value(of),
        None if of == ValueOf::OverdueShare => None,
        None => Some(0.0),
    };
    let value = match (of_amount(current), of_amount(before), of) {
        (Some(now), Some(then), ValueOf::OverdueShare) => Some(now - then),
        (Some(now), Some(then), _) if then != 0.0 => Some((now - then) * 100.0 / then),
        _ => None,
    };
    let text = match value {
        None => NOTHING.to_owned(),
        Some(value) => {
            let sign = if format!("{value:.1}").trim_matches(['-', '0', '.']).is_empty() {
                ""
            } else if value > 0.0 {
                "+"
            } else {
                "-"
            };
            let unit = if of == ValueOf::OverdueShare { "个百分点" } else { "%" };
            format!("{sign}{:.1}{unit}", value.abs())
        }
    };
    CellValue { value, text, link: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(top: i64) -> Option<Amount> {
        Some(Amount { top, bottom: None })
    }

    #[test]
    fn changes_carry_their_sign_and_nothing_is_divided_by_nothing() {
        let text = |now, then| change(amount(now), amount(then), ValueOf::Count).text;
        assert_eq!(text(15, 10), "+50.0%");
        assert_eq!(text(9, 10), "-10.0%");
        assert_eq!(text(10, 10), "0.0%");
        assert_eq!(text(99_999, 100_000), "0.0%");
        assert_eq!(text(3, 0), "—");
        let share = |top| Some(Amount { top, bottom: Some(10) });
        assert_eq!(change(share(3), share(2), ValueOf::OverdueShare).text, "+10.0个百分点");
    }

    #[test]
    fn areas_drop_zeros_at_their_end_and_zeros_may_be_blank() {
        assert_eq!(figure(amount(32_050), ValueOf::Area, false, None).text, "320.5");
        assert_eq!(figure(amount(30_000), ValueOf::Area, false, None).text, "300");
        assert_eq!(figure(None, ValueOf::Count, true, None).text, "");
        assert_eq!(figure(None, ValueOf::Count, false, None).text, "0");
        assert_eq!(figure(None, ValueOf::OverdueShare, false, None).text, "—");
    }
}
