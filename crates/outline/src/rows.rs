//! First pass: every source line is cut into rows of words, gap marks and adverts.

use crate::{advert, gap, gap::Omitted, number, read::Lines};

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Words of the document.
    Words,
    /// Part of the gap with this index in [`Rows::gaps`].
    Gap(usize),
    /// An advertisement.
    Advert,
}

/// A piece of a source line, outer blanks cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    pub(crate) line: u32,
    /// Blanks between this row and the one before in the same line.
    pub(crate) blank: &'a str,
    pub(crate) text: &'a str,
    pub(crate) class: Class,
    /// Whether the row starts its line.
    pub(crate) first: bool,
    /// Whether the row ends its line.
    pub(crate) last: bool,
}

impl Row<'_> {
    /// Words that fill a whole line.
    pub(crate) fn is_whole(&self) -> bool {
        self.class == Class::Words && self.first && self.last
    }
}

/// The rows of a document and the amounts its gaps name.
#[derive(Debug, Default)]
pub(crate) struct Rows<'a> {
    pub(crate) rows: Vec<Row<'a>>,
    pub(crate) gaps: Vec<Omitted>,
}

/// How many further lines a bracket may run on.
const RUN_ON: usize = 6;

/// Cuts the lines into rows.
pub(crate) fn rows(lines: &Lines) -> Rows<'_> {
    let mut out = Rows::default();
    let all = lines.lines();
    let mut index = 0;
    while let Some(line) = all.get(index) {
        index += 1;
        let text = line.text.trim();
        if text.is_empty() {
            continue;
        }
        if number::mark(text).is_none() && gap::find(text, 0).is_none() && advert::is_line(text) {
            out.push(line.number, text, 0, text.len(), 0, Class::Advert);
            continue;
        }
        let mut done = 0;
        for Cut { start, end, open, is_gap } in cuts(text) {
            out.words(line.number, text, done, start);
            if !is_gap {
                out.push(line.number, text, start, end, done_of(text, done, start), Class::Advert);
                done = end;
                continue;
            }
            let number = out.gaps.len();
            let mut mark = text.get(start..end).unwrap_or_default().to_owned();
            out.push(line.number, text, start, end, done_of(text, done, start), Class::Gap(number));
            done = end;
            let closed = (open > 0).then(|| run_on(all.get(index..).unwrap_or_default(), open)).flatten();
            if let Some((further, end)) = closed {
                for (step, line) in all.iter().skip(index).take(further).enumerate() {
                    let text = line.text.trim();
                    let to = if step + 1 == further { end } else { text.len() };
                    mark.push_str(text.get(..to).unwrap_or_default());
                    if to > 0 {
                        out.push(line.number, text, 0, to, 0, Class::Gap(number));
                    }
                    out.words(line.number, text, to, text.len());
                }
                index += further;
                done = text.len();
            }
            out.gaps.push(gap::omitted(&mark));
        }
        out.words(line.number, text, done, text.len());
    }
    out.mark_ends();
    out
}

/// A stretch of a line that is not words.
struct Cut {
    start: usize,
    end: usize,
    /// Brackets still open at the end of the line.
    open: u32,
    is_gap: bool,
}

/// The gaps and adverts of a line, in order and without overlap.
fn cuts(text: &str) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut from = 0;
    while let Some(found) = gap::find(text, from) {
        from = found.end;
        cuts.push(Cut { start: found.start, end: found.end, open: found.open, is_gap: true });
    }
    let adverts = advert::in_line(text);
    if adverts.is_empty() {
        return cuts;
    }
    let gaps = std::mem::take(&mut cuts);
    let mut adverts = adverts.into_iter().peekable();
    let mut reached = 0;
    for gap in gaps {
        while let Some((start, end)) = adverts.next_if(|advert| advert.0 < gap.end) {
            if start >= reached && end <= gap.start {
                cuts.push(Cut { start, end, open: 0, is_gap: false });
            }
        }
        reached = gap.end;
        cuts.push(gap);
    }
    cuts.extend(adverts.map(|(start, end)| Cut { start, end, open: 0, is_gap: false }));
    cuts
}

/// How many of the following lines an open bracket takes, and where it closes in the last of them.
fn run_on(following: &[crate::read::Line], open: u32) -> Option<(usize, usize)> {
    let mut depth = open;
    for (step, line) in following.iter().take(RUN_ON).enumerate() {
        let text = line.text.trim();
        if number::mark(text).is_some() {
            return None;
        }
        match gap::close(text, depth) {
            Ok(end) => return Some((step + 1, end)),
            Err(left) => depth = left,
        }
    }
    None
}

/// Where the words before `start` end: what lies between is blank.
fn done_of(text: &str, done: usize, start: usize) -> usize {
    text.get(done..start).map_or(done, |between| done + between.trim_end().len())
}

impl<'a> Rows<'a> {
    /// Adds the words in `text[from..to]`, without their outer blanks, if there are any.
    fn words(&mut self, line: u32, text: &'a str, from: usize, to: usize) {
        let Some(part) = text.get(from..to) else { return };
        let lead = part.len() - part.trim_start().len();
        if part.trim().is_empty() {
            return;
        }
        self.push(line, text, from + lead, from + part.trim_end().len(), from, Class::Words);
    }

    /// Adds `text[from..to]`; the blanks before it start at `blank`.
    fn push(&mut self, line: u32, text: &'a str, from: usize, to: usize, blank: usize, class: Class) {
        let first = self.rows.last().is_none_or(|row| row.line != line) || blank == 0 && from == 0;
        self.rows.push(Row {
            line,
            blank: text.get(blank..from).unwrap_or_default(),
            text: text.get(from..to).unwrap_or_default(),
            class,
            first,
            last: false,
        });
    }

    fn mark_ends(&mut self) {
        let mut next_first = true;
        for row in self.rows.iter_mut().rev() {
            row.last = next_first;
            next_first = row.first;
        }
    }
}
