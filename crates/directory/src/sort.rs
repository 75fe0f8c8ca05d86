//! Chinese text sorts by a stored pinyin key, never by a collation of the engine.

use pinyin::ToPinyin;

/// Sort key of a name: the syllable of every character, a space between, the rest as it stands in lower case.
///
/// ```
/// assert_eq!(directory::sort::pinyin_key("越秀区A座"), "yue xiu qu a zuo");
/// ```
#[must_use]
pub fn pinyin_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 2);
    for (character, syllable) in name.trim().chars().zip(name.trim().to_pinyin()) {
        if !key.is_empty() {
            key.push(' ');
        }
        match syllable {
            Some(syllable) => key.push_str(syllable.plain()),
            None => key.extend(character.to_lowercase()),
        }
    }
    key
}

/// Puts what a user typed between the wildcards of `LIKE … ESCAPE '\'`.
#[must_use]
pub fn contains_pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.trim().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_their_syllables() {
        let mut names = ["越秀区", "安阳街道", "白云区", "1号楼"];
        names.sort_by_key(|name| pinyin_key(name));
        assert_eq!(names, ["1号楼", "安阳街道", "白云区", "越秀区"]);
    }

    #[test]
    fn wildcards_a_user_types_are_plain_characters() {
        assert_eq!(contains_pattern(" 50%_\\ "), "%50\\%\\_\\\\%");
    }
}
