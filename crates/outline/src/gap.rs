//! Marks by which a source says that words are missing: ……(省略300字)……, (未完,全文共…), 还剩3页未读.

use crate::numeral::{arabic_prefix, digit};

/// What a mark says about the amount that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Omitted {
    /// 省略N字.
    Count(u64),
    /// 全文共N字, 仅显示M字.
    Total {
        /// Length of the whole document.
        total: u64,
        /// Length of what is shown.
        shown: u64,
    },
    /// No figure.
    Unknown,
}

/// A mark found in a line. Offsets are bytes in that line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    /// End of the mark in this line.
    pub(crate) end: usize,
    /// Bracket depth still open at the end of the line: the mark runs on.
    pub(crate) open: u32,
}

const OPENING: [char; 5] = ['(', '（', '[', '【', '〔'];
const CLOSING: [char; 5] = [')', '）', ']', '】', '〕'];
/// How far back the bracket around a keyword is looked for, in characters.
const REACH: usize = 60;
/// Longest stretch of a mark in one line, in characters.
const LONGEST_MARK: usize = 160;
/// Longest line that can be a mark as a whole, in characters.
const WHOLE_LINE: usize = 80;

/// Phrases with which sites cut a document off without a figure.
const CUT_OFF: [&str; 24] = [
    "点击查看更多",
    "点击查看全文",
    "点击查看剩余",
    "点击阅读全文",
    "点击展开",
    "点击加载更多",
    "展开全文",
    "查看剩余",
    "阅读剩余",
    "剩余内容",
    "剩余部分",
    "登录后查看",
    "登录查看全文",
    "会员可查看",
    "会员可完整阅读",
    "会员可阅读全文",
    "试读结束",
    "预览结束",
    "继续阅读全文",
    "下载后查看",
    "下载阅读全文",
    "查看完整内容",
    "阅读完整内容",
    "余下全文",
];
/// Words that start the keyword search; every mark contains one of them.
const KEYWORDS: [&str; 8] = ["省略", "略去", "未完", "全文", "未读", "略", "剩余", "未显示"];

/// Whether `c` is part of an ellipsis.
pub(crate) fn is_dots(c: char) -> bool {
    matches!(c, '…' | '⋯' | '‥')
}

/// Whether a whole line is nothing but an ellipsis.
pub(crate) fn is_bare(line: &str) -> bool {
    !line.is_empty() && (line.chars().all(is_dots) || (line.len() >= 3 && line.chars().all(|c| c == '.')))
}

