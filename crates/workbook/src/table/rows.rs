//! The rows of a found table.

use super::merged::{Filling, starting};
use super::{RowClass, Table};
use crate::{Book, Cell, Row, Rows, SheetInfo, Unreadable};

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Row of the sheet, 1-based.
    pub number: u32,
    /// What the row is.
    pub class: RowClass,
    /// Whether the row is hidden.
    pub hidden: bool,
    /// Cells in the order of [`Table::columns`]. In a row of data, cells inside a merged range carry the range's value.
    pub cells: Vec<Cell>,
    /// Places in `cells` that were filled from a merged range.
    pub merged: Vec<usize>,
}

/// The rows of a table from below its header to its end.
#[derive(Debug)]
pub struct TableRows<'a> {
    table: &'a Table,
    info: &'a SheetInfo,
    rows: Rows<'a>,
    filling: Filling<'a>,
    held: Option<Row>,
    next: u32,
    failed: bool,
}

impl<'a> TableRows<'a> {
    pub(super) fn new(book: &'a Book, sheet: usize, table: &'a Table) -> Result<Self, Unreadable> {
        let rows = book.rows(sheet)?;
        let info = &book.sheets()[sheet];
        let first = table.shape.header_end + 1;
        let filling = Filling::new(&info.merged, first);
        Ok(Self { table, info, rows, filling, held: None, next: first, failed: false })
    }

    fn row(&mut self, mut row: Row) -> TableRow {
        let class = self.table.shape.class(&row, starting(&self.info.merged, row.number, row.number));
        // Ranges are followed in every row, but only data is filled in.
        let bare = (class != RowClass::Data).then(|| row.clone());
        let filled = self.filling.fill(&mut row);
        let data = bare.is_none();
        let row = bare.unwrap_or(row);
        let (mut cells, mut merged) = (Vec::with_capacity(self.table.columns.len()), Vec::new());
        for (place, column) in self.table.columns.iter().enumerate() {
            if data && filled.binary_search(&column.index).is_ok() {
                merged.push(place);
            }
            cells.push(row.cell(column.index).clone());
        }
        TableRow { number: row.number, class, hidden: row.hidden, cells, merged }
    }

    fn blank(&self, number: u32) -> TableRow {
        let cells = vec![Cell::Empty; self.table.columns.len()];
        TableRow { number, class: RowClass::Blank, hidden: false, cells, merged: Vec::new() }
    }
}

impl Iterator for TableRows<'_> {
    type Item = Result<TableRow, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.next > self.table.through {
            return None;
        }
        while self.held.as_ref().is_none_or(|row| row.number < self.next) {
            match self.rows.next() {
                Some(Ok(row)) => self.held = Some(row),
                Some(Err(fault)) => {
                    self.failed = true;
                    return Some(Err(fault));
                }
                None => {
                    self.failed = true;
                    return None;
                }
            }
        }
        let number = self.next;
        self.next += 1;
        match self.held.take() {
            Some(row) if row.number == number => Some(Ok(self.row(row))),
            held => {
                self.held = held;
                Some(Ok(self.blank(number)))
            }
        }
    }
}
