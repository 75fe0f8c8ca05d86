//! How a document is laid out: where its lines wrap and how it ends its headings.

use crate::{
    contents::{self, Contents},
    number::{Mark, Scheme, mark},
    rows::{Class, Row},
};
use std::collections::HashMap;

/// Longest heading that stands on a line of its own without 。, in characters.
const LONGEST_HEADING: usize = 50;
/// Most headings with the same number that are compared.
const MOST_ALIKE: usize = 64;
/// Widest line of a text that is wrapped by hand, in characters.
const WIDEST: usize = 80;

/// Whether a line ends a paragraph, by its last character.
pub(crate) fn ends_paragraph(last: char) -> bool {
    matches!(last, '。' | ';' | ':' | '!' | '?' | '；' | '：' | '！' | '？' | '”' | '’' | '」' | '』' | '"')
}

/// Habits of one document, found before it is cut into nodes.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Width at which lines wrap, if the text is wrapped by hand.
    wrap: Option<usize>,
    /// Per family of numbers: lines that hold a 。, lines that do not.
    stops: HashMap<Scheme, (usize, usize)>,
    /// Headings in the contents lists.
    listed: HashMap<(Scheme, u32), Vec<String>>,
}

impl Layout {
    /// Looks at all rows outside the contents lists.
    pub(crate) fn of(rows: &[Row<'_>], in_contents: &[bool], contents: &[Contents]) -> Self {
        let mut layout = Self::default();
        for entry in contents.iter().flat_map(|c| &c.entries) {
            let key = (entry.mark.scheme, entry.mark.value);
            let headings = layout.listed.entry(key).or_default();
            if headings.len() < MOST_ALIKE {
                headings.push(contents::plain(&entry.heading));
            }
        }
        let mut open_widths = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            if !row.is_whole() || in_contents.get(index).copied().unwrap_or_default() {
                continue;
            }
            if let Some(mark) = mark(row.text).filter(|m| m.scheme.has_heading()) {
                let (with, without) = layout.stops.entry(mark.scheme).or_default();
                *(if row.text.contains('。') { with } else { without }) += 1;
            }
            let goes_on = rows
                .get(index + 1)
                .is_some_and(|next| next.first && next.class == Class::Words && mark(next.text).is_none());
            if goes_on && !row.text.ends_with(ends_paragraph) {
                open_widths.push(row.text.chars().count());
            }
        }
        layout.wrap = wrap(&open_widths);
        layout
    }

    /// Whether an unnumbered line goes on with a heading that has not met its 。
    pub(crate) fn heading_goes_on(&self, mark: &Mark, heading: &str, line: &str, next: &str) -> bool {
        let so_far = contents::plain(heading);
        if let Some(listed) = self.listed.get(&(mark.scheme, mark.value)) {
            if listed.contains(&so_far) {
                return false;
            }
            let more = contents::plain(next.split('。').next().unwrap_or_default());
            let longer = listed.iter().filter_map(|full| full.strip_prefix(so_far.as_str()));
            if longer
                .into_iter()
                .any(|rest| !more.is_empty() && (rest.starts_with(&more) || more.starts_with(rest)))
            {
                return true;
            }
        }
        if heading.is_empty()
            || heading.ends_with([',', '，', '、', '(', '（', '《', '“', '的', '和', '与', '及'])
        {
            return true;
        }
        let length = heading.chars().count();
        if length > LONGEST_HEADING || self.wrap.is_some_and(|w| line.chars().count() + 1 >= w) {
            return true;
        }
        let (with, without) = self.stops.get(&mark.scheme).copied().unwrap_or_default();
        let rest =
            next.split_once('。').map(|(rest, _)| rest).filter(|rest| !rest.contains([',', '，', '；']));
        let short = rest.is_some_and(|rest| length + rest.chars().count() <= LONGEST_HEADING);
        !heading.ends_with(ends_paragraph) && short && with >= 2 && without * 2 <= with
    }
}

/// The width most unfinished lines share.
fn wrap(widths: &[usize]) -> Option<usize> {
    let widest = widths.iter().copied().max().filter(|w| (10..=WIDEST).contains(w))?;
    let full = widths.iter().filter(|w| **w + 2 >= widest).count();
    (full >= 3 && full * 2 >= widths.len()).then_some(widest)
}