/// The first mark in `line` at or after byte `from`.
pub(crate) fn find(line: &str, from: usize) -> Option<Found> {
    let rest = line.get(from..)?;
    if from == 0
        && let Some(found) = whole_line(line)
    {
        return Some(found);
    }
    let mut at = 0;
    while let Some(hit) = next_keyword(rest, at) {
        if let Some(found) = around(rest, hit) {
            return Some(Found { start: from + found.start, end: from + found.end, open: found.open });
        }
        at = hit + rest.get(hit..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
    }
    None
}

/// Where a mark that ran on from an earlier line ends in `line`; the depth left open otherwise.
pub(crate) fn close(line: &str, open: u32) -> Result<usize, u32> {
    match closing(line, open) {
        Ok(end) => Ok(end + dots_after(line, end)),
        Err(depth) => Err(depth),
    }
}

/// The amount named in a mark's whole text.
pub(crate) fn omitted(mark: &str) -> Omitted {
    if let Some(count) = counted(mark) {
        return Omitted::Count(count);
    }
    match totals(mark) {
        Some((total, shown)) => Omitted::Total { total, shown },
        None => Omitted::Unknown,
    }
}

fn next_keyword(text: &str, at: usize) -> Option<usize> {
    // All keywords start with one of these characters, so one pass over the text is enough.
    let tail = text.get(at..)?;
    tail.char_indices()
        .filter(|(_, c)| {
            matches!(
                c,
                '省' | '略'
                    | '未'
                    | '全'
                    | '剩'
                    | '点'
                    | '展'
                    | '查'
                    | '阅'
                    | '登'
                    | '会'
                    | '试'
                    | '预'
                    | '继'
                    | '下'
                    | '余'
            )
        })
        .map(|(i, _)| at + i)
        .find(|i| {
            text.get(*i..).is_some_and(|t| {
                KEYWORDS.iter().any(|k| t.starts_with(k)) || CUT_OFF.iter().any(|k| t.starts_with(k))
            })
        })
}

fn around(text: &str, hit: usize) -> Option<Found> {
    if let Some(open) = enclosing(text, hit) {
        let inner_from = open + text.get(open..)?.chars().next()?.len_utf8();
        let (end, depth) = match closing(text.get(inner_from..)?, 1) {
            Ok(n) => (inner_from + n, 0),
            Err(0) => return None,
            Err(depth) => (text.len(), depth),
        };
        let inner = text.get(inner_from..end)?;
        if !says_missing(inner) {
            return None;
        }
        let end = if depth == 0 { end + dots_after(text, end) } else { end };
        return Some(Found { start: open - dots_before(text, open), end, open: depth });
    }
    unbracketed(text, hit)
}

/// The bracket that is open at `hit`, looking back a bounded way and never over a 。
fn enclosing(text: &str, hit: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for (i, c) in text.get(..hit)?.char_indices().rev().take(REACH) {
        if CLOSING.contains(&c) {
            depth += 1;
        } else if OPENING.contains(&c) {
            if depth == 0 {
                return Some(i);
            }
            depth -= 1;
        } else if c == '。' {
            return None;
        }
    }
    None
}

/// End of the closing bracket that brings `open` to zero; otherwise the depth at the end of the line, or 0 if the
/// line goes on for longer than any mark.
fn closing(text: &str, open: u32) -> Result<usize, u32> {
    let mut depth = open;
    for (n, (i, c)) in text.char_indices().enumerate() {
        if n >= LONGEST_MARK {
            return Err(0);
        }
        if OPENING.contains(&c) {
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth -= 1;
            if depth == 0 {
                return Ok(i + c.len_utf8());
            }
        }
    }
    Err(depth)
}

fn unbracketed(text: &str, hit: usize) -> Option<Found> {
    let tail = text.get(hit..)?;
    if !(tail.starts_with("省略") || tail.starts_with("略去")) {
        return None;
    }
    let after_word = tail.get("省略".len()..)?;
    let (_, n) = count_of_characters(after_word)?;
    let end = hit + "省略".len() + n;
    let mut lead = text.get(..hit)?;
    for word in ["部分内容", "部分", "内容", "此处", "以下", "中间", "下文", "共"] {
        lead = lead.strip_suffix(word).unwrap_or(lead);
    }
    let dots = dots_before(text, lead.len());
    (dots > 0 || lead.is_empty()).then(|| Found {
        start: lead.len() - dots,
        end: end + dots_after(text, end),
        open: 0,
    })
}

/// A line that is a mark as a whole, without brackets of its own.
fn whole_line(line: &str) -> Option<Found> {
    let bare = line.trim_matches(is_dots).trim();
    if bare.is_empty() || bare.chars().count() > WHOLE_LINE || bare.ends_with(['。', ';', '；']) {
        return None;
    }
    let missing = continues_later(bare)
        || totals(bare).is_some()
        || pages_unread(bare)
        || CUT_OFF.iter().any(|phrase| bare.starts_with(phrase))
        || CUT_OFF.iter().any(|phrase| bare.ends_with(phrase) && bare.chars().count() <= 30);
    let bracketed = bare.contains(OPENING);
    (missing && !bracketed).then_some(Found { start: 0, end: line.len(), open: 0 })
}

/// Whether the words inside a bracket say that something is missing.
fn says_missing(inner: &str) -> bool {
    let inner = inner.trim_end_matches(CLOSING).trim();
    let stripped = inner.trim_matches(is_dots);
    matches!(
        stripped,
        "略" | "下略"
            | "以下略"
            | "中略"
            | "上略"
            | "此处略"
            | "从略"
            | "省略"
            | "以下省略"
            | "此处省略"
            | "内容略"
            | "部分略"
            | "后略"
            | "前略"
            | "中间略"
            | "中间省略"
            | "下文略"
    ) || counted(inner).is_some()
        || totals(inner).is_some()
        || continues_later(inner)
        || pages_unread(inner)
        || CUT_OFF.iter().any(|phrase| inner.contains(phrase))
}

/// 未完, but not 未完成 and its kin.
fn continues_later(text: &str) -> bool {
    text.strip_prefix("未完").is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with([',', '，', '、', '。', ';', ':', '：', ')', '）', ' ', '待', '…'])
    })
}

/// 还剩13页未读, 剩余30%未读.
fn pages_unread(text: &str) -> bool {
    let Some(at) = text.find("未读").or_else(|| text.find("未显示")) else { return false };
    let Some(before) = text.get(..at) else { return false };
    ["还剩", "还有", "剩余", "剩下"].iter().any(|word| {
        before.rfind(word).and_then(|i| before.get(i + word.len()..)).is_some_and(|between| {
            between.chars().count() <= 10 && between.chars().any(|c| digit(c).is_some())
        })
    })
}

