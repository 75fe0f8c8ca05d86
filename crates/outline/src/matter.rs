//! Formal lines around a document: number, date, addressee, signature, copies.

use crate::numeral::{arabic_prefix, chinese_prefix, digit};

/// Words that end the name of a body.
const BODIES: [&str; 22] = [
    "委员会",
    "办公室",
    "人民政府",
    "政府",
    "局",
    "厅",
    "部",
    "委",
    "队",
    "院",
    "会",
    "中心",
    "公司",
    "所",
    "社",
    "处",
    "办",
    "站",
    "机构",
    "协会",
    "指挥部",
    "领导小组",
];

/// A document number: 示消安〔2026〕3号.
pub(crate) fn is_document_number(line: &str) -> bool {
    let Some(body) = line
        .strip_suffix('号')
        .or_else(|| line.split_once("签发人").map(|(l, _)| l.trim().trim_end_matches('号')))
    else {
        return false;
    };
    line.chars().count() <= 40
        && !line.contains(['。', '《', ','])
        && year_in_brackets(body).is_some_and(|(_, rest)| {
            let serial = rest.trim().trim_start_matches('第').trim();
            !serial.is_empty() && serial.chars().all(|c| digit(c).is_some() || c == ' ')
        })
}

/// The year in 〔2026〕 and what follows it.
pub(crate) fn year_in_brackets(text: &str) -> Option<(u32, &str)> {
    text.char_indices().filter(|(_, c)| matches!(c, '〔' | '[' | '(' | '（' | '【' | '［' | '﹝')).find_map(
        |(i, c)| {
            let inner = text.get(i + c.len_utf8()..)?;
            let (year, n) = arabic_prefix(inner)?;
            let close = inner.get(n..)?.chars().next()?;
            let rest = inner.get(n + close.len_utf8()..)?;
            (matches!(close, '〕' | ']' | ')' | '）' | '】' | '］' | '﹞') && (1900..2200).contains(&year))
                .then_some((u32::try_from(year).ok()?, rest))
        },
    )
}

/// A calendar date at the start of `text`: bytes read.
fn date_prefix(text: &str) -> Option<usize> {
    let mut at = 0;
    for unit in ["年", "月", "日"] {
        let rest = text.get(at..)?;
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let n = match arabic_prefix(rest) {
            Some((_, n)) => n,
            None => match chinese_prefix(rest) {
                Some((_, n)) => n,
                None => rest.find(unit).filter(|n| *n <= 6 && rest.starts_with(['×', 'X', 'x', '*', '_']))?,
            },
        };
        let tail = rest.get(n..)?;
        let gap = tail.len() - tail.trim_start().len();
        tail.trim_start().strip_prefix(unit)?;
        at += blank + n + gap + unit.len();
    }
    Some(at)
}

/// A line that is a date, also in brackets, with 印发 or a body's name before it.
pub(crate) fn is_date(line: &str) -> bool {
    let bare = line.trim_start_matches(['(', '（']).trim_end_matches([')', '）']).trim();
    if bare.chars().count() > 60 {
        return false;
    }
    if let Some(n) = date_prefix(bare) {
        let rest = bare.get(n..).unwrap_or_default().trim();
        let bracketed = line.starts_with(['(', '（']);
        return rest.is_empty() || rest == "印发" || rest == "印" || bracketed && !rest.contains('。');
    }
    // 示范市消防安全委员会办公室  2026年1月15日印发
    let Some(at) = bare.find(['1', '2', '二']) else { return false };
    let (Some(name), Some(tail)) = (bare.get(..at), bare.get(at..)) else { return false };
    let separated = name.ends_with(char::is_whitespace);
    separated
        && is_body(name.trim())
        && date_prefix(tail).is_some_and(|n| matches!(tail.get(n..).map(str::trim), Some("" | "印发" | "印")))
}

/// A line that may be a signature: a short name without punctuation.
pub(crate) fn is_signature(line: &str) -> bool {
    line.chars().count() <= 40 && is_body(line)
}

fn is_body(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.split(['(', '（']).next().unwrap_or_default();
    !line.contains(['。', ',', '，', ';', '；', ':', '：']) && BODIES.iter().any(|end| plain.ends_with(end))
}

/// A salutation between title and preamble.
pub(crate) fn is_addressee(line: &str) -> bool {
    line.ends_with([':', '：'])
        && !line.contains(['。', ';', '；'])
        && line.chars().count() <= 250
        && !["如下", "要求", "是", "包括", "为", "以下"]
            .iter()
            .any(|end| line.trim_end_matches([':', '：']).ends_with(end))
}

/// The head of a paper (示范市人民政府文件), its security grade and urgency, or the note that it is a sample.
pub(crate) fn is_letterhead(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let grade = ["特急", "急件", "加急", "平急", "机密", "秘密"]
        .contains(&plain.split('★').next().unwrap_or_default());
    grade || plain.starts_with("示例文本") || plain.strip_suffix("文件").is_some_and(is_body)
}

/// Lines below a signature: copies, release notes.
pub(crate) fn is_footer(line: &str) -> bool {
    ["抄送", "抄报", "主送", "(此件", "（此件", "信息公开选项", "公开方式", "印发机关", "校对:", "校对："]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Opening of an annex: length in bytes of 附件 and its number, and the number.
pub(crate) fn annex(line: &str) -> Option<(usize, Option<u32>)> {
    let rest = line.strip_prefix("附件")?;
    let head = "附件".len();
    let blank = rest.len() - rest.trim_start().len();
    let inner = rest.trim_start();
    let numbered = match arabic_prefix(inner) {
        Some((value, n)) => u32::try_from(value).ok().map(|v| (v, n)),
        None => chinese_prefix(inner).filter(|(value, _)| *value > 0),
    };
    if let Some((value, n)) = numbered.filter(|(value, _)| *value < 1000) {
        let tail = inner.get(n..)?;
        let stands = tail.is_empty()
            || tail.starts_with([':', '：', '.', '．', '、', '-', '—', '《', '(', '（'])
            || tail.starts_with(char::is_whitespace);
        return stands.then_some((head + blank + n, Some(value)));
    }
    let stands = rest.is_empty() || rest.starts_with([':', '：', '《']) || blank > 0;
    stands.then_some((head, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formal_lines_are_told_from_sentences() {
        assert!(is_document_number("示消安〔2026〕3号"));
        assert!(is_document_number("示府办函[2026]12 号"));
        assert!(!is_document_number("按照示消安〔2026〕3号文件要求,抓好落实。"));
        assert!(is_date("2026年1月15日"));
        assert!(is_date("二〇二六年一月十五日"));
        assert!(is_date("(2026年1月15日市政府常务会议通过)"));
        assert!(is_date("示范市消防安全委员会办公室  2026年1月15日印发"));
        assert!(!is_date("2026年1月15日前完成整改"));
        assert!(is_signature("示范市消防安全委员会"));
        assert!(is_addressee("各县(市、区)人民政府,市消防安全委员会各成员单位:"));
        assert!(!is_addressee("现将有关事项通知如下:"));
    }

    #[test]
    fn annex_lines_are_told_from_references() {
        assert_eq!(annex("附件1"), Some((7, Some(1))));
        assert_eq!(annex("附件:任务清单"), Some((6, None)));
        assert_eq!(annex("附件 2 任务清单"), Some((8, Some(2))));
        assert_eq!(annex("附件所列单位要抓好落实。"), None);
    }
}
