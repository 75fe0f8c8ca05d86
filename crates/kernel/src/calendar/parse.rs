//! The calendar file: one line per holiday of a notice. The format is told at the head of `data/working-days.txt`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{NamedDay, WorkCalendar};
use crate::date::{parse_iso, plus_days};

/// The longest run of days one `A..B` may name; the longest holiday so far had ten.
const LONGEST_RUN: i64 = 31;

/// What is wrong with a calendar file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} 第 {line} 行：{message}")]
pub struct CalendarError {
    /// The file as the caller named it.
    pub file: String,
    /// 1-based line; 1 for a fault of the whole file.
    pub line: usize,
    /// What is wrong, in Chinese.
    pub message: String,
}

pub(super) fn parse(file: &str, text: &str) -> Result<WorkCalendar, CalendarError> {
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        reader.line(line.trim_start_matches('\u{feff}'), index + 1).map_err(|message| CalendarError {
            file: file.to_owned(),
            line: index + 1,
            message,
        })?;
    }
    if reader.covered.is_empty() {
        let message = "没有 covered 行，不知道覆盖哪些年份".to_owned();
        return Err(CalendarError { file: file.to_owned(), line: 1, message });
    }
    Ok(WorkCalendar::build(reader.covered, reader.days))
}

#[derive(Default)]
struct Reader {
    covered: BTreeSet<i32>,
    days: Vec<NamedDay>,
    /// The line that named a date first.
    seen: BTreeMap<NaiveDate, usize>,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
        let content = line.split('#').next().unwrap_or_default();
        let mut words = content.split_whitespace();
        match words.next() {
            None => Ok(()),
            Some("covered") => words.try_for_each(|word| self.cover(word)),
            Some(year) => self.holiday(year, words, number),
        }
    }

    /// `2027` or `2007..2026`.
    fn cover(&mut self, word: &str) -> Result<(), String> {
        let (first, last) = word.split_once("..").unwrap_or((word, word));
        let (first, last) = (year(first)?, year(last)?);
        if last < first {
            return Err(format!("年份范围“{word}”前后颠倒"));
        }
        self.covered.extend(first..=last);
        Ok(())
    }

    /// The rest of `2024 春节 off 02-10..02-17 work 02-04 02-18`.
    fn holiday<'a>(
        &mut self,
        year_word: &str,
        mut words: impl Iterator<Item = &'a str>,
        number: usize,
    ) -> Result<(), String> {
        let notice = year(year_word)?;
        if !self.covered.contains(&notice) {
            return Err(format!("{notice} 年不在 covered 声明的年份内"));
        }
        let name = words.next().ok_or("缺少节日名称")?;
        let mut working = None;
        let before = self.days.len();
        for word in words {
            match word {
                "off" => working = Some(false),
                "work" => working = Some(true),
                dates => {
                    let working =
                        working.ok_or_else(|| format!("“{dates}”之前应写 off（放假）或 work（上班）"))?;
                    self.run(dates, notice, number, |date| NamedDay {
                        date,
                        working,
                        name: name.to_owned(),
                        notice,
                    })?;
                }
            }
        }
        if self.days.len() == before {
            return Err(format!("“{name}”没有日期"));
        }
        Ok(())
    }

    /// `02-10`, `02-10..02-17`, `2023-12-30..01-01`.
    fn run(
        &mut self,
        word: &str,
        notice: i32,
        number: usize,
        day: impl Fn(NaiveDate) -> NamedDay,
    ) -> Result<(), String> {
        let (first, last) = word.split_once("..").unwrap_or((word, word));
        let (first, last) = (date(first, notice)?, date(last, notice)?);
        let length = (last - first).num_days() + 1;
        if length < 1 {
            return Err(format!("日期范围“{word}”前后颠倒"));
        }
        if length > LONGEST_RUN {
            return Err(format!("日期范围“{word}”长达 {length} 天，超过 {LONGEST_RUN} 天"));
        }
        for date in (0..length).map(|offset| plus_days(first, offset)) {
            if let Some(earlier) = self.seen.insert(date, number) {
                return Err(format!("{date} 已在第 {earlier} 行出现"));
            }
            self.days.push(day(date));
        }
        Ok(())
    }
}

fn year(word: &str) -> Result<i32, String> {
    let number = (word.len() == 4).then(|| word.parse::<i32>().ok()).flatten();
    number.filter(|year| (1949..=9998).contains(year)).ok_or_else(|| format!("“{word}”不是四位年份"))
}

/// `MM-DD` in the year of the notice, or a full date at most one year away.
fn date(word: &str, notice: i32) -> Result<NaiveDate, String> {
    let full = if word.len() == 5 { format!("{notice}-{word}") } else { word.to_owned() };
    let date = parse_iso(&full).map_err(|error| error.to_string())?;
    if (date.year() - notice).abs() > 1 {
        return Err(format!("{date} 离 {notice} 年的通知太远"));
    }
    Ok(date)
}
