/// Line and column (both from 1, the column in characters) of a byte offset.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

/// Where the content of a TOML string begins, given where the string begins with its quotes.
pub(super) fn content_start(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let quotes = if rest.starts_with("\"\"\"") || rest.starts_with("'''") { 3 } else { 1 };
    // A line break right after the opening quotes is not part of the string.
    let line_break = if quotes == 3 && rest[quotes..].starts_with('\n') { 1 } else { 0 };
    start + quotes + line_break
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one_on_each_line() {
        let text = "a\n甲b\nc";
        for (offset, expected) in
            [(0, (1, 1)), (1, (1, 2)), (2, (2, 1)), (5, (2, 2)), (7, (3, 1)), (99, (3, 2))]
        {
            assert_eq!(line_and_column(text, offset), expected, "{offset}");
        }
    }

    #[test]
    fn content_starts_after_the_quotes_and_a_leading_line_break() {
        assert_eq!(content_start("x = \"a\"", 4), 5);
        assert_eq!(content_start("'a'", 0), 1);
        assert_eq!(content_start("\"\"\"a\"\"\"", 0), 3);
        assert_eq!(content_start("'''\na'''", 0), 4);
        assert_eq!(content_start("\"\n\"", 0), 1);
    }
}
