//! The numbers that open a node: 一、 (一) 1. (1) ① 第一章 第一条.

use crate::numeral::{arabic_prefix, chinese, chinese_prefix, digit};

/// A family of numbers, as the eye tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scheme {
    /// 一、
    Section,
    /// 第一章
    Chapter,
    /// 第一节
    Part,
    /// (一)
    Clause,
    /// 1.
    Item,
    /// 第一条
    Article,
    /// (1) or ①
    Sub,
}

impl Scheme {
    /// Usual depth: 1 section, 2 clause, 3 item, 4 below.
    pub(crate) fn level(self) -> u8 {
        match self {
            Self::Section | Self::Chapter => 1,
            Self::Part | Self::Clause => 2,
            Self::Item | Self::Article => 3,
            Self::Sub => 4,
        }
    }

    /// Whether the words after the number are a heading up to the first 。
    pub(crate) fn has_heading(self) -> bool {
        matches!(self, Self::Section | Self::Chapter | Self::Part | Self::Clause)
    }
}

/// A number found at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) scheme: Scheme,
    pub(crate) value: u32,
    /// Length in bytes of number and mark.
    pub(crate) len: usize,
}

impl Mark {
    /// The number's part of an id: half-width brackets and digits, canonical Chinese numerals.
    pub(crate) fn label(&self) -> String {
        let value = self.value;
        match self.scheme {
            Scheme::Section => chinese(value),
            Scheme::Chapter => format!("第{}章", chinese(value)),
            Scheme::Part => format!("第{}节", chinese(value)),
            Scheme::Article => format!("第{}条", chinese(value)),
            Scheme::Clause => format!("({})", chinese(value)),
            Scheme::Item => value.to_string(),
            Scheme::Sub => format!("({value})"),
        }
    }
}

/// The number that opens `line` (already without outer blanks), if any.
pub(crate) fn mark(line: &str) -> Option<Mark> {
    let first = line.chars().next()?;
    match first {
        '(' | '（' => bracketed(line, first),
        '第' => ordinal(line),
        '①'..='⑳' => Some(single(Scheme::Sub, first, '①')),
        '⑴'..='⒇' => Some(single(Scheme::Sub, first, '⑴')),
        '⒈'..='⒛' => Some(single(Scheme::Item, first, '⒈')),
        '㈠'..='㈩' => Some(single(Scheme::Clause, first, '㈠')),
        _ if digit(first).is_some() => item(line),
        _ => section(line),
    }
}

fn single(scheme: Scheme, c: char, one: char) -> Mark {
    Mark { scheme, value: c as u32 - one as u32 + 1, len: c.len_utf8() }
}

fn section(line: &str) -> Option<Mark> {
    let (value, n) = chinese_prefix(line)?;
    let rest = line.get(n..)?;
    let comma = rest.chars().next().filter(|c| matches!(c, '、' | '､'))?;
    let len = n + comma.len_utf8();
    let after = line.get(len..)?;
    // 一、二级医院 goes on with an enumeration; 一、三年行动 does not.
    let enumeration = chinese_prefix(after).is_some_and(|(_, m)| {
        after.get(m..).is_some_and(|tail| {
            tail.is_empty() || tail.starts_with(['级', '类', '号', '期', '层', '等', '、', '楼', '线'])
        })
    });
    (value > 0 && !enumeration).then_some(Mark { scheme: Scheme::Section, value, len })
}

fn bracketed(line: &str, open: char) -> Option<Mark> {
    let inner = line.get(open.len_utf8()..)?;
    let (scheme, value, n) = match arabic_prefix(inner) {
        Some((value, n)) if value < 1000 => (Scheme::Sub, u32::try_from(value).ok()?, n),
        Some(_) => return None,
        None => {
            let (value, n) = chinese_prefix(inner)?;
            (Scheme::Clause, value, n)
        }
    };
    let close = inner.get(n..)?.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let mut len = open.len_utf8() + n + close.len_utf8();
    let after = line.get(len..)?;
    let reference = (after.starts_with('项') && !after.starts_with("项目"))
        || ["至", "和", "、", "或"]
            .iter()
            .any(|joint| after.strip_prefix(joint).is_some_and(|rest| rest.starts_with(['(', '（'])));
    if value == 0 || reference {
        return None;
    }
    if after.starts_with('、') {
        len += '、'.len_utf8();
    }
    Some(Mark { scheme, value, len })
}

fn ordinal(line: &str) -> Option<Mark> {
    let inner = line.strip_prefix('第')?;
    let (value, n) = match arabic_prefix(inner) {
        Some((value, n)) => (u32::try_from(value).ok().filter(|v| *v < 10_000)?, n),
        None => chinese_prefix(inner)?,
    };
    let unit = inner.get(n..)?.chars().next()?;
    let scheme = match unit {
        '章' => Scheme::Chapter,
        '节' => Scheme::Part,
        '条' => Scheme::Article,
        _ => return None,
    };
    let len = '第'.len_utf8() + n + unit.len_utf8();
    let after = line.get(len..)?;
    // 第三条规定, 第三条第二款: a reference inside a wrapped sentence, not a number.
    let reference = [
        "规定", "第", "的", "、", "和", "至", "所", "之", "款", "项", ",", "，", "以及", "中", "要求", ")",
        "）",
    ];
    (value > 0 && !reference.iter().any(|word| after.starts_with(word))).then_some(Mark {
        scheme,
        value,
        len,
    })
}

fn item(line: &str) -> Option<Mark> {
    let (value, n) = arabic_prefix(line)?;
    let value = u32::try_from(value).ok().filter(|v| (1..1000).contains(v))?;
    let point = line.get(n..)?.chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    let len = n + point.len_utf8();
    let after = line.get(len..)?;
    if after.chars().next().is_some_and(|c| digit(c).is_some()) {
        // 1.5米 is a measure. Only a full year (1.2026年底前…) may follow a number directly.
        let (year, m) = arabic_prefix(after)?;
        let is_year = (1900..2100).contains(&year) && after.get(m..).is_some_and(|t| t.starts_with('年'));
        if !is_year {
            return None;
        }
    }
    Some(Mark { scheme: Scheme::Item, value, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<String> {
        mark(line).map(|m| m.label())
    }

    #[test]
    fn every_form_of_number_is_recognised() {
        let cases = [
            ("一、总体要求", "一"),
            ("二十一、其他", "二十一"),
            ("(三)压实责任", "(三)"),
            ("（三）压实责任", "(三)"),
            ("㈠压实责任", "(一)"),
            ("1.开展检查", "1"),
            ("１２．开展检查", "12"),
            ("3、开展检查", "3"),
            ("⒊开展检查", "3"),
            ("(4)开展检查", "(4)"),
            ("⑷开展检查", "(4)"),
            ("④开展检查", "(4)"),
            ("第一章 总则", "第一章"),
            ("第二十三条 各单位应当", "第二十三条"),
            ("1.2026年6月底前完成", "1"),
        ];
        for (line, expected) in cases {
            assert_eq!(label(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn figures_and_references_are_not_numbers() {
        let cases = [
            "2024年全市",
            "1.5米以上",
            "3.15活动",
            "一是加强",
            "一、二级医院",
            "第三条规定的",
            "(一)项所列",
            "(2024)3号",
            "一次",
            "10个",
            "",
            "第三批",
            "(试行)",
        ];
        for line in cases {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
