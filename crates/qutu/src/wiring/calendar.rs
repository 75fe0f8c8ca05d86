//! The working-day calendar with the pack's holiday notices laid over it.

use anyhow::{Context, Result};
use kernel::calendar::WorkCalendar;
use pack::model::calendar::HolidayNotice;
use std::fmt::Write;

/// What a day of a pack's notice is called: the notice lists days, not holidays.
const NAME: &str = "节假日安排";

/// The built-in calendar with newer notices laid over it, the earliest year first.
///
/// # Errors
/// When a notice names no day, a day twice, or a day far from its year.
pub(super) fn with_notices(notices: &[HolidayNotice]) -> Result<WorkCalendar> {
    let mut sorted: Vec<&HolidayNotice> = notices.iter().collect();
    sorted.sort_by_key(|notice| notice.year);
    sorted.into_iter().try_fold(WorkCalendar::builtin().clone(), |calendar, notice| {
        let file = format!("calendar.toml（{}）", notice.code);
        let newer = WorkCalendar::parse(&file, &text(notice))
            .with_context(|| format!("规则包的放假通知 {} 有误", notice.document_number))?;
        Ok(calendar.with(&newer))
    })
}

/// The notice in the format of calendar files.
fn text(notice: &HolidayNotice) -> String {
    let mut text = format!("covered {}\n{} {NAME}", notice.year, notice.year);
    for (word, days) in [("off", &notice.holidays), ("work", &notice.workdays)] {
        if !days.is_empty() {
            let _ = write!(text, " {word}");
        }
        for day in days {
            let _ = write!(text, " {day}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn days(days: &[&str]) -> Vec<NaiveDate> {
        days.iter().map(|day| day.parse().unwrap()).collect()
    }

    fn notice(holidays: &[&str], workdays: &[&str]) -> HolidayNotice {
        HolidayNotice {
            code: "2027".into(),
            year: 2027,
            document_number: "国办发明电〔2026〕0号".into(),
            holidays: days(holidays),
            workdays: days(workdays),
        }
    }

    #[test]
    fn a_notice_of_the_pack_settles_its_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!with_notices(&[]).unwrap().covers(2027), "no notice, no certainty");
        let calendar = with_notices(&[notice(&["2027-01-01"], &["2026-12-27", "2027-01-09"])]).unwrap();
        assert!(calendar.covers(2027) && calendar.covers(2026));
        let works = |text: &str| {
            let kind = calendar.is_working_day(day(text));
            (kind.working, kind.provisional)
        };
        assert_eq!(works("2027-01-01"), (false, false));
        assert_eq!(works("2027-01-09"), (true, false));
        assert_eq!(works("2026-12-27"), (true, false), "a notice may reach into December");
        assert_eq!(works("2027-01-04"), (true, false));
        let due = calendar.add_working_days(day("2026-12-31"), 1);
        assert_eq!((due.date, due.provisional), (day("2027-01-04"), false));
    }

    #[test]
    fn a_notice_that_cannot_be_is_refused_by_name() {
        for wrong in
            [notice(&[], &[]), notice(&["2027-05-01"], &["2027-05-01"]), notice(&["2023-05-01"], &[])]
        {
            let error = format!("{:#}", with_notices(&[wrong]).unwrap_err());
            assert!(error.contains("国办发明电〔2026〕0号") && error.contains("calendar.toml"), "{error}");
        }
    }
}
