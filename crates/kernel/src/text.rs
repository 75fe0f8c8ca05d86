//! Text made comparable, and cut into two-character grams for search.

/// One character as it is compared: full-width forms become half-width (U+FF01-FF5E, the ideographic space, ¥ and such).
#[must_use]
pub const fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(character as u32 - 0xfee0) {
            Some(half) => half,
            None => character,
        },
        '\u{ffe0}' => '¢',
        '\u{ffe1}' => '£',
        '\u{ffe5}' => '¥',
        other => other,
    }
}

/// The text with every full-width form made half-width; nothing else changes.
#[must_use]
pub fn to_half_width(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// The text as search compares it: half-width, lower case, without white space and invisible characters.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.chars().map(half_width).filter(|character| !blank(*character)).flat_map(char::to_lowercase).collect()
}

/// The overlapping pairs of characters of the normalised text, in order and with repeats, so that a text contains another
/// of two characters or more exactly when its grams contain the other's in sequence. A single character is its own gram;
/// a text of blanks has none.
#[must_use]
pub fn grams(text: &str) -> Vec<String> {
    let characters: Vec<char> = normalise(text).chars().collect();
    match characters.as_slice() {
        [] => Vec::new(),
        [single] => vec![single.to_string()],
        many => many.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

/// White space, and characters that are not seen: controls, the soft hyphen, fillers, zero-width and directional marks,
/// variation selectors, tags.
const fn blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character,
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn full_width_forms_become_half_width() {
        let wide = "\u{ff21}\u{ff11}\u{ff08}三\u{ff09}\u{ff5e}\u{ff01}\u{3000}\u{ffe5}\u{ffe0}\u{ffe1}。";
        assert_eq!(to_half_width(wide), "A1(三)~! ¥¢£。");
        assert_eq!(half_width('\u{ff00}'), '\u{ff00}');
        assert_eq!(half_width('\u{ff5f}'), '\u{ff5f}');
        assert_eq!(half_width('\u{ff01}'), '!');
        assert_eq!(half_width('\u{ff5e}'), '~');
        assert_eq!(to_half_width("Ab 三"), "Ab 三");
    }

    #[test]
    fn normal_text_has_no_case_width_or_blanks() {
        assert_eq!(normalise(" 广州 市\t\u{3000}\u{ff2b}TV\n"), "广州市ktv");
        assert_eq!(normalise("零\u{200b}宽\u{200d}\u{2060}\u{feff}\u{ad}字\u{a0}"), "零宽字");
        assert_eq!(normalise("张\0三\u{202e}\u{2063}\u{fe0f}\u{e0101}\u{3164}"), "张三");
        assert_eq!(normalise("ÀÉ"), "àé");
    }

    #[test]
    fn grams_overlap_in_order_and_repeat() {
        assert_eq!(grams("越秀 区"), ["越秀", "秀区"]);
        assert_eq!(grams("哈哈哈"), ["哈哈", "哈哈"]);
        assert_eq!(grams("\u{ff2b}TV"), ["kt", "tv"]);
        assert_eq!(grams(" 区 "), ["区"]);
        assert_eq!(grams(" \u{3000}"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in ".*") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn grams_of_a_part_are_grams_of_the_whole(text in "[一-十A-C ]{2,12}", start in 0_usize..6, length in 2_usize..5) {
            let characters: Vec<char> = normalise(&text).chars().collect();
            prop_assume!(characters.len() >= start + length);
            let part: String = characters[start..start + length].iter().collect();
            let (whole, part) = (grams(&text), grams(&part));
            prop_assert!(whole.windows(part.len()).any(|run| run == part));
        }
    }
}
