//! Adding up what the runners print.

/// Totals over all runners.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// Reads a line of `cargo test`: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn cargo_line(&mut self, line: &str) {
        let Some(rest) = line.trim().strip_prefix("test result:") else { return };
        self.passed += number_before(rest, " passed");
        self.failed += number_before(rest, " failed");
        self.skipped += number_before(rest, " ignored");
    }

    /// Reads a line of vitest (`Tests  2 failed | 31 passed | 1 skipped (34)`).
    pub(crate) fn vitest_line(&mut self, line: &str) {
        let plain = strip_colours(line);
        let Some(rest) = plain.trim().strip_prefix("Tests ") else { return };
        self.passed += number_before(rest, " passed");
        self.failed += number_before(rest, " failed");
        self.skipped += number_before(rest, " skipped");
    }

    /// Reads a line of Node's runner: `# pass 12` in TAP, `ℹ pass 12` otherwise.
    pub(crate) fn node_line(&mut self, line: &str) {
        let plain = strip_colours(line);
        let mut words = plain.split_whitespace();
        let (Some("#" | "ℹ"), Some(word), Some(Ok(number)), None) =
            (words.next(), words.next(), words.next().map(str::parse::<u64>), words.next())
        else {
            return;
        };
        match word {
            "pass" => self.passed += number,
            "fail" => self.failed += number,
            "skipped" => self.skipped += number,
            _ => {}
        }
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    text.find(word)
        .and_then(|end| text[..end].rsplit(|c: char| !c.is_ascii_digit()).next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

fn strip_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|end| end.is_ascii_alphabetic());
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn cargo_lines_add_up() {
        let mut tally = Tally::default();
        tally.cargo_line(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
        );
        tally.cargo_line("test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.cargo_line("test a::b ... ok");
        assert_eq!(tally, Tally { passed: 15, failed: 2, skipped: 1 });
    }

    #[test]
    fn vitest_and_node_lines_add_up() {
        let mut tally = Tally::default();
        tally.vitest_line("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m2 failed\u{1b}[39m | \u{1b}[32m31 passed\u{1b}[39m (33)");
        tally.node_line("# pass 7");
        tally.node_line("ℹ fail 1");
        tally.node_line("# passing notes 7");
        assert_eq!(tally, Tally { passed: 38, failed: 3, skipped: 0 });
    }
}