/// N in 省略N字.
fn counted(text: &str) -> Option<u64> {
    ["省略", "略去"].iter().find_map(|word| {
        text.match_indices(word)
            .find_map(|(i, _)| count_of_characters(text.get(i + word.len()..)?))
            .map(|(count, _)| count)
    })
}

/// N and M in 全文共N字 … 显示M字.
fn totals(text: &str) -> Option<(u64, u64)> {
    let total_at = ["全文", "本文", "正文"].iter().filter_map(|w| text.find(w).map(|i| i + w.len())).min()?;
    let (total, n) = count_of_characters(text.get(total_at..)?)?;
    let rest = text.get(total_at + n..)?;
    ["显示", "预览", "可见", "展示", "阅读", "可读"]
        .iter()
        .filter_map(|word| rest.find(word).map(|i| i + word.len()))
        .find_map(|i| count_of_characters(rest.get(i..)?))
        .map(|(shown, _)| (total, shown))
}

/// A count of characters at the start of `text` (`共约1,200余字`): the count and the bytes read.
fn count_of_characters(text: &str) -> Option<(u64, usize)> {
    let mut at = 0;
    while let Some(word) = ["了", "约", "近", "共计", "共", "总计", "有", "为", "前", "的", ":", "：", " "]
        .iter()
        .find(|word| text.get(at..).is_some_and(|t| t.starts_with(**word)))
    {
        at += word.len();
    }
    let (mut value, n) = arabic_prefix(text.get(at..)?)?;
    at += n;
    // Thousands separators: 1,221.
    while let Some(group) = text.get(at..).and_then(|t| t.strip_prefix([',', '，'])) {
        let comma = text.get(at..)?.chars().next()?.len_utf8();
        let (thousand, m) = arabic_prefix(group)?;
        if group.get(..m)?.chars().count() != 3 {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(thousand)?;
        at += comma + m;
    }
    if text.get(at..)?.starts_with('万') {
        value = value.checked_mul(10_000)?;
        at += '万'.len_utf8();
    }
    for word in ["余", "多", "个"] {
        if text.get(at..)?.starts_with(word) {
            at += word.len();
        }
    }
    text.get(at..)?.starts_with('字').then(|| (value, at + '字'.len_utf8()))
}

fn dots_before(text: &str, at: usize) -> usize {
    let Some(lead) = text.get(..at) else { return 0 };
    let without = lead.trim_end_matches(is_dots);
    if without.len() < lead.len() {
        return lead.len() - without.len();
    }
    let points = lead.trim_end_matches('.');
    if lead.len() - points.len() >= 3 { lead.len() - points.len() } else { 0 }
}

fn dots_after(text: &str, at: usize) -> usize {
    let Some(tail) = text.get(at..) else { return 0 };
    let without = tail.trim_start_matches(is_dots);
    if without.len() < tail.len() {
        return tail.len() - without.len();
    }
    let points = tail.trim_start_matches('.');
    if tail.len() - points.len() >= 3 { tail.len() - points.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Option<(&str, u32)> {
        find(line, 0).map(|f| (&line[f.start..f.end], f.open))
    }

    #[test]
    fn marks_are_found_with_their_dots() {
        assert_eq!(cut("……(某网省略300字)……"), Some(("……(某网省略300字)……", 0)));
        assert_eq!(cut("落实责任 ……(未完,全文共900字,"), Some(("……(未完,全文共900字,", 1)));
        assert_eq!(cut("开展检查……省略12字……各单位"), Some(("……省略12字……", 0)));
        assert_eq!(cut("还剩13页未读,继续阅读"), Some(("还剩13页未读,继续阅读", 0)));
        assert_eq!(cut("点击查看更多"), Some(("点击查看更多", 0)));
        assert_eq!(cut("四、保障措施(略)"), Some(("(略)", 0)));
    }

    #[test]
    fn plain_sentences_are_not_marks() {
        for line in [
            "对(未完成整改的)单位挂牌",
            "审批材料可省略300字以内的说明",
            "全文共3000字。",
            "战略部署(省略)的意义",
            "未完成的工作",
            "群众可登录后查看办理进度。",
        ] {
            let expected = line.contains("(省略)").then_some(("(省略)", 0));
            assert_eq!(cut(line), expected, "{line}");
        }
    }

    #[test]
    fn amounts_are_read() {
        assert_eq!(omitted("(省略约1,221字)"), Omitted::Count(1221));
        assert_eq!(omitted("(未完,全文共900字,当前仅显示350字"), Omitted::Total { total: 900, shown: 350 });
        assert_eq!(omitted("还剩13页未读"), Omitted::Unknown);
    }
}
