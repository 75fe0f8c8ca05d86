//! A sheet copied event by event, with marks put in.

use super::columns::Columns;
use super::styles::Styles;
use super::{MarkError, Marked, Marks, RESULT, ResultColumn, RowMark, Severity, tag};
use crate::number::{letters, reference};
use crate::xlsx::xml::{Broken, attribute, flag};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

/// What happens to a cell.
#[derive(Debug)]
enum Edit {
    Fill(Severity),
    Result(String, Option<Severity>),
    Heading,
    Clear,
}

/// Why copying stopped.
#[derive(Debug)]
pub(super) enum Stop {
    Source(String, u32),
    Target(MarkError),
}

impl From<Broken> for Stop {
    fn from(Broken(reason): Broken) -> Self {
        Self::Source(reason, 0)
    }
}

impl From<quick_xml::Error> for Stop {
    fn from(error: quick_xml::Error) -> Self {
        Broken::from(error).into()
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Target(error.into())
    }
}

/// A sheet being copied.
pub(super) struct Copy<'a, R, W: Write, I: Iterator<Item = RowMark>> {
    reader: Reader<R>,
    out: Writer<W>,
    sheet: usize,
    added: &'a ResultColumn,
    headings: &'a [u32],
    marks: &'a mut Marks<I>,
    styles: Option<&'a mut Styles>,
    columns: Columns,
    prefix: String,
    last: u32,
    done: &'a mut Marked,
}

impl<'a, R: BufRead, W: Write, I: Iterator<Item = RowMark>> Copy<'a, R, W, I> {
    pub(super) fn new(
        source: R,
        target: W,
        added: &'a ResultColumn,
        marks: &'a mut Marks<I>,
        styles: Option<&'a mut Styles>,
        done: &'a mut Marked,
    ) -> Self {
        let (reader, out) = (Reader::from_reader(source), Writer::new(target));
        let (columns, prefix) = (Columns::default(), String::new());
        let (sheet, headings) = (added.sheet, added.headings.as_slice());
        Self { reader, out, sheet, added, headings, marks, styles, columns, prefix, last: 0, done }
    }

    pub(super) fn run(mut self) -> Result<(), Stop> {
        let copied = self.parts();
        copied.map_err(|stop| match stop {
            Stop::Source(reason, 0) => Stop::Source(reason, self.last),
            other => other,
        })
    }

    fn write(&mut self, text: &str) -> Result<(), Stop> {
        Ok(self.out.get_mut().write_all(text.as_bytes())?)
    }

    fn parts(&mut self) -> Result<(), Stop> {
        let (mut buffer, mut listed) = (Vec::new(), false);
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(element) | Event::Empty(element) => {
                    let (name, empty) = (element.local_name(), matches!(event, Event::Empty(_)));
                    match name.as_ref() {
                        "dimension" => {
                            let text = self.dimension(element);
                            self.write(&format!("<{text}{}>", if empty { "/" } else { "" }))?;
                            continue;
                        }
                        "cols" => {
                            self.prefix = prefix(element);
                            self.list(empty)?;
                            listed = true;
                            continue;
                        }
                        "sheetData" => {
                            self.prefix = prefix(element);
                            if !listed {
                                self.columns = Columns::new(&self.prefix);
                                self.write_columns()?;
                            }
                            let tag = element.to_string();
                            self.write(&format!("<{tag}>"))?;
                            if empty {
                                self.rest()?;
                                self.write(&format!("</{}sheetData>", self.prefix.clone()))?;
                            } else {
                                self.rows()?;
                            }
                            continue;
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
            self.out.write_event(event)?;
        }
    }

    fn dimension(&self, element: &BytesStart<'_>) -> String {
        let text = attribute(element, "ref").unwrap_or_default();
        let (from, to) = text.split_once(':').unwrap_or((&text, &text));
        let (Some(_), Some((column, row))) = (reference(from.as_bytes()), reference(to.as_bytes())) else {
            return element.to_string();
        };
        let row = self.headings.last().copied().unwrap_or(row).max(row);
        let wide = format!("{from}:{}{row}", letters(column.max(self.added.column)));
        tag::with(element, &[("ref", Some(&wide))])
    }

    /// Reads the list of columns and writes it with one more width.
    fn list(&mut self, empty: bool) -> Result<(), Stop> {
        self.columns = Columns::new(&self.prefix);
        let mut buffer = Vec::new();
        loop {
            if empty {
                break;
            }
            buffer.clear();
            match self.reader.read_event_into(&mut buffer)? {
                Event::Start(element) | Event::Empty(element) => self.columns.add(&element),
                Event::End(element) if element.local_name().as_ref() == "cols" => break,
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into()).into()),
                _ => {}
            }
        }
        self.write_columns()
    }

