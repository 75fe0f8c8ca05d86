//! Calendar dates and stretches of time in words.

use super::{chars::Chars, due::Due, event};

/// Last day of a month.
fn month_end(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        _ => 31,
    }
}

fn iso(year: Option<u32>, month: u32, day: u32) -> Option<String> {
    let year = year?;
    (day >= 1 && day <= month_end(year, month)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

const BEFORE: [&str; 4] = ["之前", "以前", "前", "止"];
const TO: [&str; 4] = ["至", "到", "-", "~"];

/// The date or period at `at`, and where it ends.
pub(super) fn find(text: &Chars, at: usize, year: Option<u32>, note: bool) -> Option<(Due, usize)> {
    if let Some(found) = year_end(text, at, at, year, note) {
        return Some(found);
    }
    for (word, shift) in [("今年", 0), ("本年", 0), ("明年", 1), ("当年", 0)] {
        if text.has(at, word) {
            let year = year.map(|y| y + shift);
            let next = at + 2;
            return year_end(text, at, next, year, note)
                .or_else(|| year_end(text, at, at + 1, year, note))
                .or_else(|| month(text, at, next, year, note))
                .or_else(|| half_year(text, at, next, year));
        }
    }
    if let Some(found) = half_year(text, at, at, year) {
        return Some(found);
    }
    let starts = !text.before(at).is_some_and(|c| {
        crate::numeral::digit(c).is_some()
            || crate::numeral::chinese_digit(c).is_some()
            || matches!(c, '十' | '百' | '.' | '第' | '每' | '〔' | '[')
    });
    if !starts {
        // 第一季度 starts at its 第.
        return None;
    }
    let number_at = at + usize::from(text.has(at, "第"));
    let (value, end) = text.integer(number_at)?;
    if number_at > at || text.has(end, "季度") {
        return quarter(text, at, value, end, year);
    }
    if text.has(end, "年") || (1990..2100).contains(&value) && text.one_of(end, &TO).is_some() {
        return from_year(text, at, value, end, note);
    }
    month(text, at, at, year, note).or_else(|| {
        let (value, end) = event::duration(text, at)?;
        Some((Due::period(Some(value), text.raw(at, end)), end))
    })
}

/// 年底前, 年内, 年末 with `from` the start of the phrase and `at` the 年.
fn year_end(text: &Chars, from: usize, at: usize, year: Option<u32>, note: bool) -> Option<(Due, usize)> {
    if from == at
        && text.before(at).is_some_and(|c| {
            c.is_numeric() || matches!(c, '每' | '半' | '今' | '明' | '去' | '上' | '当' | '十')
        })
    {
        return None;
    }
    let length = text.one_of(at, &["年度内", "年内", "年底", "年末", "年终"])?;
    let mut end = at + length;
    let within = text.ends(end, "内");
    if !within {
        match text.one_of(end, &BEFORE) {
            Some(length) => end += length,
            None if !(note || stands_alone(text, from, end)) => return None,
            None => {}
        }
    }
    Some((Due::date(iso(year, 12, 31), text.raw(from, end)), end))
}

/// 年底 without 前 is a due where something must be done by then, not in 年底考核.
fn stands_alone(text: &Chars, from: usize, end: usize) -> bool {
    text.ends_with(from, &["到", "至", "于", "在", "力争", "确保"])
        || text.at(end).is_none_or(|c| matches!(c, ',' | ';' | '。' | ')' | '、'))
        || text.one_of(end, &["完成", "实现", "达到", "建成", "全部", "基本"]).is_some()
}

/// 上半年, 下半年.
fn half_year(text: &Chars, from: usize, at: usize, year: Option<u32>) -> Option<(Due, usize)> {
    let (first, last) = match (text.has(at, "上半年"), text.has(at, "下半年")) {
        (true, _) => ((1, 1), (6, 30)),
        (_, true) => ((7, 1), (12, 31)),
        _ => return None,
    };
    let end = at + 3;
    if let Some(length) = text.one_of(end, &["底前", "末前", "结束前", "前", "底", "末", "完成"])
    {
        let end = if text.has(end, "完成") { end } else { end + length };
        return Some((Due::date(iso(year, last.0, last.1), text.raw(from, end)), end));
    }
    let value = iso(year, first.0, first.1).zip(iso(year, last.0, last.1)).map(|(a, b)| format!("{a}/{b}"));
    Some((Due::period(value, text.raw(from, end)), end))
}

/// 一季度末前, 第三季度完成.
fn quarter(text: &Chars, at: usize, value: u64, end: usize, year: Option<u32>) -> Option<(Due, usize)> {
    let quarter = u32::try_from(value).ok().filter(|q| (1..=4).contains(q))?;
    if !text.has(end, "季度") {
        return None;
    }
    let mut end = end + 2;
    let close = text.one_of(end, &["结束前", "末之前", "末前", "底前", "末", "底", "前", "内"]);
    if close.is_none() && text.one_of(end, &["完成", "前完成"]).is_none() {
        return None;
    }
    end += close.unwrap_or(0);
    let month = quarter * 3;
    Some((Due::date(year.and_then(|y| iso(Some(y), month, month_end(y, month))), text.raw(at, end)), end))
}

/// A phrase that starts with a year or a number of years.
fn from_year(text: &Chars, at: usize, value: u64, number_end: usize, note: bool) -> Option<(Due, usize)> {
    let has_unit = text.has(number_end, "年");
    let end = number_end + usize::from(has_unit);
    if !(1900..2200).contains(&value) {
        // 三年行动, 两年内.
        const PLANS: [&str; 16] = [
            "内", "行动", "计划", "规划", "攻坚", "治理", "整治", "工程", "方案", "任务", "专项", "提升",
            "集中", "大", "以内", "之内",
        ];
        let length = text.one_of(end, &PLANS).filter(|_| (1..=50).contains(&value))?;
        let end = end + length;
        return Some((Due::period(Some(format!("P{value}Y")), text.raw(at, end)), end));
    }
    let year = u32::try_from(value).ok()?;
    if let Some(length) = text.one_of(end, &TO)
        && let Some((last, last_end)) = text.integer(end + length)
        && (1900..2200).contains(&last)
        && text.has(last_end, "年")
        && (has_unit || last >= value)
        && month(text, at, last_end + 1, u32::try_from(last).ok(), false).is_none()
    {
        let mut stop = last_end + 1;
        stop += text.one_of(stop, &["底前", "底", "末"]).unwrap_or(0);
        return Some((
            Due::period(Some(format!("{value:04}-01-01/{last:04}-12-31")), text.raw(at, stop)),
            stop,
        ));
    }
    if !has_unit {
        return None;
    }
    // 2026年底前 and 2026年年底前.
    for start in [number_end, end] {
        if text.one_of(start, &["年底", "年末", "年内", "年度内"]).is_some() {
            let (mut due, end) = year_end_of(text, start, year, note || stands_alone(text, at, start + 2))?;
            due.raw = text.raw(at, end);
            return Some((due, end));
        }
    }
    month(text, at, end, Some(year), note).or_else(|| half_year(text, at, end, Some(year))).or_else(|| {
        let number = end + usize::from(text.has(end, "第"));
        let (value, end) = text.integer(number)?;
        quarter(text, at, value, end, Some(year))
    })
}

fn year_end_of(text: &Chars, at: usize, year: u32, open: bool) -> Option<(Due, usize)> {
    let length = text.one_of(at, &["年度内", "年内", "年底", "年末"])?;
    let end = at + length;
    let close = text.one_of(end, &BEFORE);
    if close.is_none() && !open && !text.ends(end, "内") {
        return None;
    }
    let end = end + close.unwrap_or(0);
    Some((Due::date(iso(Some(year), 12, 31), String::new()), end))
}

/// A phrase that goes on with a month at `at`.
fn month(text: &Chars, from: usize, at: usize, year: Option<u32>, note: bool) -> Option<(Due, usize)> {
    let at = text.skip_blank(at);
    let (month, end) = text.integer(at)?;
    let month = u32::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    if let Some(found) = range(text, from, month, None, end, year) {
        return Some(found);
    }
    let mut end = end + text.one_of(end, &["月份", "月"])?;
    let last = year.map(|y| month_end(y, month));
    let date = |day: Option<u32>, end: usize| {
        let value = day.and_then(|day| iso(year, month, day));
        Some((Due::date(value, text.raw(from, end)), end))
    };
    if let Some(length) = text.one_of(end, &["底", "末"]) {
        end += length;
        end += text.one_of(end, &BEFORE).unwrap_or(0);
        return date(last, end);
    }
    for (word, day) in [("上旬", Some(10)), ("中旬", Some(20)), ("下旬", last)] {
        if text.has(end, word) {
            end += 2;
            end += text.one_of(end, &BEFORE).unwrap_or(0);
            return date(day, end);
        }
    }
    if let Some((day, day_end)) = text.integer(end)
        && let Some(unit) = text.one_of(day_end, &["日", "号"])
    {
        let day = u32::try_from(day).ok()?;
        let end = day_end + unit;
        if let Some(found) = range(text, from, month, Some(day), end, year) {
            return Some(found);
        }
        let close = text.one_of(end, &BEFORE);
        let due_here = close.is_some() || note && !text.has(end, "起");
        return due_here.then(|| date(Some(day), end + close.unwrap_or(0))).flatten();
    }
    if let Some(length) = text.one_of(end, &BEFORE) {
        // 6月前 ends with May.
        let (y, m) = if month == 1 { (year.map(|y| y - 1), 12) } else { (year, month - 1) };
        let value = y.and_then(|y| iso(Some(y), m, month_end(y, m)));
        return Some((Due::date(value, text.raw(from, end + length)), end + length));
    }
    if note { date(last, end) } else { None }
}

/// 3月至11月, 3月1日至5月31日, 3至5月. `end` stands after the first month or day.
fn range(
    text: &Chars,
    from: usize,
    month: u32,
    day: Option<u32>,
    end: usize,
    year: Option<u32>,
) -> Option<(Due, usize)> {
    let end = end + if day.is_none() { text.one_of(end, &["月份", "月"]).unwrap_or(0) } else { 0 };
    let mut at = end + text.one_of(end, &["起"]).unwrap_or(0);
    at += text.one_of(at, &TO)?;
    let mut last_year = year;
    if text.has(at, "次年") || text.has(at, "翌年") {
        last_year = year.map(|y| y + 1);
        at += 2;
    }
    let (mut number, mut number_end) = text.integer(at)?;
    let mut year_named = last_year != year;
    if text.has(number_end, "年") {
        last_year = u32::try_from(number).ok();
        year_named = true;
        (number, number_end) = text.integer(number_end + 1)?;
    }
    let number = u32::try_from(number).ok()?;
    let (last_month, last_day, mut stop) = if let Some(unit) = text.one_of(number_end, &["月份", "月"]) {
        let stop = number_end + unit;
        match text.integer(stop) {
            Some((d, d_end)) if text.one_of(d_end, &["日", "号"]).is_some() => {
                (number, u32::try_from(d).ok(), d_end + 1)
            }
            _ => (number, None, stop),
        }
    } else if day.is_some() && text.one_of(number_end, &["日", "号"]).is_some() {
        (month, Some(number), number_end + 1)
    } else {
        return None;
    };
    if !(1..=12).contains(&last_month) {
        return None;
    }
    stop += text.one_of(stop, &["底前", "底", "末", "止"]).unwrap_or(0);
    if !year_named && last_month < month {
        last_year = last_year.map(|y| y + 1);
    }
    let first = iso(year, month, day.unwrap_or(1));
    let last = last_year
        .and_then(|y| iso(Some(y), last_month, last_day.unwrap_or_else(|| month_end(y, last_month))));
    let value = first.zip(last).map(|(a, b)| format!("{a}/{b}"));
    Some((Due::period(value, text.raw(from, stop)), stop))
}
