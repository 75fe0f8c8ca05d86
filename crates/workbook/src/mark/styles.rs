//! Cell formats with a fill added: appended behind the workbook's own, so that every index in use stays what it was.

use super::{MarkError, Severity, tag};
use crate::Unreadable;
use crate::xlsx::xml::Broken;
use crate::xlsx::{Package, styles};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::ops::Range;

/// The part of the cell formats, and what is to be added to it.
#[derive(Debug)]
pub(super) struct Styles {
    text: String,
    fills: List,
    formats: List,
    /// Where each cell format stands in the text.
    own: Vec<Range<usize>>,
    added: Vec<String>,
    known: HashMap<(usize, Severity), usize>,
}

/// A counted list: its start tag, and where more can be put.
#[derive(Debug, Default)]
struct List {
    tag: Range<usize>,
    end: usize,
    children: usize,
    prefix: String,
}

impl Styles {
    /// Reads the part; none when it lacks the lists that every office program writes.
    pub(super) fn read(package: &Package, part: &str) -> Result<Option<Self>, MarkError> {
        let bytes = package.bytes(part, styles::LARGEST)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map_or(bytes.clone(), <[u8]>::to_vec);
        let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
        Self::parse(text)
            .map_err(|Broken(reason)| Unreadable::new(package.file(), format!("样式{reason}")).into())
    }

    fn parse(text: String) -> Result<Option<Self>, Broken> {
        let (mut fills, mut formats, mut own) = (None, None, Vec::new());
        let mut reader = Reader::from_reader(text.as_bytes());
        let mut buffer = Vec::new();
        let (mut depth, mut list, mut child) = (0_u32, List::default(), 0);
        let mut within = None;
        loop {
            buffer.clear();
            let from = offset(&reader);
            let event = reader.read_event_into(&mut buffer)?;
            let to = offset(&reader);
            match &event {
                Event::Start(element) => {
                    depth += 1;
                    let name = element.local_name();
                    if depth == 2 && matches!(name.as_ref(), "fills" | "cellXfs") {
                        within = Some(name.as_ref() == "fills");
                        let prefix = element
                            .name()
                            .as_ref()
                            .strip_suffix(name.as_ref())
                            .unwrap_or_default()
                            .to_owned();
                        list = List { tag: from..to, end: to, children: 0, prefix };
                    } else if depth == 3 {
                        child = from;
                    }
                }
                Event::Empty(_) if depth == 2 => {
                    list.children += 1;
                    if within == Some(false) {
                        own.push(from..to);
                    }
                }
                Event::End(_) => {
                    if depth == 3 {
                        list.children += 1;
                        if within == Some(false) {
                            own.push(child..to);
                        }
                    } else if depth == 2 {
                        list.end = from;
                        match within.take() {
                            Some(true) => fills = Some(std::mem::take(&mut list)),
                            Some(false) => formats = Some(std::mem::take(&mut list)),
                            None => {}
                        }
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let (Some(fills), Some(formats)) = (fills, formats) else { return Ok(None) };
        if own.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { text, fills, formats, own, added: Vec::new(), known: HashMap::new() }))
    }

    /// Index of the format that is the given one with a fill.
    pub(super) fn filled(&mut self, format: usize, severity: Severity) -> usize {
        let format = if format < self.own.len() { format } else { 0 };
        if let Some(known) = self.known.get(&(format, severity)) {
            return *known;
        }
        let raw = &self.text[self.own[format].clone()];
        let fill = self.fills.children + usize::from(severity == Severity::Fault);
        let index = self.own.len() + self.added.len();
        self.added.push(with_fill(raw, fill));
        self.known.insert((format, severity), index);
        index
    }

    /// The part with what was added.
    pub(super) fn finish(self) -> String {
        if self.added.is_empty() {
            return self.text;
        }
        let fill = |colour: &str| {
            let p = &self.fills.prefix;
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
            )
        };
        let mut pieces = [
            (self.fills.tag.clone(), counted(&self.text[self.fills.tag.clone()], self.fills.children + 2)),
            (self.fills.end..self.fills.end, fill("FFFFEB9C") + &fill("FFFFC7CE")),
            (
                self.formats.tag.clone(),
                counted(&self.text[self.formats.tag.clone()], self.own.len() + self.added.len()),
            ),
            (self.formats.end..self.formats.end, self.added.concat()),
        ];
        pieces.sort_by_key(|(range, _)| range.start);
        let (mut done, mut at) = (String::with_capacity(self.text.len() + 4096), 0);
        for (range, piece) in pieces {
            done.push_str(&self.text[at..range.start]);
            done.push_str(&piece);
            at = range.end;
        }
        done.push_str(&self.text[at..]);
        done
    }
}

fn offset<R>(reader: &Reader<R>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The inside of the start tag that a raw element begins with, and the rest of the element.
fn split(raw: &str) -> (&str, bool, &str) {
    let end = raw.find('>').unwrap_or(raw.len() - 1);
    let inside = raw[..end].trim_start_matches('<');
    match inside.strip_suffix('/') {
        Some(inside) => (inside, true, &raw[end + 1..]),
        None => (inside, false, &raw[end + 1..]),
    }
}

fn rebuilt(raw: &str, changes: &[(&str, Option<&str>)]) -> String {
    let (inside, empty, rest) = split(raw);
    let name = inside.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(inside.len());
    let tag = tag::with(&BytesStart::from_content(inside, name), changes);
    format!("<{tag}{}>{rest}", if empty { "/" } else { "" })
}

fn with_fill(raw: &str, fill: usize) -> String {
    rebuilt(raw, &[("fillId", Some(&fill.to_string())), ("applyFill", Some("1"))])
}

fn counted(tag: &str, count: usize) -> String {
    rebuilt(tag, &[("count", Some(&count.to_string()))])
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = "<?xml version=\"1.0\"?>\n<styleSheet><fonts count=\"1\"><font/></fonts>\
        <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill/></fills>\
        <cellStyleXfs count=\"1\"><xf fillId=\"0\"/></cellStyleXfs>\
        <cellXfs count=\"2\"><xf numFmtId=\"0\" fillId=\"0\"/><xf numFmtId=\"14\" fillId=\"1\"><alignment wrapText=\"1\"/></xf></cellXfs>\
        <dxfs count=\"0\"/></styleSheet>";

    #[test]
    fn a_format_is_copied_with_another_fill_and_nothing_else_moves() {
        let mut styles = Styles::parse(PART.to_owned()).unwrap().unwrap();
        assert_eq!(styles.filled(1, Severity::Fault), 2);
        assert_eq!(styles.filled(0, Severity::Note), 3);
        assert_eq!(styles.filled(1, Severity::Fault), 2);
        let done = styles.finish();
        assert!(done.contains("<cellXfs count=\"4\"><xf numFmtId=\"0\" fillId=\"0\"/>"), "{done}");
        assert!(done.contains("<xf numFmtId=\"14\" fillId=\"3\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf><xf numFmtId=\"0\" fillId=\"2\" applyFill=\"1\"/></cellXfs>"), "{done}");
        assert!(
            done.contains("<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill/><fill>"),
            "{done}"
        );
        assert!(
            done.contains("FFFFC7CE\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>"),
            "{done}"
        );
    }

    #[test]
    fn without_marks_nothing_changes_and_without_lists_there_is_nothing_to_add_to() {
        assert_eq!(Styles::parse(PART.to_owned()).unwrap().unwrap().finish(), PART);
        assert!(Styles::parse("<styleSheet/>".to_owned()).unwrap().is_none());
    }
}
