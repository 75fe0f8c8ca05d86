//! Numerals as official documents write them: Arabic (half or full width) and Chinese.

/// Value of one Arabic digit, half or full width.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Value of one positional Chinese digit (〇零一二…九, and 两).
pub(crate) fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Weight of a Chinese unit character up to 千.
fn chinese_weight(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// Arabic integer at the start of `text`: its value and its length in bytes. At most 15 digits.
pub(crate) fn arabic_prefix(text: &str) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    let mut length = 0;
    let mut digits = 0;
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        digits += 1;
        if digits > 15 {
            return None;
        }
        value = value * 10 + u64::from(d);
        length += c.len_utf8();
    }
    (digits > 0).then_some((value, length))
}

/// Chinese integer below ten thousand at the start of `text`: its value and its length in bytes.
/// Reads 十二, 一百零三 and the positional 二〇二六.
pub(crate) fn chinese_prefix(text: &str) -> Option<(u32, usize)> {
    let mut total = 0_u32;
    let mut pending: Option<u32> = None;
    let mut length = 0;
    let mut weighted = false;
    let mut positional = 0;
    for c in text.chars() {
        if let Some(d) = chinese_digit(c) {
            pending = Some(match pending {
                Some(before) if !weighted || before != 0 => {
                    positional += 1;
                    before.checked_mul(10)?.checked_add(d)?
                }
                _ => d,
            });
        } else if let Some(weight) = chinese_weight(c) {
            let factor = match pending.take() {
                Some(0) | None => 1,
                Some(factor) => factor,
            };
            total = total.checked_add(factor.checked_mul(weight)?)?;
            weighted = true;
        } else {
            break;
        }
        length += c.len_utf8();
        if positional > 3 {
            return None;
        }
    }
    let value = total.checked_add(pending.unwrap_or(0))?;
    (length > 0 && value < 10_000).then_some((value, length))
}

/// The usual written form of `value` (1..=9999): 一, 十, 二十一, 一百零五.
pub(crate) fn chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    let mut zero = false;
    for (weight, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = value / weight % 10;
        if d == 0 {
            zero |= !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        let leading_ten = weight == 10 && d == 1 && out.is_empty();
        if !leading_ten {
            out.push_str(DIGITS.get(d as usize).copied().unwrap_or_default());
        }
        out.push_str(name);
    }
    if out.is_empty() { "零".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_numbers_read_back() {
        for value in 1..10_000 {
            let written = chinese(value);
            assert_eq!(chinese_prefix(&written), Some((value, written.len())), "{written}");
        }
    }

    #[test]
    fn positional_years_are_read() {
        assert_eq!(chinese_prefix("二〇二六年"), Some((2026, 12)));
        assert_eq!(chinese_prefix("一〇、"), Some((10, 6)));
    }

    #[test]
    fn full_width_digits_are_read() {
        assert_eq!(arabic_prefix("１２页"), Some((12, 6)));
        assert_eq!(arabic_prefix("页"), None);
    }
}
