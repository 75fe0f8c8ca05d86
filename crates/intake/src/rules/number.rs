//! Numbers as clerks write them.

/// How a text was read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Read {
    /// It is a number.
    Plain(f64),
    /// A number stands among words: 约30㎡.
    Among(f64),
    /// No number.
    No,
}

/// Words that may stand before a number without changing what it is.
const BEFORE: [&str; 8] = ["约", "大约", "大概", "近", "共", "≈", "不足", "约为"];
/// Units and words that may stand behind it.
const BEHIND: [&str; 24] = [
    "平方米",
    "平方",
    "平米",
    "平",
    "㎡",
    "m2",
    "m²",
    "米",
    "m",
    "层",
    "楼",
    "人",
    "名",
    "个",
    "间",
    "家",
    "户",
    "张",
    "床",
    "左右",
    "余",
    "多",
    "以上",
    "°",
];

/// Reads a text that is half-width and without blanks.
pub(crate) fn read(text: &str) -> Read {
    if let Some(number) = plain(text) {
        return Read::Plain(number);
    }
    let mut rest = text;
    while let Some(shorter) = BEFORE.iter().filter_map(|word| rest.strip_prefix(word)).next() {
        rest = shorter;
    }
    loop {
        let lower = rest.to_lowercase();
        let Some(word) = BEHIND.iter().filter(|word| lower.ends_with(**word)).max_by_key(|word| word.len())
        else {
            break;
        };
        let Some(shorter) = rest.get(..rest.len().saturating_sub(word.len())) else { break };
        rest = shorter;
    }
    plain(rest).map_or(Read::No, Read::Among)
}

/// Digits with an optional sign, thousands separators in the right places and one decimal point.
fn plain(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if part.is_some_and(|part| !numeric(part)) {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3));
    if !grouped || !groups.iter().all(|group| numeric(group)) {
        return None;
    }
    text.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_plain() {
        for (text, number) in [("30", 30.0), ("1,200.5", 1200.5), ("-3", -3.0), ("0", 0.0), ("+7", 7.0)] {
            assert_eq!(read(text), Read::Plain(number), "{text}");
        }
    }

    #[test]
    fn a_number_among_words_is_kept_with_a_note() {
        for (text, number) in
            [("约30㎡", 30.0), ("30平方米左右", 30.0), ("近1,000m2", 1000.0), ("6层", 6.0), ("30M²", 30.0)]
        {
            assert_eq!(read(text), Read::Among(number), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for text in
            ["三十", "30-50", "1,2", "abc", "", "约", "30元", "1.2.3", "12,34", "NaN", "inf", "1e5", "不详"]
        {
            assert_eq!(read(text), Read::No, "{text}");
        }
    }
}
