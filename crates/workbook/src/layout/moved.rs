//! References after rows were put in.

/// Rows from `from` on moved down by `by`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    pub(super) from: u32,
    pub(super) by: u32,
}

/// A reference inside a text: where it stands, and its parts.
struct Found {
    end: usize,
    /// Letters with their `$`, and the `$` of the row.
    column: String,
    row: u32,
}

impl Moved {
    /// Where a row is now.
    pub(super) const fn row(&self, row: u32) -> u32 {
        if row >= self.from { row.saturating_add(self.by) } else { row }
    }

    /// Where the last row of a range is now: a range that ended with the last prepared row grows with the table.
    const fn end(&self, first: u32, last: u32) -> u32 {
        if first < last && last + 1 == self.from { last.saturating_add(self.by) } else { self.row(last) }
    }

    /// The references of a formula, or ranges parted by blanks, as they are now. Names, texts in quotes and references
    /// to other sheets stay.
    pub(super) fn text(&self, text: &str) -> String {
        map(text, |first, last| (self.row(first), last.map(|last| self.end(first, last))))
    }
}

/// A formula of one row as it reads in another: references to the row itself follow.
pub(super) fn in_row(text: &str, from: u32, to: u32) -> String {
    let follow = |row: u32| if row == from { to } else { row };
    map(text, |first, last| (follow(first), last.map(follow)))
}

fn map(text: &str, change: impl Fn(u32, Option<u32>) -> (u32, Option<u32>)) -> String {
    let bytes = text.as_bytes();
    let (mut done, mut at, mut kept) = (String::with_capacity(text.len() + 8), 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += 1;
                }
                at += 1;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'$' => {
                let foreign = at > 0 && bytes[at - 1] == b'!';
                match find(text, at) {
                    Some(first) => {
                        let second = (bytes.get(first.end) == Some(&b':'))
                            .then(|| find(text, first.end + 1))
                            .flatten();
                        let end = second.as_ref().map_or(first.end, |second| second.end);
                        if !foreign {
                            let (row, last) = change(first.row, second.as_ref().map(|second| second.row));
                            done.push_str(&text[kept..at]);
                            done.push_str(&format!("{}{row}", first.column));
                            if let (Some(second), Some(last)) = (second, last) {
                                done.push_str(&format!(":{}{last}", second.column));
                            }
                            kept = end;
                        }
                        at = end;
                    }
                    None => at = word(bytes, at),
                }
            }
            byte if byte.is_ascii_digit() || byte == b'_' || byte >= 0x80 => at = word(bytes, at),
            _ => at += 1,
        }
    }
    done.push_str(&text[kept..]);
    done
}

/// The end of a name, number or the like.
fn word(bytes: &[u8], mut at: usize) -> usize {
    at += 1;
    while bytes
        .get(at)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || *byte >= 0x80)
    {
        at += 1;
    }
    at
}

fn find(text: &str, start: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = start + usize::from(bytes.get(start) == Some(&b'$'));
    let letters = at;
    while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
        at += 1;
    }
    if !(1..=3).contains(&(at - letters)) {
        return None;
    }
    at += usize::from(bytes.get(at) == Some(&b'$'));
    let digits = at;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    let row: u32 = text[digits..at].parse().ok().filter(|row| (1..=crate::number::ROWS).contains(row))?;
    let more = bytes.get(at).is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'(' | b'!') || *byte >= 0x80
    });
    (!more).then(|| Found { end: at, column: text[start..digits].to_owned(), row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_the_rows_they_name() {
        let moved = Moved { from: 6, by: 10 };
        for (before, after) in [
            ("SUM(C4:C5)", "SUM(C4:C15)"),
            ("C5+C6*$D$7", "C5+C16*$D$17"),
            ("C5:C5", "C5:C5"),
            ("LOG10(A7)&\"A7\"", "LOG10(A17)&\"A7\""),
            ("'表 A7'!A7+汇总!B9+A9", "'表 A7'!A7+汇总!B9+A19"),
            ("RATE2024+A8", "RATE2024+A18"),
            ("A4:B5 D8", "A4:B15 D18"),
            ("7+A1", "7+A1"),
        ] {
            assert_eq!(moved.text(before), after, "{before}");
        }
        assert_eq!(in_row("C4*$D$4+SUM(C$3:C4)", 4, 9), "C9*$D$9+SUM(C$3:C9)");
    }
}
