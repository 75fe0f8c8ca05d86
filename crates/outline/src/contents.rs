//! The contents list (目录) before a document's body.

use crate::{
    gap,
    number::{Mark, Scheme, mark},
    rows::{Class, Row},
};
use std::{collections::HashMap, ops::Range};

/// One numbered line of a contents list.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) mark: Mark,
    pub(crate) heading: String,
    pub(crate) line: u32,
    /// Index of the entry above in the same list.
    pub(crate) parent: Option<usize>,
}

/// A contents list: the rows it takes and its entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    pub(crate) rows: Range<usize>,
    pub(crate) entries: Vec<Entry>,
}

/// Longest contents line, in characters.
const LONGEST: usize = 80;

/// All contents lists of a file, in order.
pub(crate) fn find(rows: &[Row<'_>]) -> Vec<Contents> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = (from..rows.len()).find(|i| rows.get(*i).is_some_and(is_marker)) {
        let list = collect(rows, at, at + 1);
        from = list.rows.end.max(at + 1);
        if !list.entries.is_empty() {
            found.push(list);
        }
    }
    if found.is_empty() {
        found.extend(unmarked(rows));
    }
    found
}

fn is_marker(row: &Row<'_>) -> bool {
    if !row.is_whole() || row.text.len() > 90 {
        return false;
    }
    let plain: String = row.text.chars().filter(|c| !c.is_whitespace() && !gap::is_dots(*c)).collect();
    let plain = plain.trim_end_matches([':', '：', '.']);
    matches!(
        plain,
        "目录"
            | "目次"
            | "提纲"
            | "目录/提纲"
            | "目录提纲"
            | "目录(提纲)"
            | "目录（提纲）"
            | "【目录】"
            | "[目录]"
    )
}

/// Contents without a 目录 line: a run of bare headings whose first one opens the body again.
fn unmarked(rows: &[Row<'_>]) -> Option<Contents> {
    let start =
        rows.iter().position(|row| row.first && row.class == Class::Words && mark(row.text).is_some())?;
    let list = collect(rows, start, start);
    let first = list.entries.first()?;
    let again = rows.get(list.rows.end..)?.iter().any(|row| {
        row.first
            && row.class == Class::Words
            && mark(row.text).is_some_and(|m| {
                m.scheme == first.mark.scheme
                    && m.value == first.mark.value
                    && heading_of(row.text, &m).starts_with(plain(&first.heading).as_str())
            })
    });
    (list.entries.len() >= 3 && again).then_some(list)
}

/// Takes contents lines from row `from` on; `start` is the first row of the list (its 目录 line, if it has one).
fn collect(rows: &[Row<'_>], start: usize, from: usize) -> Contents {
    let mut entries: Vec<Entry> = Vec::new();
    // Last entry of every level, so that the one above is found without going through the list.
    let mut last = [None; 5];
    let mut end = from;
    for (index, row) in rows.iter().enumerate().skip(from) {
        if !row.is_whole() || row.text.len() > LONGEST * 4 || row.text.chars().count() > LONGEST {
            break;
        }
        let Some(mark) = mark(row.text) else {
            let belongs = gap::is_bare(row.text) || has_page(row.text) || row.text.starts_with("附件");
            if belongs && !(entries.is_empty() && !gap::is_bare(row.text) && !has_page(row.text)) {
                end = index + 1;
                continue;
            }
            break;
        };
        let restart =
            entries.first().is_some_and(|e| e.mark.scheme == mark.scheme && e.mark.value == mark.value);
        if restart
            || row.text.contains('。')
            || matches!(mark.scheme, Scheme::Article) && row.text.contains(',')
        {
            break;
        }
        let heading = without_page(row.text.get(mark.len..).unwrap_or_default()).to_owned();
        let level = usize::from(mark.scheme.level());
        let parent = last.iter().take(level).copied().flatten().max();
        if let Some(slot) = last.get_mut(level) {
            *slot = Some(entries.len());
        }
        entries.push(Entry { mark, heading, line: row.line, parent });
        end = index + 1;
    }
    // Bare dots before the first line belong to the list as well.
    let lead = rows.get(..start).unwrap_or_default();
    let dots = lead.iter().rev().take_while(|row| row.is_whole() && gap::is_bare(row.text)).count();
    Contents { rows: start - dots..end, entries }
}

/// Heading words without dotted leader and page number.
fn without_page(text: &str) -> &str {
    let text = text.trim();
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let led = words.trim_end_matches(is_leader);
    let tab = text
        .get(words.len()..)
        .is_some_and(|page| page.starts_with(['\t', ' ', '\u{3000}']) && page.trim() != "");
    if led.len() < words.len() || tab { led.trim_end() } else { text.trim_end_matches(is_leader).trim_end() }
}

fn has_page(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && without_page(text).len() < text.len()
}

fn is_leader(c: char) -> bool {
    gap::is_dots(c) || matches!(c, '.' | '·' | '．' | '-' | '—' | '_')
}

/// A heading for comparison: no blanks, no final punctuation.
pub(crate) fn plain(heading: &str) -> String {
    heading
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            ',' => '，',
            '(' => '（',
            ')' => '）',
            ':' => '：',
            ';' => '；',
            other => other,
        })
        .collect::<String>()
        .trim_end_matches(['。', ':', ';'])
        .to_owned()
}

