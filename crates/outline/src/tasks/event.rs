//! Awaited events: 在省级文件印发后, 自接到通知之日起15日内.

use super::{chars::Chars, due::Due};

/// Verbs whose completion can be waited for.
const EVENTS: [&str; 30] = [
    "印发",
    "出台",
    "发布",
    "下发",
    "公布",
    "施行",
    "实施",
    "批准",
    "批复",
    "获批",
    "审定",
    "审批",
    "审议通过",
    "通过",
    "成立",
    "结束",
    "完成",
    "验收",
    "验收合格",
    "建成",
    "投用",
    "到位",
    "启用",
    "上线",
    "下达",
    "明确",
    "制定",
    "确定",
    "部署",
    "整改",
];
/// Longest name of an event, in characters.
const REACH: usize = 40;

/// An event that ends at 后 or 之日起 at `at`: the due and where it ends.
pub(super) fn find(text: &Chars, at: usize) -> Option<(usize, Due, usize)> {
    let (mark, needs_verb) = if text.has(at, "之日起") {
        (3, false)
    } else if text.has(at, "之后") {
        (2, true)
    } else if text.has(at, "后")
        && text.one_of(at + 1, &["续", "果", "期", "勤", "备", "台", "方", "面", "宅", "退"]).is_none()
    {
        (1, true)
    } else {
        return None;
    };
    if needs_verb && !text.ends_with(at, &EVENTS) {
        return None;
    }
    let mut from = at;
    while from > 0
        && at - from < REACH
        && !matches!(text.before(from), Some(',' | ';' | '。' | ':' | '(' | ')' | '“' | '\n' | '、'))
    {
        from -= 1;
    }
    // The event starts at the last 在 or 自 of the clause, if it has one.
    let opened = (from..at).rev().find(|i| {
        matches!(text.at(*i), Some('自' | '待'))
            || text.at(*i) == Some('在') && !text.has(*i, "在用") && !text.has(*i, "在建")
    });
    let from = opened.unwrap_or(from);
    let skip = text.one_of(from, &["在", "待", "自", "经", "于", "从", "并", "等"]).unwrap_or(0);
    let value = text.raw(from + skip, at);
    let end = at + mark;
    let limit = duration(text, end);
    if value.is_empty() || !needs_verb && limit.is_none() {
        return None;
    }
    let end = limit.as_ref().map_or(end, |(_, end)| *end);
    let mut due = Due::after(value, text.raw(from, end));
    due.then = limit.map(|(value, _)| value);
    Some((from, due, end))
}

/// A stretch of time that ends with 内: ISO duration and end.
pub(super) fn duration(text: &Chars, at: usize) -> Option<(String, usize)> {
    let at = text.skip_blank(at);
    let at = at + text.one_of(at, &["的", ",", "起"]).unwrap_or(0);
    let (count, end) = text.integer(at)?;
    const UNITS: [(&str, &str); 12] = [
        ("个工作日", "D"),
        ("个自然日", "D"),
        ("工作日", "D"),
        ("个月", "M"),
        ("月", "M"),
        ("个星期", "W"),
        ("周", "W"),
        ("天", "D"),
        ("日", "D"),
        ("年", "Y"),
        ("个小时", "h"),
        ("小时", "h"),
    ];
    let (word, unit) = UNITS.iter().find(|(word, _)| text.has(end, word))?;
    let end = end + word.chars().count();
    let close = text.one_of(end, &["以内", "之内", "内"])?;
    let value = if *unit == "h" { format!("PT{count}H") } else { format!("P{count}{unit}") };
    Some((value, end + close))
}
