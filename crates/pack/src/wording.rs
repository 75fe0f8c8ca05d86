//! Puts the parser's English into the words of the people who write packs.

use crate::finding::Code;

/// Code, Chinese message and hint for an error message of the TOML reader.
pub(crate) fn explain(message: &str) -> (Code, String, Option<String>) {
    if let Some((name, rest)) = quoted_after(message, "unknown field ") {
        let known = backticked(rest);
        return (
            Code::UnknownKey,
            format!("不认识的键“{name}”"),
            suggestion(name, &known).or_else(|| listing("可用的键", &known)),
        );
    }
    if let Some((name, _)) = quoted_after(message, "missing field ") {
        return (Code::MissingKey, format!("缺少必填的键“{name}”"), None);
    }
    if let Some((name, rest)) = quoted_after(message, "unknown variant ") {
        let known = backticked(rest);
        return (Code::BadValue, format!("取值“{name}”不在允许的范围内"), listing("允许的取值", &known));
    }
    if let Some((name, _)) = quoted_after(message, "duplicate field ") {
        return (Code::DuplicateCode, format!("键“{name}”重复"), None);
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return (Code::BadValue, format!("类型不符：写的是 {found}，应为 {wanted}"), None);
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected "))
    {
        return (Code::BadValue, format!("取值不符：写的是 {found}，应为 {wanted}"), None);
    }
    (Code::BadValue, format!("无法读取：{message}"), None)
}

fn quoted_after<'a>(message: &'a str, start: &str) -> Option<(&'a str, &'a str)> {
    message.strip_prefix(start)?.strip_prefix('`')?.split_once('`')
}

fn backticked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn listing(what: &str, known: &[&str]) -> Option<String> {
    (!known.is_empty()).then(|| format!("{what}：{}", known.join("、")))
}

/// "Did you mean", when one known name is close enough.
pub(crate) fn suggestion<S: AsRef<str>>(name: &str, known: &[S]) -> Option<String> {
    let limit = name.chars().count().div_ceil(3);
    known
        .iter()
        .map(|candidate| (distance(name, candidate.as_ref()), candidate.as_ref()))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| format!("是否为“{candidate}”？"))
}

/// Edit distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_told_with_the_nearest_known_one() {
        let (code, message, hint) = explain("unknown field `rols`, expected one of `roles`, `code`");
        assert_eq!(code, Code::UnknownKey);
        assert_eq!(message, "不认识的键“rols”");
        assert_eq!(hint.as_deref(), Some("是否为“roles”？"));
    }

    #[test]
    fn far_names_are_not_suggested() {
        assert_eq!(suggestion("abcdef", &["uvwxyz"]), None);
    }
}