    fn write_columns(&mut self) -> Result<(), Stop> {
        let (p, inside) = (&self.prefix, self.columns.with_width(self.added.column));
        let text = format!("<{p}cols>{inside}</{p}cols>");
        self.write(&text)
    }

    fn rows(&mut self) -> Result<(), Stop> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "row" => {
                    let number = match attribute(element, "r") {
                        Some(text) => text.parse().map_err(|_| Broken(format!("行号“{text}”不对")))?,
                        None => self.last + 1,
                    };
                    self.before(number)?;
                    self.last = number;
                    let edits = self.edits(number);
                    if edits.is_empty() {
                        self.out.write_event(event)?;
                        continue;
                    }
                    let base = (flag(element, "customFormat"))
                        .then(|| attribute(element, "s").and_then(|text| text.parse().ok()))
                        .flatten();
                    let tag = tag::with(element, &[("spans", None)]);
                    self.write(&format!("<{tag}>"))?;
                    self.row(number, edits, base, matches!(event, Event::Empty(_)))?;
                    continue;
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.rest()?;
                    self.out.write_event(event)?;
                    return Ok(());
                }
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into()).into()),
                _ => {}
            }
            self.out.write_event(event)?;
        }
    }

    /// What is to be done in a row, by column.
    fn edits(&mut self, row: u32) -> BTreeMap<u32, Edit> {
        let mut edits = BTreeMap::new();
        let column = self.added.column;
        if self.added.replaces && self.added.headings.first().is_some_and(|first| *first < row) {
            edits.insert(column, Edit::Clear);
        }
        if let Some(mark) = self.marks.take(self.sheet, row) {
            self.done.rows += 1;
            edits.insert(column, Edit::Result(mark.told(), mark.gravest()));
            for cell in mark
                .cells
                .iter()
                .filter(|cell| cell.column != column && cell.column <= crate::number::COLUMNS)
            {
                let gravest = match edits.get(&cell.column) {
                    Some(Edit::Fill(other)) => cell.severity.max(*other),
                    _ => cell.severity,
                };
                if edits.insert(cell.column, Edit::Fill(gravest)).is_none() {
                    self.done.cells += 1;
                }
            }
        }
        while let Some((first, rest)) = self.headings.split_first() {
            if *first > row {
                break;
            }
            self.headings = rest;
            if *first == row {
                edits.insert(column, Edit::Heading);
            }
        }
        edits
    }

    /// Rows that have marks but do not stand in the file, above a row that does.
    fn before(&mut self, row: u32) -> Result<(), Stop> {
        loop {
            let marked = self.marks.next_row(self.sheet);
            let headed = self.headings.first().copied();
            let Some(next) =
                marked.into_iter().chain(headed).min().filter(|next| *next < row && *next > self.last)
            else {
                return Ok(());
            };
            self.last = next;
            let edits = self.edits(next);
            let p = self.prefix.clone();
            self.write(&format!("<{p}row r=\"{next}\">"))?;
            self.row(next, edits, None, true)?;
        }
    }

    fn rest(&mut self) -> Result<(), Stop> {
        self.before(crate::number::ROWS + 1)
    }

    /// The cells of a row and its end tag.
    fn row(
        &mut self,
        row: u32,
        mut edits: BTreeMap<u32, Edit>,
        base: Option<usize>,
        empty: bool,
    ) -> Result<(), Stop> {
        let (mut buffer, mut column, mut neighbour) = (Vec::new(), 0, None);
        loop {
            if empty {
                break;
            }
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    let whole = matches!(event, Event::Empty(_));
                    column = match attribute(element, "r") {
                        Some(text) => {
                            reference(text.as_bytes())
                                .ok_or_else(|| Broken(format!("单元格位置“{text}”不对")))?
                                .0
                        }
                        None => column + 1,
                    };
                    while let Some((at, _)) = edits.first_key_value()
                        && *at < column
                        && let Some((at, edit)) = edits.pop_first()
                    {
                        self.cell(row, at, &edit, base, neighbour)?;
                    }
                    let style = attribute(element, "s").and_then(|text| text.parse::<usize>().ok());
                    match edits.remove(&column) {
                        Some(Edit::Fill(severity)) => {
                            let filled =
                                self.filled(style.unwrap_or(0), severity).map(|index| index.to_string());
                            let at = format!("{}{row}", letters(column));
                            let mut changes = vec![("r", Some(at.as_str()))];
                            if filled.is_some() {
                                changes.push(("s", filled.as_deref()));
                            }
                            let tag = tag::with(element, &changes);
                            self.write(&format!("<{tag}{}>", if whole { "/" } else { "" }))?;
                        }
                        Some(edit) => {
                            self.cell(row, column, &edit, base.or(style), neighbour)?;
                            if !whole {
                                self.skip()?;
                            }
                        }
                        None => self.out.write_event(event)?,
                    }
                    neighbour = style;
                    continue;
                }
                Event::End(element) if element.local_name().as_ref() == "row" => break,
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into()).into()),
                _ => {}
            }
            self.out.write_event(event)?;
        }
        for (at, edit) in edits {
            self.cell(row, at, &edit, base, neighbour)?;
        }
        let p = self.prefix.clone();
        self.write(&format!("</{p}row>"))
    }

    fn filled(&mut self, style: usize, severity: Severity) -> Option<usize> {
        self.styles.as_mut().map(|styles| styles.filled(style, severity))
    }

    /// A cell that was not there, or takes the place of one.
    fn cell(
        &mut self,
        row: u32,
        column: u32,
        edit: &Edit,
        base: Option<usize>,
        beside: Option<usize>,
    ) -> Result<(), Stop> {
        let own = base.or_else(|| self.columns.style(column)).unwrap_or(0);
        let (text, style) = match edit {
            Edit::Clear => return Ok(()),
            Edit::Fill(severity) => (None, self.filled(own, *severity)),
            Edit::Result(text, Some(severity)) => (Some(text.as_str()), self.filled(0, *severity)),
            Edit::Result(text, None) => (Some(text.as_str()), None),
            Edit::Heading => (Some(RESULT), beside),
        };
        let (p, at) = (self.prefix.clone(), letters(column));
        let style = style.map(|index| format!(" s=\"{index}\"")).unwrap_or_default();
        let cell = match text {
            None => format!("<{p}c r=\"{at}{row}\"{style}/>"),
            Some(text) => {
                let (text, cut) = cut(text);
                self.done.cut += u64::from(cut);
                let text = tag::content(text);
                format!(
                    "<{p}c r=\"{at}{row}\"{style} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>"
                )
            }
        };
        self.write(&cell)
    }

    /// Passes over a cell's content.
    fn skip(&mut self) -> Result<(), Stop> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.reader.read_event_into(&mut buffer)? {
                Event::End(element) if element.local_name().as_ref() == "c" => return Ok(()),
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into()).into()),
                _ => {}
            }
        }
    }
}

/// As much of a text as a cell takes, and whether anything was left over.
pub(crate) fn cut(text: &str) -> (&str, bool) {
    // A sheet counts UTF-16 units.
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units > 32_767 {
            return (&text[..at], true);
        }
    }
    (text, false)
}

/// The prefix of an element's name with its colon.
fn prefix(element: &BytesStart<'_>) -> String {
    let (name, local) = (element.name(), element.local_name());
    name.as_ref().strip_suffix(local.as_ref()).unwrap_or_default().to_owned()
}