fn heading_of(line: &str, mark: &Mark) -> String {
    plain(line.get(mark.len..).unwrap_or_default().split('。').next().unwrap_or_default())
}

/// Finds the contents line a body heading stands for.
#[derive(Debug)]
pub(crate) struct Matcher {
    by_number: HashMap<(Scheme, u32), Vec<usize>>,
    headings: Vec<String>,
    /// First entry not yet met in the body.
    pub(crate) cursor: usize,
}

impl Matcher {
    /// A matcher at the start of the list.
    pub(crate) fn new(entries: &[Entry]) -> Self {
        let mut by_number: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            by_number.entry((entry.mark.scheme, entry.mark.value)).or_default().push(index);
        }
        Self { by_number, headings: entries.iter().map(|e| plain(&e.heading)).collect(), cursor: 0 }
    }

    /// The entry for a body heading, at or after the cursor. Skipping entries without a gap needs equal words.
    pub(crate) fn find(&self, mark: &Mark, heading: &str, after_gap: bool) -> Option<usize> {
        let words = plain(heading);
        let same = self.by_number.get(&(mark.scheme, mark.value))?;
        let from = same.partition_point(|index| *index < self.cursor);
        let ahead = same.get(from..)?;
        let equal = |index: &&usize| self.headings.get(**index).is_some_and(|h| *h == words);
        if let Some(index) = ahead.iter().take(64).find(equal) {
            return Some(*index);
        }
        let index = *ahead.first()?;
        let entry = self.headings.get(index)?;
        let alike = !words.is_empty() && (entry.starts_with(&words) || words.starts_with(entry.as_str()));
        (index == self.cursor || after_gap && (alike || same.len() == 1)).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::Lines, rows};

    fn headings(text: &str) -> Vec<String> {
        let lines = Lines::from_text(text);
        let rows = rows::rows(&lines);
        find(&rows.rows).into_iter().flat_map(|c| c.entries).map(|e| e.heading).collect()
    }

    #[test]
    fn leaders_and_pages_are_dropped() {
        let text = "目 录\n一、总体要求…………1\n(一)指导思想......2\n二、重点任务\t3\n示范市消防工作要点\n一、总体要求\n坚持。\n";
        assert_eq!(headings(text), ["总体要求", "指导思想", "重点任务"]);
    }

    #[test]
    fn a_run_of_headings_that_comes_again_is_a_contents_list() {
        let text = "一、甲\n二、乙\n三、丙\n示范市工作要点\n一、甲\n内容。\n";
        assert_eq!(headings(text), ["甲", "乙", "丙"]);
        assert_eq!(headings("一、甲\n二、乙\n三、丙\n"), Vec::<String>::new());
    }
}
