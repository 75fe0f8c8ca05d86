//! When something is due.

use super::{chars::Chars, dates, event};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// What kind of time a due is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DueKind {
    /// A last day.
    Date,
    /// A stretch of time.
    Period,
    /// Again and again.
    Cadence,
    /// Once something else has happened.
    After,
}

/// A due as a document names it. Serialises as `{kind, value, raw, day?, then?, working?}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What kind of time it is.
    pub kind: DueKind,
    /// ISO 8601 date, duration, or `start/end`; `ongoing`; the awaited event. None where the year is unknown.
    pub value: Option<String>,
    /// The words as written.
    pub raw: String,
    /// For a monthly cadence: the last day of the month it is due.
    pub day: Option<u32>,
    /// For an awaited event: ISO duration that starts with it.
    pub then: Option<String>,
    /// The days of the duration are working days.
    pub working: bool,
}

impl Due {
    fn new(kind: DueKind, value: Option<String>, raw: String) -> Self {
        Self { kind, value, raw, day: None, then: None, working: false }
    }

    pub(super) fn date(value: Option<String>, raw: String) -> Self {
        Self::new(DueKind::Date, value, raw)
    }

    pub(super) fn period(value: Option<String>, raw: String) -> Self {
        Self::new(DueKind::Period, value, raw)
    }

    pub(super) fn cadence(value: &str, raw: String) -> Self {
        Self::new(DueKind::Cadence, Some(value.to_owned()), raw)
    }

    pub(super) fn after(value: String, raw: String) -> Self {
        Self::new(DueKind::After, Some(value), raw)
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", &self.kind)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("raw", &self.raw)?;
        if let Some(day) = self.day {
            map.serialize_entry("day", &day)?;
        }
        if let Some(then) = &self.then {
            map.serialize_entry("then", then)?;
        }
        if self.working {
            map.serialize_entry("working", &true)?;
        }
        map.end()
    }
}

/// All dues in the words of a record. `note`: the words are a note such as 完成时限:…, where a bare month counts.
pub(super) fn find(text: &Chars, year: Option<u32>, note: bool) -> Vec<Due> {
    let mut found: Vec<(usize, usize, Due)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some((from, due, end)) = event::find(text, at) {
            // What was read inside the event's name (2026年文件印发后) is part of it.
            found.retain(|(start, _, _)| *start < from);
            found.push((from, end, due));
            at = end;
            continue;
        }
        if let Some((due, end)) = cadence(text, at).or_else(|| dates::find(text, at, year, note)) {
            if !qualifies(text, at, end, due.kind) {
                found.push((at, end, due));
            }
            at = end.max(at + 1);
            continue;
        }
        at += 1;
    }
    found
        .into_iter()
        .map(|(_, _, due)| Due {
            working: due.raw.contains("工作日") && due.kind != DueKind::Cadence, ..due
        })
        .collect()
}

/// 每月, 年度, 常态化 …: the due and where it ends.
fn cadence(text: &Chars, at: usize) -> Option<(Due, usize)> {
    if text.has(at, "每") {
        return every(text, at);
    }
    const WORDS: [(&str, &str); 22] = [
        ("一月一", "P1M"),
        ("一季一", "P3M"),
        ("一季度一", "P3M"),
        ("一年一", "P1Y"),
        ("一周一", "P1W"),
        ("一日一", "P1D"),
        ("半年一次", "P6M"),
        ("季度一次", "P3M"),
        ("按月", "P1M"),
        ("逐月", "P1M"),
        ("月度", "P1M"),
        ("按季度", "P3M"),
        ("按季", "P3M"),
        ("按年度", "P1Y"),
        ("按年", "P1Y"),
        ("逐年", "P1Y"),
        ("按周", "P1W"),
        ("按日", "P1D"),
        ("逐日", "P1D"),
        ("常态化", "ongoing"),
        ("长期坚持", "ongoing"),
        ("持续推进并长期坚持", "ongoing"),
    ];
    if let Some((word, value)) = WORDS.iter().find(|(word, _)| text.has(at, word)) {
        let mut length = word.chars().count();
        if word.ends_with('一') {
            length -= 1;
        }
        return Some((Due::cadence(value, text.raw(at, at + length)), at + length));
    }
    let preceded = text.before(at).is_some_and(|c| {
        crate::numeral::digit(c).is_some()
            || crate::numeral::chinese_digit(c).is_some()
            || matches!(c, '半' | '上' | '下' | '本' | '跨' | '全' | '该' | '当' | '各' | '季' | '年')
    });
    if preceded {
        return None;
    }
    if text.has(at, "年度") {
        return Some((Due::cadence("P1Y", text.raw(at, at + 2)), at + 2));
    }
    if text.has(at, "季度") {
        return Some((Due::cadence("P3M", text.raw(at, at + 2)), at + 2));
    }
    None
}

