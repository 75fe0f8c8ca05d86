//! Chinese numerals up to 99, as clause numbers use them.

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 1 to 99 in Chinese; anything else gives an empty text.
pub(crate) fn to_chinese(number: u32) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let digit = |n: u32| DIGITS.get(n as usize).copied().unwrap_or("");
    match tens {
        0 => digit(ones).to_owned(),
        1 => format!("十{}", digit(ones)),
        2..=9 => format!("{}十{}", digit(tens), digit(ones)),
        _ => String::new(),
    }
}

/// The number that [`to_chinese`] writes like this.
pub(crate) fn from_chinese(text: &str) -> Option<u32> {
    (1..100).find(|number| to_chinese(*number) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_back() {
        for number in 1..100 {
            assert_eq!(from_chinese(&to_chinese(number)), Some(number));
        }
        assert_eq!(to_chinese(10), "十");
        assert_eq!(to_chinese(21), "二十一");
        assert_eq!(from_chinese("百"), None);
    }
}
