//! Number formats of automatic numbering, as text.

use crate::numeral::chinese;

/// Writes `value` in a number format. Formats that show nothing (bullets, none) give an empty text.
pub(super) fn format(format: &str, value: u32) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" if value < 10 => format!("0{value}"),
        "decimalFullWidth" | "decimalFullWidth2" => value.to_string().chars().map(full_width).collect(),
        "upperLetter" => letters(value, b'A'),
        "lowerLetter" => letters(value, b'a'),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => chinese(value),
        "chineseCounting" | "taiwaneseCounting" | "koreanCounting" if value < 100 => chinese(value),
        "chineseCounting"
        | "taiwaneseCounting"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "koreanDigital" => digits(value),
        "chineseLegalSimplified" | "ideographLegalTraditional" => legal(value),
        "ideographTraditional" => cycle(value, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(value, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(value, '①', 20),
        "decimalEnclosedParen" => enclosed(value, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(value, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(value, '㊀', 10),
        _ => value.to_string(),
    }
}

fn full_width(c: char) -> char {
    c.to_digit(10).and_then(|d| char::from_u32('０' as u32 + d)).unwrap_or(c)
}

fn digits(value: u32) -> String {
    value
        .to_string()
        .chars()
        .map(|c| c.to_digit(10).and_then(|d| "〇一二三四五六七八九".chars().nth(d as usize)).unwrap_or(c))
        .collect()
}

fn legal(value: u32) -> String {
    chinese(value)
        .chars()
        .map(|c| match c {
            '一' => '壹',
            '二' => '贰',
            '三' => '叁',
            '四' => '肆',
            '五' => '伍',
            '六' => '陆',
            '七' => '柒',
            '八' => '捌',
            '九' => '玖',
            '十' => '拾',
            '百' => '佰',
            '千' => '仟',
            other => other,
        })
        .collect()
}

fn cycle(value: u32, names: &str) -> String {
    let count = names.chars().count();
    let index = (value.saturating_sub(1) as usize) % count.max(1);
    names.chars().nth(index).map(String::from).unwrap_or_default()
}

fn enclosed(value: u32, one: char, most: u32) -> String {
    let c = (1..=most).contains(&value).then(|| char::from_u32(one as u32 + value - 1)).flatten();
    c.map_or_else(|| value.to_string(), String::from)
}

fn letters(value: u32, first: u8) -> String {
    // Word repeats the letter: a … z, aa, bb …
    let index = value.saturating_sub(1);
    let letter = char::from(first + u8::try_from(index % 26).unwrap_or_default());
    std::iter::repeat_n(letter, (index / 26 + 1).min(30) as usize).collect()
}

fn roman(value: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = value % 4000;
    let mut out = String::new();
    for (step, name) in STEPS {
        while rest >= step {
            out.push_str(name);
            rest -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn formats_are_written_as_word_writes_them() {
        let cases = [
            ("chineseCounting", 12, "十二"),
            ("chineseCounting", 105, "一〇五"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("decimal", 3, "3"),
            ("decimalEnclosedCircle", 4, "④"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("chineseLegalSimplified", 21, "贰拾壹"),
            ("bullet", 1, ""),
        ];
        for (name, value, expected) in cases {
            assert_eq!(format(name, value), expected, "{name}");
        }
    }
}
