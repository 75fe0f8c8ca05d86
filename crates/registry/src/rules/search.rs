//! Finding by "contains": overlapping two-character grams narrow the rows, the normalised text decides.

use kernel::problem::{FieldProblem, Problem};
use kernel::text::{grams, normalise};
use std::collections::BTreeSet;

/// Grams taken from what a user typed; more would not narrow further, and the text decides anyway.
const MOST_GRAMS: usize = 6;

/// What a row is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    /// Normalised fields, one a line, so that nothing is found across two fields.
    pub text: String,
    /// Grams of all fields.
    pub grams: BTreeSet<String>,
    /// Sort key.
    pub pinyin: String,
}

/// Indexes a row by its name, its pinyin initials and further fields.
#[must_use]
pub fn index(name: &str, others: &[&str]) -> Indexed {
    let pinyin = directory::sort::pinyin_key(name);
    let initials: String = pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
    let fields: Vec<String> = std::iter::once(name)
        .chain([initials.as_str()])
        .chain(others.iter().copied())
        .map(normalise)
        .collect();
    let grams = fields.iter().flat_map(|field| grams(field)).collect();
    Indexed { text: fields.join("\n"), grams, pinyin }
}

/// What a user looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// Grams every match has.
    pub grams: Vec<String>,
    /// Pattern for `LIKE … ESCAPE '!'`.
    pub pattern: String,
}

/// Reads what a user typed.
///
/// # Errors
/// 422 on `/q` when it is shorter than two characters.
pub fn needle(typed: &str) -> Result<Needle, Problem> {
    let text = normalise(typed);
    if text.chars().count() < 2 {
        return Err(Problem::invalid(vec![FieldProblem::new("/q", "too_short", "请至少输入两个字")]));
    }
    let all: BTreeSet<String> = grams(&text).into_iter().collect();
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    Ok(Needle { grams: all.into_iter().take(MOST_GRAMS).collect(), pattern })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_indexed_by_name_initials_and_address() {
        let indexed = index("金海 宾馆", &["人民路１号"]);
        assert_eq!(indexed.text, "金海宾馆\njhbg\n人民路1号");
        assert_eq!(indexed.pinyin, "jin hai   bin guan");
        for gram in ["海宾", "jh", "路1"] {
            assert!(indexed.grams.contains(gram), "{gram}");
        }
        assert!(!indexed.grams.contains("馆j"));
    }

    #[test]
    fn wildcards_are_plain_characters_and_one_character_is_too_short() {
        assert_eq!(needle("ａ％").unwrap().pattern, "%a!%%");
        assert_eq!(needle(" 馆 ").unwrap_err().fields[0].pointer, "/q");
        assert_eq!(needle("宾馆宾馆").unwrap().grams, ["宾馆", "馆宾"]);
    }
}
