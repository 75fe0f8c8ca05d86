//! The user's own workbook handed back with marks.

mod columns;
mod convert;
mod package;
mod sheet;
mod styles;
pub(crate) mod tag;

pub(crate) use convert::sheet_name;
pub(crate) use sheet::cut;

use crate::book::Kind;
use crate::{Book, SheetTables, Unreadable};
use std::collections::BTreeMap;
use std::fmt;
use std::iter::Peekable;
use std::path::Path;

/// Heading of the added column.
pub const RESULT: &str = "导入结果";

/// How grave a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something was noted or repaired: yellow.
    Note,
    /// The cell is wrong: red.
    Fault,
}

/// A marked cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellMark {
    /// 1-based column.
    pub column: u32,
    /// Its colour.
    pub severity: Severity,
    /// What is the matter with it.
    pub text: String,
}

/// What is to be said of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMark {
    /// 0-based index into [`Book::sheets`].
    pub sheet: usize,
    /// 1-based row.
    pub row: u32,
    /// Cells to colour, in any order.
    pub cells: Vec<CellMark>,
    /// What stands in the added column; when empty, the texts of the cells one after the other.
    pub result: String,
}

impl RowMark {
    /// What stands in the added column.
    #[must_use]
    pub fn told(&self) -> String {
        if !self.result.is_empty() {
            return self.result.clone();
        }
        self.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("；")
    }

    fn gravest(&self) -> Option<Severity> {
        self.cells.iter().map(|cell| cell.severity).max()
    }
}

/// The column that is added to a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultColumn {
    /// 0-based index into [`Book::sheets`].
    pub sheet: usize,
    /// 1-based column.
    pub column: u32,
    /// Whether the column is there from an earlier marking, so that what stands in it is replaced.
    pub replaces: bool,
    /// Rows that get the heading, ascending.
    pub headings: Vec<u32>,
}

/// The added column of every sheet that holds a table: right of everything, or where an earlier marking put it.
#[must_use]
pub fn result_columns(sheets: &[SheetTables]) -> Vec<ResultColumn> {
    let column = |(sheet, found): (usize, &SheetTables)| {
        let mut headings: Vec<u32> =
            found.tables.iter().filter_map(|table| table.header_rows.last().copied()).collect();
        headings.sort_unstable();
        headings.dedup();
        let named = found.tables.iter().flat_map(|table| &table.columns);
        let before = named.filter(|column| column.name == RESULT).map(|column| column.index).max();
        let replaces = before == Some(found.last_column);
        let column = found.last_column + u32::from(!replaces);
        (!headings.is_empty()).then_some(ResultColumn { sheet, column, replaces, headings })
    };
    sheets.iter().enumerate().filter_map(column).collect()
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// Rows marked.
    pub rows: u64,
    /// Cells coloured.
    pub cells: u64,
    /// Whether the file had another format and was written anew as .xlsx, without its formats.
    pub converted: bool,
    /// Whether cells could be coloured; a workbook without styles only gets the added column.
    pub coloured: bool,
    /// Texts that had to be cut because a cell of a .xlsx takes 32,767 characters.
    pub cut: u64,
}

/// Why no marked workbook could be made.
#[derive(Debug)]
pub enum MarkError {
    /// The source cannot be read.
    Unreadable(Unreadable),
    /// The marked workbook cannot be written; in Chinese.
    Unwritable(String),
}

impl fmt::Display for MarkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(fault) => fault.fmt(formatter),
            Self::Unwritable(reason) => formatter.write_str(reason),
        }
    }
}

impl std::error::Error for MarkError {}

impl From<Unreadable> for MarkError {
    fn from(fault: Unreadable) -> Self {
        Self::Unreadable(fault)
    }
}

impl From<std::io::Error> for MarkError {
    fn from(error: std::io::Error) -> Self {
        Self::Unwritable(format!("标注后的工作簿无法写出：{error}"))
    }
}

impl From<zip::result::ZipError> for MarkError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Unwritable(format!("标注后的工作簿无法写出：{error}"))
    }
}

/// Writes the workbook with marks to `out`.
///
/// A .xlsx stays the user's own file: parts that need no change are copied as they are, and in a sheet every byte
/// outside the marked rows, the added column's width and the sheet's dimension stays. A marked cell keeps its format
/// but for the fill. A .xls or .csv comes back as a new .xlsx. Marks come sorted by sheet and row; they are taken as
/// a stream. A cell inside a merged range, other than its first, shows no colour; the added column speaks for it.
///
/// # Errors
/// When the source cannot be read any more, `out` cannot be written, marks are not sorted, or there is no room for
/// another column.
pub fn mark(
    book: &Book,
    columns: &[ResultColumn],
    marks: impl IntoIterator<Item = RowMark>,
    out: &Path,
) -> Result<Marked, MarkError> {
    if columns.iter().any(|column| column.column == 0 || column.column > crate::number::COLUMNS) {
        return Err(MarkError::Unwritable("工作表已占满所有列，无法添加“导入结果”列".into()));
    }
    let by_sheet: BTreeMap<usize, &ResultColumn> =
        columns.iter().map(|column| (column.sheet, column)).collect();
    let mut marks = Marks::new(marks.into_iter());
    let done = match &book.kind {
        Kind::Xlsx(source) => package::mark(source, &by_sheet, &mut marks, out),
        Kind::Xls(_) | Kind::Csv(_) => convert::mark(book, &by_sheet, &mut marks, out),
    }?;
    if let Some(left) = marks.inner.peek() {
        let reason = format!("标注的次序不对：第 {} 个工作表第 {} 行", left.sheet + 1, left.row);
        return Err(MarkError::Unwritable(reason));
    }
    Ok(done)
}

/// The marks still to be made.
pub(crate) struct Marks<I: Iterator<Item = RowMark>> {
    inner: Peekable<I>,
}

impl<I: Iterator<Item = RowMark>> Marks<I> {
    fn new(marks: I) -> Self {
        Self { inner: marks.peekable() }
    }

    /// Row of the next mark in the sheet.
    fn next_row(&mut self, sheet: usize) -> Option<u32> {
        self.inner.peek().filter(|mark| mark.sheet == sheet).map(|mark| mark.row)
    }

    /// The mark of the row, if it is the next.
    fn take(&mut self, sheet: usize, row: u32) -> Option<RowMark> {
        self.inner.next_if(|mark| mark.sheet == sheet && mark.row == row)
    }
}
