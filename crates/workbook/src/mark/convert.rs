//! A .xls or .csv written anew as .xlsx with its marks. Values, merged ranges, hidden rows and columns are kept.

use super::sheet::cut;
use super::{MarkError, Marked, Marks, RESULT, ResultColumn, RowMark, Severity};
use crate::number::{COLUMNS, ROWS};
use crate::{Book, Cell, Merge, Row};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::path::Path;

/// Letters a sheet's name may have.
const NAME: usize = 31;

impl From<XlsxError> for MarkError {
    fn from(error: XlsxError) -> Self {
        Self::Unwritable(format!("标注后的工作簿无法写出：{error}"))
    }
}

struct Formats {
    plain: Format,
    bold: Format,
    /// By severity.
    filled: [Format; 2],
}

impl Formats {
    fn new() -> Self {
        let filled = ["FFEB9C", "FFC7CE"].map(|colour| Format::new().set_background_color(colour));
        Self { plain: Format::new(), bold: Format::new().set_bold(), filled }
    }

    fn of(&self, severity: Option<Severity>) -> &Format {
        severity.map_or(&self.plain, |severity| &self.filled[usize::from(severity == Severity::Fault)])
    }
}

pub(super) fn mark<I: Iterator<Item = RowMark>>(
    book: &Book,
    columns: &BTreeMap<usize, &ResultColumn>,
    marks: &mut Marks<I>,
    out: &Path,
) -> Result<Marked, MarkError> {
    let mut done = Marked { converted: true, coloured: true, ..Marked::default() };
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    for (index, info) in book.sheets().iter().enumerate() {
        // Rows of a text file go to disk as they come; a .xls is in memory anyway, and merged ranges need it so.
        let sheet = if book.is_plain_text() {
            workbook.add_worksheet_with_constant_memory()?
        } else {
            workbook.add_worksheet()
        };
        sheet.set_name(sheet_name(&info.name))?;
        sheet.set_hidden(!info.visible);
        for merge in apart(&info.merged) {
            let place = |number: u32| number - 1;
            let column = |number: u32| u16::try_from(number - 1).unwrap_or(u16::MAX);
            let (first, last) = (column(merge.first_column), column(merge.last_column));
            if (merge.first_row, first) != (merge.last_row, last) {
                let (from, to) = (place(merge.first_row), place(merge.last_row));
                sheet.merge_range(from, first, to, last, "", &formats.plain)?;
            }
        }
        for (first, last) in &info.hidden_columns {
            for column in *first..=(*last).min(256) {
                sheet.set_column_hidden(u16::try_from(column - 1).unwrap_or(u16::MAX))?;
            }
        }
        let added = columns.get(&index).copied();
        let mut target = Target { sheet, formats: &formats, index, added, marks, done: &mut done, next: 1 };
        for row in book.rows(index)? {
            target.row(&row?)?;
        }
        target.rest()?;
        if let Some(added) = added {
            sheet.set_column_width(u16::try_from(added.column - 1).unwrap_or(u16::MAX), 48)?;
        }
    }
    workbook.save(out)?;
    Ok(done)
}

/// Ranges that share no cell. Ranges that overlap are a fault of the source, and no program opens a file that has
/// them: the later one is left out.
fn apart(merged: &[Merge]) -> Vec<&Merge> {
    let mut kept: Vec<&Merge> = Vec::new();
    for merge in merged {
        let meets = |other: &&Merge| {
            merge.first_row <= other.last_row
                && other.first_row <= merge.last_row
                && merge.first_column <= other.last_column
                && other.first_column <= merge.last_column
        };
        if !kept.iter().any(meets) {
            kept.push(merge);
        }
    }
    kept
}

/// A sheet being written.
struct Target<'a, I: Iterator<Item = RowMark>> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    index: usize,
    added: Option<&'a ResultColumn>,
    marks: &'a mut Marks<I>,
    done: &'a mut Marked,
    next: u32,
}

