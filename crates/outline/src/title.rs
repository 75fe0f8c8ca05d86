//! Titles of documents.

/// Words that end the title of an official document.
const NOUNS: [&str; 44] = [
    "要点",
    "方案",
    "通知",
    "意见",
    "办法",
    "规定",
    "计划",
    "条例",
    "细则",
    "通报",
    "公告",
    "通告",
    "决定",
    "批复",
    "函",
    "纪要",
    "清单",
    "报告",
    "总结",
    "讲话",
    "规划",
    "预案",
    "制度",
    "规则",
    "标准",
    "指引",
    "指南",
    "任务书",
    "责任书",
    "倡议书",
    "公报",
    "议案",
    "命令",
    "决议",
    "请示",
    "安排",
    "措施",
    "章程",
    "规程",
    "规范",
    "准则",
    "若干措施",
    "工作要求",
    "分工",
];
/// Longest line of a title, in characters.
const LONGEST: usize = 60;

/// Whether a line can be (part of) a title: short, no sentence punctuation.
pub(crate) fn can_be(line: &str) -> bool {
    line.chars().count() <= LONGEST
        && !line.contains(['。', ';', '；', '!', '！', '?', '？'])
        && !line.ends_with([',', '，', ':', '：', '、'])
        && line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Whether a line ends as titles end.
pub(crate) fn is_complete(line: &str) -> bool {
    let core = without_note(line);
    NOUNS.iter().any(|noun| core.ends_with(noun))
}

/// A bracketed note under a title: (试行), (征求意见稿).
pub(crate) fn is_note(line: &str) -> bool {
    line.starts_with(['(', '（']) && line.ends_with([')', '）']) && line.chars().count() <= 20
}

/// Whether a line inside a file opens another document. `set_apart`: it follows a signature, a date or a number.
pub(crate) fn opens_another(line: &str, set_apart: bool) -> bool {
    can_be(line)
        && is_complete(line)
        && !line.contains([',', '，'])
        && (set_apart || line.contains("关于") || has_year(line))
}

/// The year a title names: 2026年, 2026年度, 二〇二六年.
pub(crate) fn year(title: &str) -> Option<u32> {
    title.match_indices('年').find_map(|(at, _)| {
        let before = title.get(..at)?;
        let start = before
            .char_indices()
            .rev()
            .take(4)
            .take_while(|(_, c)| {
                crate::numeral::digit(*c).is_some() || crate::numeral::chinese_digit(*c).is_some()
            })
            .last()
            .map(|(i, _)| i)?;
        let run = before.get(start..)?;
        let value = match crate::numeral::arabic_prefix(run) {
            Some((value, _)) => u32::try_from(value).ok()?,
            None => crate::numeral::chinese_prefix(run)?.0,
        };
        (1949..2200).contains(&value).then_some(value)
    })
}

fn has_year(line: &str) -> bool {
    year(line).is_some()
}

fn without_note(line: &str) -> &str {
    let line = line.trim_end_matches(['》', '”', '"']);
    if !line.ends_with([')', '）']) {
        return line;
    }
    line.rfind(['(', '（']).and_then(|at| line.get(..at)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sentences() {
        assert!(can_be("2026年全市消防工作要点") && is_complete("2026年全市消防工作要点"));
        assert!(is_complete("示范市消防规定(试行)"));
        assert!(!can_be("坚持人民至上。"));
        assert!(opens_another("关于开展冬季检查的通知", false));
        assert!(!opens_another("保障措施", false));
    }

    #[test]
    fn the_year_is_read_in_both_scripts() {
        assert_eq!(year("2026年全市消防工作要点"), Some(2026));
        assert_eq!(year("二〇二六年工作要点"), Some(2026));
        assert_eq!(year("三年行动方案"), None);
    }
}
