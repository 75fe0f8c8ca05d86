//! Personal data in words: numbers that identify people are hidden before they are kept.

use kernel::identity::{mask_phone, mask_resident};

/// Hides phone and resident numbers inside a text; everything else stays.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let resident = digits >= 17 && run.chars().count() == 18 && !run.contains('-');
        let mobile = digits == 11 && run.starts_with('1') && !run.contains('-');
        let landline = run.starts_with('0')
            && run.split_once('-').is_some_and(|(area, rest)| {
                (3..=4).contains(&area.len()) && (7..=8).contains(&rest.len()) && !rest.contains('-')
            });
        if resident {
            out.push_str(&mask_resident(run));
        } else if mobile || landline {
            out.push_str(&mask_phone(run));
        } else {
            out.push_str(run);
        }
        run.clear();
    };
    for character in text.chars() {
        let part = character.is_ascii_digit()
            || (character == '-' && !run.is_empty())
            || (matches!(character, 'x' | 'X') && run.len() == 17);
        if part {
            run.push(character);
        } else {
            flush(&mut run, &mut out);
            out.push(character);
        }
    }
    flush(&mut run, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn phones_and_resident_numbers_are_hidden_and_other_numbers_stay() {
        assert_eq!(masked("联系13800131234，"), "联系138****1234，");
        assert_eq!(masked("身份证11010519491231002X张"), "身份证1101**********002X张");
        assert_eq!(masked("身份证110105194912310021"), "身份证1101**********0021");
        assert_eq!(masked("电话020-83336666"), "电话020-****6666");
        assert_eq!(
            masked("2024-05-06检查，面积12000平方米，编号HZ2024-0001"),
            "2024-05-06检查，面积12000平方米，编号HZ2024-0001"
        );
    }
}