/// 每月5日前, 每两年, 每半年 …
fn every(text: &Chars, at: usize) -> Option<(Due, usize)> {
    let start = at + 1;
    let (count, after) = match text.integer(start) {
        Some((count, end)) if (1..=99).contains(&count) => (count, end),
        Some(_) => return None,
        None => (1, start),
    };
    let after_measure = after + text.one_of(after, &["个"]).unwrap_or(0);
    const UNITS: [(&str, &str, u64); 15] = [
        ("半年", "M", 6),
        ("半个月", "D", 15),
        ("半月", "D", 15),
        ("季度", "M", 3),
        ("季", "M", 3),
        ("年度", "Y", 1),
        ("年", "Y", 1),
        ("月份", "M", 1),
        ("月", "M", 1),
        ("星期", "W", 1),
        ("周", "W", 1),
        ("旬", "D", 10),
        ("工作日", "D", 1),
        ("日", "D", 1),
        ("天", "D", 1),
    ];
    let (word, unit, factor) = UNITS.iter().find(|(word, _, _)| text.has(after_measure, word))?;
    let mut end = after_measure + word.chars().count();
    let mut due = Due::cadence(&format!("P{}{unit}", count * factor), String::new());
    if *word == "月" && count == 1 {
        let from = end + text.one_of(end, &["的"]).unwrap_or(0);
        if let Some((day, day_end)) = text.integer(from)
            && (1..=31).contains(&day)
            && let Some(unit) = text.one_of(day_end, &["日", "号"])
            && let Some(close) = text.one_of(day_end + unit, &["之前", "以前", "前"])
        {
            due.day = u32::try_from(day).ok();
            end = day_end + unit + close;
        } else if let Some(length) = text.one_of(end, &["底之前", "底以前", "底前", "末前", "底"])
        {
            end += length;
        }
    }
    due.raw = text.raw(at, end);
    Some((due, end))
}

/// Whether the words after (and before) a date make it say which object is meant: 2023年底前未销号的隐患.
fn qualifies(text: &Chars, from: usize, end: usize, kind: DueKind) -> bool {
    if !matches!(kind, DueKind::Date | DueKind::Period) {
        return false;
    }
    let stop = (end..text.len().min(end + 24))
        .find(|i| matches!(text.at(*i), Some(',' | ';' | '。' | ':' | '、')))
        .unwrap_or(text.len().min(end + 24));
    let Some(noun) = text.find(end, stop, "的") else { return false };
    if noun == end {
        return true;
    }
    const STATES: [&str; 26] = [
        "未", "已", "尚未", "仍", "没有", "建成", "竣工", "投用", "投入", "排查", "发现", "列入", "纳入",
        "挂牌", "立案", "形成", "存在", "取得", "登记", "新增", "遗留", "移交", "受理", "查处", "通过",
        "备案",
    ];
    let state = text.one_of(end, &STATES).is_some();
    let object = text.ends_with(from, &["对", "将", "把", "针对", "对于", "凡", "凡是", "截至", "对在"]);
    state || object
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dues(text: &str) -> Vec<(DueKind, Option<String>)> {
        find(&Chars::new(text), Some(2026), false).into_iter().map(|d| (d.kind, d.value)).collect()
    }

    fn one(text: &str, kind: DueKind, value: &str) {
        assert_eq!(dues(text), [(kind, Some(value.to_owned()))], "{text}");
    }

    #[test]
    fn cadences_are_durations() {
        one("每月综合研判", DueKind::Cadence, "P1M");
        one("每日一研判、一抽查", DueKind::Cadence, "P1D");
        one("每季度通报一次", DueKind::Cadence, "P3M");
        one("每半年开展一次", DueKind::Cadence, "P6M");
        one("对照年度工作清单", DueKind::Cadence, "P1Y");
        one("每两年复核", DueKind::Cadence, "P2Y");
        one("长期坚持", DueKind::Cadence, "ongoing");
        one("常态化推进", DueKind::Cadence, "ongoing");
        let monthly = find(&Chars::new("每月５日前报送"), Some(2026), false);
        assert_eq!((monthly[0].day, monthly[0].raw.as_str()), (Some(5), "每月５日前"));
    }

    #[test]
    fn dates_take_the_documents_year() {
        one("确保年底前完成", DueKind::Date, "2026-12-31");
        one("年内完成", DueKind::Date, "2026-12-31");
        one("6月底前完成", DueKind::Date, "2026-06-30");
        one("于11月9日前完成", DueKind::Date, "2026-11-09");
        one("2027年2月底前完成", DueKind::Date, "2027-02-28");
        one("3月至11月开展", DueKind::Period, "2026-03-01/2026-11-30");
        one("三年行动", DueKind::Period, "P3Y");
        one("两年内建成", DueKind::Period, "P2Y");
        assert_eq!(find(&Chars::new("6月底前"), None, false)[0].value, None);
    }

    #[test]
    fn awaited_events_carry_their_name() {
        one("在省级文件印发后，制定出台实施办法", DueKind::After, "省级文件印发");
        let then = find(&Chars::new("方案印发后3个月内完成"), None, false);
        assert_eq!((then[0].value.as_deref(), then[0].then.as_deref()), (Some("方案印发"), Some("P3M")));
        let from = find(&Chars::new("自接到通知之日起15日内整改"), None, false);
        assert_eq!((from[0].value.as_deref(), from[0].then.as_deref()), (Some("接到通知"), Some("P15D")));
        let working = find(&Chars::new("10个工作日内移交"), None, false);
        assert_eq!((working[0].value.as_deref(), working[0].working), (Some("P10D"), true));
    }

    #[test]
    fn words_about_the_object_are_not_dues() {
        for text in [
            "对2023年底前未销号的隐患",
            "2025年，全市消防工作",
            "进一步落实三个责任",
            "第十六批",
            "6月底前排查出的隐患",
            "落实后续措施",
            "2026年度",
        ] {
            assert_eq!(dues(text), [], "{text}");
        }
    }
}
