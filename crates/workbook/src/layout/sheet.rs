//! The sheet of a form with rows put in.

use super::moved::{Moved, in_row};
use super::{Filled, Place};
use crate::mark::{cut, tag};
use crate::number::{ROWS, letters, reference, serial};
use crate::xlsx::Xlsx;
use crate::xlsx::xml::{Broken, attribute};
use crate::{Cell, MarkError, Merge};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Why filling stopped.
pub(super) enum Stop {
    Source(String),
    Target(MarkError),
}

impl From<Broken> for Stop {
    fn from(Broken(reason): Broken) -> Self {
        Self::Source(reason)
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

/// A cell of the form.
#[derive(Debug, Clone, Default)]
struct Prepared {
    style: Option<usize>,
    /// Its formula, unless other cells share it.
    formula: Option<String>,
    /// The events of the cell as they stand.
    raw: Vec<Event<'static>>,
}

/// A row of the form.
#[derive(Debug, Clone)]
struct Line {
    number: u32,
    tag: BytesStart<'static>,
    cells: BTreeMap<u32, Prepared>,
}

pub(super) struct Fill<'a, W: Write> {
    reader: Reader<&'a [u8]>,
    out: Writer<W>,
    place: &'a Place,
    source: &'a Xlsx,
    prefix: String,
    moved: Moved,
    /// Range of rows that were added behind the prepared ones, and the row they are like.
    added: Option<(u32, u32, u32)>,
}

impl<'a, W: Write> Fill<'a, W> {
    pub(super) fn new(content: &'a [u8], out: W, place: &'a Place, source: &'a Xlsx) -> Self {
        let (reader, out, moved) = (Reader::from_reader(content), Writer::new(out), place.moved(0));
        Self { reader, out, place, source, prefix: String::new(), moved, added: None }
    }

