//! "Did you mean": the declared name that a mistyped one most likely stands for.

/// The closest of `known` to `text`, if at most a third of its characters differ.
pub(crate) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let tolerance = text.chars().count() / 3;
    known
        .map(|candidate| (distance(text, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, character) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(character != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_insertions_deletions_and_replacements() {
        for (left, right, expected) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("abc", "", 3),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
            ("甲乙", "乙", 1),
        ] {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn a_third_of_the_characters_may_differ_and_the_closest_wins() {
        let known = || ["exits_present", "exits_required"].into_iter();
        assert_eq!(nearest("exit_present", known()), Some("exits_present"));
        assert_eq!(nearest("exits_requird", known()), Some("exits_required"));
        assert_eq!(nearest("sprinkler", known()), None);
        assert_eq!(nearest("abc", ["abd"].into_iter()), Some("abd"));
        assert_eq!(nearest("ab", ["ac"].into_iter()), None);
    }
}