impl<I: Iterator<Item = RowMark>> Target<'_, I> {
    fn row(&mut self, row: &Row) -> Result<(), MarkError> {
        self.before(row.number)?;
        self.write(row)?;
        self.next = row.number + 1;
        Ok(())
    }

    /// Marked rows and headings that the source leaves out.
    fn before(&mut self, row: u32) -> Result<(), MarkError> {
        loop {
            let headings = self.added.into_iter().flat_map(|added| added.headings.iter().copied());
            let heading = headings.filter(|heading| *heading >= self.next).min();
            let marked = self.marks.next_row(self.index).filter(|marked| *marked >= self.next);
            let Some(next) = heading.into_iter().chain(marked).min().filter(|next| *next < row) else {
                return Ok(());
            };
            self.write(&Row { number: next, hidden: false, cells: Vec::new() })?;
            self.next = next + 1;
        }
    }

    fn rest(&mut self) -> Result<(), MarkError> {
        self.before(ROWS + 1)
    }

    fn write(&mut self, row: &Row) -> Result<(), MarkError> {
        if row.number > ROWS {
            return Err(MarkError::Unwritable(format!("超过 Excel 单表 {ROWS} 行的上限，无法写成工作簿")));
        }
        let at = row.number - 1;
        let mark = self.marks.take(self.index, row.number);
        let mut severities: BTreeMap<u32, Severity> = BTreeMap::new();
        for cell in
            mark.iter().flat_map(|mark| &mark.cells).filter(|cell| (1..=COLUMNS).contains(&cell.column))
        {
            let gravest = severities.entry(cell.column).or_insert(cell.severity);
            *gravest = cell.severity.max(*gravest);
        }
        let replaced = self.added.filter(|added| {
            added.replaces && added.headings.first().is_some_and(|first| *first <= row.number)
        });
        let last = severities.last_key_value().map_or(0, |(column, _)| *column).max(row.cells.len() as u32);
        for column in 1..=last {
            if replaced.is_some_and(|added| added.column == column) {
                continue;
            }
            let severity = severities.get(&column).copied();
            self.cell(at, column, row.cell(column), self.formats.of(severity), severity.is_some())?;
        }
        self.done.cells += severities.len() as u64;
        if row.hidden {
            self.sheet.set_row_hidden(at)?;
        }
        let Some(added) = self.added else { return Ok(()) };
        let column = u16::try_from(added.column - 1).unwrap_or(u16::MAX);
        if added.headings.binary_search(&row.number).is_ok() {
            self.sheet.write_string_with_format(at, column, RESULT, &self.formats.bold)?;
        } else if let Some(mark) = &mark {
            let told = mark.told();
            let (text, short) = cut(&told);
            self.done.cut += u64::from(short);
            self.sheet.write_string_with_format(at, column, text, self.formats.of(mark.gravest()))?;
        }
        self.done.rows += u64::from(mark.is_some());
        Ok(())
    }

    fn cell(
        &mut self,
        row: u32,
        column: u32,
        cell: &Cell,
        format: &Format,
        marked: bool,
    ) -> Result<(), MarkError> {
        let column = u16::try_from(column - 1).unwrap_or(u16::MAX);
        match cell {
            Cell::Empty if marked => self.sheet.write_blank(row, column, format)?,
            Cell::Empty => return Ok(()),
            Cell::Text(text) | Cell::Error(text) => {
                let (text, short) = cut(text);
                self.done.cut += u64::from(short);
                self.sheet.write_string_with_format(row, column, text, format)?
            }
            Cell::Number(number) => self.sheet.write_number_with_format(row, column, *number, format)?,
            Cell::Bool(value) => self.sheet.write_boolean_with_format(row, column, *value, format)?,
            Cell::Date(date) => {
                let shown =
                    if date.time() == chrono::NaiveTime::MIN { "yyyy-mm-dd" } else { "yyyy-mm-dd hh:mm:ss" };
                let format = format.clone().set_num_format(shown);
                let serial = crate::number::serial(*date);
                self.sheet.write_number_with_format(row, column, serial, &format)?
            }
        };
        Ok(())
    }
}

/// A name a sheet may have.
pub(crate) fn sheet_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|letter| if "[]:*?/\\".contains(letter) { '_' } else { letter })
        .take(NAME)
        .collect();
    let kept = kept.trim_matches('\'');
    if kept.is_empty() { "表".to_owned() } else { kept.to_owned() }
}