    pub(super) fn run(&mut self, rows: impl Iterator<Item = Vec<Cell>>) -> Result<Filled, Stop> {
        let (mut buffer, mut rows, mut filled) = (Vec::new(), Some(rows), Filled::default());
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Eof => break,
                // Optional, and wrong as soon as the table has grown.
                Event::Empty(element) if element.local_name().as_ref() == "dimension" => continue,
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "sheetData" =>
                {
                    let (name, local) = (element.name(), element.local_name());
                    self.prefix = name.as_ref().strip_suffix(local.as_ref()).unwrap_or_default().to_owned();
                    let text = element.to_string();
                    self.write(&format!("<{text}>"))?;
                    let lines = if matches!(event, Event::Empty(_)) { Vec::new() } else { self.lines()? };
                    if let Some(rows) = rows.take() {
                        filled = self.rows(&lines, rows)?;
                    }
                    let p = self.prefix.clone();
                    self.write(&format!("</{p}sheetData>"))?;
                    continue;
                }
                Event::Start(element) | Event::Empty(element) if rows.is_none() => {
                    self.rule(element, matches!(event, Event::Empty(_)))?;
                    continue;
                }
                Event::End(element) if element.local_name().as_ref() == "mergeCells" => self.merges()?,
                _ => {}
            }
            self.out.write_event(event)?;
        }
        self.out.get_mut().flush()?;
        Ok(filled)
    }

    fn write(&mut self, text: &str) -> Result<(), Stop> {
        Ok(self.out.get_mut().write_all(text.as_bytes())?)
    }

    /// All rows of the form.
    fn lines(&mut self) -> Result<Vec<Line>, Stop> {
        let (mut lines, mut buffer): (Vec<Line>, _) = (Vec::new(), Vec::new());
        let mut cell: Option<(u32, Prepared, bool)> = None;
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer)?;
            let last = lines.last().map_or(0, |line| line.number);
            match &event {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "row" => {
                    let number =
                        attribute(element, "r").and_then(|text| text.parse().ok()).unwrap_or(last + 1);
                    lines.push(Line { number, tag: element.to_owned(), cells: BTreeMap::new() });
                    continue;
                }
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    let before = lines
                        .last()
                        .and_then(|line| line.cells.last_key_value())
                        .map_or(0, |(column, _)| *column);
                    let at = attribute(element, "r").and_then(|text| reference(text.as_bytes()));
                    let column = at.map_or(before + 1, |(column, _)| column);
                    let style = attribute(element, "s").and_then(|text| text.parse().ok());
                    cell = Some((column, Prepared { style, ..Prepared::default() }, false));
                }
                Event::Start(element) if element.local_name().as_ref() == "f" => {
                    if let Some((_, prepared, inside)) = &mut cell {
                        *inside = attribute(element, "t").is_none_or(|kind| kind == "normal");
                        prepared.formula = inside.then(String::new);
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(lines),
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into()).into()),
                _ => {}
            }
            let ends = matches!(&event, Event::Empty(element) if element.local_name().as_ref() == "c")
                || matches!(&event, Event::End(element) if element.local_name().as_ref() == "c");
            if let Some((_, prepared, inside)) = &mut cell {
                match &event {
                    Event::End(element) if element.local_name().as_ref() == "f" => *inside = false,
                    Event::Text(text) if *inside => {
                        prepared.formula.get_or_insert_default().push_str(text);
                    }
                    Event::GeneralRef(name) if *inside => {
                        prepared.formula.get_or_insert_default().push_str(&format!("&{};", &**name));
                    }
                    _ => {}
                }
                prepared.raw.push(event.into_owned());
            }
            if ends && let (Some((column, prepared, _)), Some(line)) = (cell.take(), lines.last_mut()) {
                line.cells.insert(column, prepared);
            }
        }
    }

    fn rows(&mut self, lines: &[Line], rows: impl Iterator<Item = Vec<Cell>>) -> Result<Filled, Stop> {
        let (first, below) = (self.place.first, self.place.below.unwrap_or(u32::MAX));
        for line in lines.iter().filter(|line| line.number < first) {
            self.line(line, line.number)?;
        }
        let by_number: BTreeMap<u32, &Line> = lines
            .iter()
            .filter(|line| (first..below).contains(&line.number))
            .map(|line| (line.number, line))
            .collect();
        let bare = Line {
            number: first,
            tag: BytesStart::new(format!("{}row", self.prefix)),
            cells: BTreeMap::new(),
        };
        let model = by_number.get(&first).copied().unwrap_or(&bare);
        let mut count = 0;
        for values in rows {
            let number = first + count;
            if number > ROWS {
                return Err(Stop::Target(MarkError::Unwritable(format!("超过 Excel 单表 {ROWS} 行的上限"))));
            }
            count += 1;
            self.filled(by_number.get(&number).copied().unwrap_or(model), number, count, &values)?;
        }
        self.moved = self.place.moved(count);
        let prepared = by_number.last_key_value().map_or(first, |(number, _)| *number);
        if first + count > prepared + 1 {
            self.added = Some((prepared.max(first) + 1, first + count - 1, first));
        }
        for line in by_number.range(first + count..).map(|(_, line)| *line) {
            self.filled(line, line.number, 0, &[])?;
        }
        for line in lines.iter().filter(|line| line.number >= below) {
            self.line(line, self.moved.row(line.number))?;
        }
        Ok(Filled { rows: count, grown: self.moved.by })
    }

    /// A row above or below the table, at its new place.
    fn line(&mut self, line: &Line, number: u32) -> Result<(), Stop> {
        self.open(&line.tag, number)?;
        for (column, cell) in &line.cells {
            self.copied(cell, *column, number)?;
        }
        self.close()
    }

    fn open(&mut self, tag: &BytesStart<'_>, number: u32) -> Result<(), Stop> {
        let number = number.to_string();
        let text = tag::with(tag, &[("r", Some(&number)), ("spans", None)]);
        self.write(&format!("<{text}>"))
    }

    fn close(&mut self) -> Result<(), Stop> {
        let p = self.prefix.clone();
        self.write(&format!("</{p}row>"))
    }

    /// A cell as the form has it. Its formula follows what it names, and loses the value computed before the rows
    /// came: an office program may trust that value and not compute again.
    fn copied(&mut self, cell: &Prepared, column: u32, number: u32) -> Result<(), Stop> {
        let at = format!("{}{number}", letters(column));
        let named = |event: &Event<'_>, name: &str| match event {
            Event::Start(element) | Event::Empty(element) => element.local_name().as_ref() == name,
            Event::End(element) => element.local_name().as_ref() == name,
            _ => false,
        };
        let computed = cell.raw.iter().any(|event| named(event, "f"));
        let (mut formula, mut value) = (false, false);
        for event in &cell.raw {
            if computed && named(event, "v") {
                value = matches!(event, Event::Start(_));
                continue;
            }
            if value {
                continue;
            }
            match event {
                Event::Start(element) | Event::Empty(element) if named(event, "c") => {
                    let mut changes = vec![("r", Some(at.as_str()))];
                    if computed {
                        changes.push(("t", None));
                    }
                    let end = if matches!(event, Event::Empty(_)) { "/" } else { "" };
                    self.write(&format!("<{}{end}>", tag::with(element, &changes)))?;
                }
                Event::Start(element) if named(event, "f") => {
                    formula = true;
                    let moved = attribute(element, "ref").map(|text| self.moved.text(&text));
                    let changes: Vec<(&str, Option<&str>)> =
                        moved.iter().map(|text| ("ref", Some(text.as_str()))).collect();
                    self.write(&format!("<{}>", tag::with(element, &changes)))?;
                }
                Event::Text(text) if formula => {
                    let text = self.moved.text(text);
                    self.write(&text)?;
                }
                other => {
                    formula = formula && !matches!(other, Event::End(_));
                    self.out.write_event(other.borrow())?;
                }
            }
        }
        Ok(())
    }

    /// A row of the table: `count` is its running number, 0 for a prepared row that stays empty.
    fn filled(&mut self, line: &Line, number: u32, count: u32, values: &[Cell]) -> Result<(), Stop> {
        self.open(&line.tag, number)?;
        let own = line.number == number;
        let mut columns: BTreeSet<u32> = line.cells.keys().copied().collect();
        columns.extend(self.place.columns.iter().chain(&self.place.ordinal));
        for column in columns {
            let prepared = line.cells.get(&column);
            let style = prepared.and_then(|cell| cell.style);
            let given = self.place.columns.iter().position(|own| *own == column);
            let numbered = self.place.ordinal == Some(column) && count > 0;
            match (given, prepared) {
                _ if numbered => self.cell(number, column, style, &Cell::Number(f64::from(count)))?,
                (Some(place), _) => {
                    self.cell(number, column, style, values.get(place).unwrap_or(&Cell::Empty))?;
                }
                (None, Some(cell)) if own => self.copied(cell, column, number)?,
                (None, Some(cell)) => match &cell.formula {
                    Some(formula) => {
                        let (p, at) = (self.prefix.clone(), letters(column));
                        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
                        let formula = in_row(formula, line.number, number);
                        self.write(&format!(
                            "<{p}c r=\"{at}{number}\"{style}><{p}f>{formula}</{p}f></{p}c>"
                        ))?;
                    }
                    None => self.cell(number, column, style, &Cell::Empty)?,
                },
                (None, None) => {}
            }
        }
        self.close()
    }

    fn cell(&mut self, row: u32, column: u32, style: Option<usize>, value: &Cell) -> Result<(), Stop> {
        let (p, at) = (self.prefix.clone(), letters(column));
        let start = format!(
            "<{p}c r=\"{at}{row}\"{}",
            style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default()
        );
        let words = |text: &str| {
            let text = tag::content(cut(text).0);
            format!(
                "{start} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>"
            )
        };
        let text = match value {
            Cell::Empty => format!("{start}/>"),
            Cell::Number(number) => format!("{start}><{p}v>{number}</{p}v></{p}c>"),
            Cell::Bool(value) => format!("{start} t=\"b\"><{p}v>{}</{p}v></{p}c>", u8::from(*value)),
            // Where the form shows no date, a date is written out.
            Cell::Date(date) if style.is_some_and(|style| self.source.is_date(style)) => {
                format!("{start}><{p}v>{}</{p}v></{p}c>", serial(*date))
            }
            other => words(&other.shown()),
        };
        self.write(&text)
    }

    /// An element behind the cells, its ranges following the rows.
    fn rule(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), Stop> {
        let moved: Vec<(&str, String)> = ["ref", "sqref"]
            .into_iter()
            .filter_map(|name| attribute(element, name).map(|text| (name, self.moved.text(&text))))
            .collect();
        let mut changes: Vec<(&str, Option<&str>)> =
            moved.iter().map(|(name, text)| (*name, Some(text.as_str()))).collect();
        if element.local_name().as_ref() == "mergeCells" {
            changes.push(("count", None));
        }
        let text = tag::with(element, &changes);
        self.write(&format!("<{text}{}>", if empty { "/" } else { "" }))
    }

    /// Ranges merged within the first prepared row, for the rows added behind the prepared ones.
    fn merges(&mut self) -> Result<(), Stop> {
        let Some((from, to, model)) = self.added else { return Ok(()) };
        let inside = |merge: &&Merge| merge.first_row == model && merge.last_row == model;
        let merged: Vec<(u32, u32)> = self
            .place
            .merged
            .iter()
            .filter(inside)
            .map(|merge| (merge.first_column, merge.last_column))
            .collect();
        let p = self.prefix.clone();
        for row in from..=to {
            for (first, last) in &merged {
                self.write(&format!(
                    "<{p}mergeCell ref=\"{}{row}:{}{row}\"/>",
                    letters(*first),
                    letters(*last)
                ))?;
            }
        }
        Ok(())
    }
}
