//! Text as characters, with a twin in which full-width forms are half-width.

use crate::numeral;

/// A text addressed by code points.
#[derive(Clone, Debug, Default)]
pub(super) struct Chars {
    /// As written.
    raw: Vec<char>,
    /// The same with full-width letters, digits and punctuation made half-width.
    half: Vec<char>,
}

impl Chars {
    pub(super) fn new(text: &str) -> Self {
        let raw: Vec<char> = text.chars().collect();
        let half = raw.iter().map(|c| half(*c)).collect();
        Self { raw, half }
    }

    pub(super) fn len(&self) -> usize {
        self.half.len()
    }

    /// Half-width form of the character at `at`.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.half.get(at).copied()
    }

    /// The character before `at`.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|i| self.at(i))
    }

    /// The words as written.
    pub(super) fn raw(&self, from: usize, to: usize) -> String {
        self.raw.get(from..to).unwrap_or_default().iter().collect()
    }

    /// A part as a text of its own.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        Self {
            raw: self.raw.get(from..to).unwrap_or_default().to_vec(),
            half: self.half.get(from..to).unwrap_or_default().to_vec(),
        }
    }

    /// Whether `word` stands at `at`.
    pub(super) fn has(&self, at: usize, word: &str) -> bool {
        let mut index = at;
        word.chars().all(|c| {
            let same = self.at(index) == Some(c);
            index += 1;
            same
        })
    }

    /// Whether `word` ends at `at`.
    pub(super) fn ends(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count()).is_some_and(|from| self.has(from, word))
    }

    /// The first of `words` at `at`, as a length in characters.
    pub(super) fn one_of(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find(|word| self.has(at, word)).map(|word| word.chars().count())
    }

    /// Whether one of `words` ends at `at`.
    pub(super) fn ends_with(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.ends(at, word))
    }

    /// First place of `word` in `from..to`.
    pub(super) fn find(&self, from: usize, to: usize, word: &str) -> Option<usize> {
        (from..to.min(self.len())).find(|at| self.has(*at, word))
    }

    /// An Arabic integer at `at`: value and end.
    pub(super) fn arabic(&self, at: usize) -> Option<(u64, usize)> {
        let mut value = 0_u64;
        let mut end = at;
        while let Some(d) = self.at(end).and_then(numeral::digit) {
            if end - at >= 12 {
                return None;
            }
            value = value * 10 + u64::from(d);
            end += 1;
        }
        (end > at).then_some((value, end))
    }

    /// A Chinese integer at `at`: value and end.
    pub(super) fn chinese(&self, at: usize) -> Option<(u64, usize)> {
        let is_numeral = |c: &char| numeral::chinese_digit(*c).is_some() || matches!(c, '十' | '百' | '千');
        let run: String = self.raw.get(at..)?.iter().take(12).take_while(|c| is_numeral(c)).collect();
        let (value, bytes) = numeral::chinese_prefix(&run)?;
        Some((u64::from(value), at + run.get(..bytes)?.chars().count()))
    }

    /// An integer in either script.
    pub(super) fn integer(&self, at: usize) -> Option<(u64, usize)> {
        self.arabic(at).or_else(|| self.chinese(at))
    }

    /// Skips blanks.
    pub(super) fn skip_blank(&self, mut at: usize) -> usize {
        while self.at(at).is_some_and(char::is_whitespace) {
            at += 1;
        }
        at
    }
}

/// Half-width form of a character.
fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '—' | '–' | '―' | '〜' | '∼' => '-',
        other => other,
    }
}
