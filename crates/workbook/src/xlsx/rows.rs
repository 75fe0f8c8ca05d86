//! The cells of a sheet, row by row.

use super::xml::{Broken, append, attribute, flag, unescape};
use super::{Inflate, Xlsx};
use crate::number::{ROWS, date, reference};
use crate::{Cell, Row, Unreadable};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufReader;

/// Reads rows as they are asked for.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    book: &'a Xlsx,
    sheet: usize,
    reader: Reader<BufReader<Inflate>>,
    buffer: Vec<u8>,
    value: String,
    last: u32,
    begun: bool,
    done: bool,
}

/// How the content of a cell is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Iso,
}

struct Head {
    column: u32,
    kind: Kind,
    style: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn new(book: &'a Xlsx, sheet: usize, stream: Inflate) -> Self {
        let reader = Reader::from_reader(BufReader::with_capacity(64 << 10, stream));
        let (buffer, value) = (Vec::with_capacity(1024), String::new());
        Self { book, sheet, reader, buffer, value, last: 0, begun: false, done: false }
    }

    fn advance(&mut self) -> Result<Option<Row>, Broken> {
        loop {
            self.buffer.clear();
            let (element, empty) = match self.reader.read_event_into(&mut self.buffer)? {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(None),
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into())),
                _ => continue,
            };
            match element.local_name().as_ref() {
                "sheetData" if empty => return Ok(None),
                "sheetData" => self.begun = true,
                "row" if self.begun => {
                    let number = match attribute(&element, "r") {
                        Some(text) => text.parse().map_err(|_| Broken(format!("行号“{text}”不对")))?,
                        None => self.last + 1,
                    };
                    if number <= self.last || number > ROWS {
                        return Err(Broken(format!("行号 {number} 不对：应大于上一行且不超过 {ROWS}")));
                    }
                    self.last = number;
                    let mut row = Row { number, hidden: flag(&element, "hidden"), cells: Vec::new() };
                    if !empty {
                        self.cells(&mut row)?;
                    }
                    return Ok(Some(row));
                }
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), Broken> {
        let mut column = 0;
        loop {
            self.buffer.clear();
            match self.reader.read_event_into(&mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let head = head(&element, column)?;
                    column = head.column;
                    let cell = self.content(&head)?;
                    row.put(column, cell);
                }
                Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    column = head(&element, column)?.column;
                }
                Event::End(element) if element.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into())),
                _ => {}
            }
        }
    }

    fn content(&mut self, head: &Head) -> Result<Cell, Broken> {
        self.value.clear();
        let (mut inside, mut phonetic, mut any) = (false, 0_u32, false);
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer)?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" | "t" => {
                        inside = phonetic == 0;
                        any = true;
                    }
                    "rPh" => phonetic += 1,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "v" | "t" => inside = false,
                    "rPh" => phonetic = phonetic.saturating_sub(1),
                    "c" => break,
                    _ => {}
                },
                Event::Eof => return Err(Broken("内容不完整，文件在中途断开".into())),
                other if inside => append(&mut self.value, other)?,
                _ => {}
            }
        }
        if !any {
            return Ok(Cell::Empty);
        }
        self.cell(head)
    }

    fn cell(&mut self, head: &Head) -> Result<Cell, Broken> {
        let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        Ok(match head.kind {
            Kind::Shared => {
                let index = self.value.trim().parse().ok();
                let found = index.and_then(|index| self.book.strings.get(index));
                text(found.ok_or_else(|| Broken(format!("共享字符串 {} 不存在", self.value)))?)
            }
            Kind::Text => {
                unescape(&mut self.value);
                text(&self.value)
            }
            Kind::Bool => Cell::Bool(matches!(self.value.trim(), "1" | "true")),
            Kind::Error => Cell::Error(self.value.trim().to_owned()),
            Kind::Iso => match iso(self.value.trim()) {
                Some(date) => Cell::Date(date),
                None => text(&self.value),
            },
            Kind::Number => match self.value.trim() {
                "" => Cell::Empty,
                value => match value.parse::<f64>() {
                    Ok(number) if number.is_finite() => {
                        let dated = self.book.dates.get(head.style).copied().unwrap_or(false);
                        let date = dated.then(|| date(number, self.book.from_1904)).flatten();
                        date.map_or(Cell::Number(number), Cell::Date)
                    }
                    _ => return Err(Broken(format!("“{value}”不是数值"))),
                },
            },
        })
    }
}

fn iso(text: &str) -> Option<chrono::NaiveDateTime> {
    let day = || text.parse::<chrono::NaiveDate>().ok()?.and_hms_opt(0, 0, 0);
    text.trim_end_matches('Z').parse().ok().or_else(day)
}

fn head(element: &BytesStart<'_>, previous: u32) -> Result<Head, Broken> {
    let mut head = Head { column: previous + 1, kind: Kind::Number, style: 0 };
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| Broken(format!("内容已损坏（{error}）")))?;
        let value = attribute.value.as_bytes();
        match attribute.key.as_ref() {
            "r" => {
                let found = reference(value)
                    .ok_or_else(|| Broken(format!("单元格位置“{}”不对", String::from_utf8_lossy(value))))?;
                head.column = found.0;
            }
            "s" => head.style = attribute.value.parse().unwrap_or(0),
            "t" => {
                head.kind = match value {
                    b"s" => Kind::Shared,
                    b"str" | b"inlineStr" => Kind::Text,
                    b"b" => Kind::Bool,
                    b"e" => Kind::Error,
                    b"d" => Kind::Iso,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    if head.column > crate::number::COLUMNS {
        return Err(Broken("列数超过工作表的上限".into()));
    }
    Ok(head)
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.advance() {
            Ok(Some(row)) => Some(Ok(row)),
            Ok(None) => {
                self.done = true;
                None
            }
            Err(Broken(reason)) => {
                self.done = true;
                let fault = Unreadable::new(self.book.package.file(), reason);
                Some(Err(fault.in_sheet(&self.book.sheets[self.sheet].name).at_row(self.last.max(1))))
            }
        }
    }
}
