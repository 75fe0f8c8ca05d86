//! Cells as text: what clerks' hands leave behind is taken away, and said.

use crate::model::{Code, Mark};
use kernel::text::half_width;

/// Whether inner blanks mean nothing, as in a code or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inner {
    /// Blanks between words stay, one at most.
    Words,
    /// No blank means anything.
    Solid,
}

/// The text in clean form; repairs are added to `marks`.
pub(crate) fn clean(raw: &str, inner: Inner, column: u32, marks: &mut Vec<Mark>) -> String {
    let mut wide = false;
    let narrow: String = raw
        .chars()
        .map(|character| match character {
            '０'..='９' => {
                wide = true;
                half_width(character)
            }
            other if inner == Inner::Solid => half_width(other),
            other => other,
        })
        .collect();
    if wide {
        marks.push(Mark::new(column, Code::R01, Code::R01.name()));
    }
    let (text, blanks) = without_blanks(&narrow, inner);
    if blanks {
        marks.push(Mark::new(column, Code::R02, Code::R02.name()));
    }
    text
}

/// Outer blanks and line breaks go; inner runs become one blank between Latin words and nothing beside Chinese.
fn without_blanks(text: &str, inner: Inner) -> (String, bool) {
    let blank = |character: char| {
        character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{ad}')
    };
    let mut out = String::with_capacity(text.len());
    let mut waiting = 0_usize;
    let mut changed = false;
    for character in text.chars() {
        if blank(character) {
            waiting += 1;
            changed |= character != ' ';
            continue;
        }
        if waiting > 0 {
            let latin = |side: char| side.is_ascii();
            let keep = inner == Inner::Words
                && out.chars().next_back().is_some_and(|before| latin(before) && latin(character));
            if out.is_empty() || !keep || waiting > 1 {
                changed = true;
            }
            if keep {
                out.push(' ');
            }
            waiting = 0;
        }
        out.push(character);
    }
    (out, changed || waiting > 0)
}

/// Whether the cell says "as above".
pub(crate) fn same_as_above(text: &str) -> bool {
    matches!(text.trim(), "同上" | "同上。" | "〃" | "″" | "\"" | "同 上")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(raw: &str, inner: Inner) -> (String, Vec<Code>) {
        let mut marks = Vec::new();
        let text = clean(raw, inner, 1, &mut marks);
        (text, marks.into_iter().map(|mark| mark.code).collect())
    }

    #[test]
    fn clean_text_is_left_alone() {
        for text in ["金海宾馆", "KTV Star", "人民路1号", ""] {
            assert_eq!(cleaned(text, Inner::Words), (text.to_owned(), vec![]));
        }
    }

    #[test]
    fn blanks_breaks_and_wide_digits_are_repaired_and_said() {
        assert_eq!(cleaned(" 金海宾馆　", Inner::Words), ("金海宾馆".into(), vec![Code::R02]));
        assert_eq!(
            cleaned("人民路\n１２号", Inner::Words),
            ("人民路12号".into(), vec![Code::R01, Code::R02])
        );
        assert_eq!(cleaned("KTV  Star", Inner::Words), ("KTV Star".into(), vec![Code::R02]));
        assert_eq!(cleaned("138 0013 8000", Inner::Solid), ("13800138000".into(), vec![Code::R02]));
        assert_eq!(cleaned("９１Ａ", Inner::Solid), ("91A".into(), vec![Code::R01]));
        assert_eq!(cleaned(" \n ", Inner::Words), (String::new(), vec![Code::R02]));
    }
}
