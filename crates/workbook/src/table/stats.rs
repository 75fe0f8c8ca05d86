//! Type and fill of columns, counted as rows go by.

use super::ColumnType;
use super::value::{Look, look};
use crate::{Cell, Row};

/// Counts of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Count {
    pub(crate) filled: u64,
    pub(crate) integers: u64,
    pub(crate) numbers: u64,
    pub(crate) dates: u64,
    booleans: u64,
    texts: u64,
    codes: u64,
}

impl Count {
    fn add(&mut self, cell: &Cell, plain: bool) {
        let look = look(cell, plain);
        self.filled += u64::from(look != Look::Empty);
        match look {
            Look::Empty | Look::Placeholder | Look::Error => {}
            Look::Text => self.texts += 1,
            Look::Code => self.codes += 1,
            Look::Integer => self.integers += 1,
            Look::Number => self.numbers += 1,
            Look::Date => self.dates += 1,
            Look::Boolean => self.booleans += 1,
        }
    }

    /// Values that are numbers or dates, whatever else the column holds.
    pub(crate) const fn measures(&self) -> u64 {
        self.integers + self.numbers + self.dates + self.codes
    }

    fn kind(&self) -> ColumnType {
        let votes = self.texts + self.codes + self.integers + self.numbers + self.dates + self.booleans;
        let nearly_all = |count: u64| votes > 0 && count * 10 >= votes * 9;
        if self.filled == 0 {
            ColumnType::Empty
        } else if self.codes > 0 {
            // One value with a zero in front makes all of them codes.
            ColumnType::Text
        } else if nearly_all(self.dates) {
            ColumnType::Date
        } else if nearly_all(self.booleans) {
            ColumnType::Boolean
        } else if nearly_all(self.integers) && self.numbers == 0 {
            ColumnType::Integer
        } else if nearly_all(self.integers + self.numbers) {
            ColumnType::Number
        } else {
            ColumnType::Text
        }
    }
}

/// Counts of all columns of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stats {
    /// By column, 0-based.
    columns: Vec<Count>,
    pub(crate) rows: u64,
}

impl Stats {
    pub(crate) fn add(&mut self, row: &Row, bounds: (u32, u32), plain: bool) {
        self.rows += 1;
        let last = row.cells.len().min(bounds.1 as usize);
        for index in (bounds.0 as usize - 1)..last {
            if row.cells[index].is_blank() {
                continue;
            }
            if self.columns.len() <= index {
                self.columns.resize(index + 1, Count::default());
            }
            self.columns[index].add(&row.cells[index], plain);
        }
    }

    pub(crate) fn column(&self, column: u32) -> Option<&Count> {
        self.columns.get(column as usize - 1)
    }

    pub(crate) fn kind(&self, column: u32) -> ColumnType {
        self.column(column).map_or(ColumnType::Empty, Count::kind)
    }

    /// Share of rows with a value, to four places.
    #[expect(clippy::cast_precision_loss, reason = "a sheet has about a million rows")]
    pub(crate) fn filled(&self, column: u32) -> f64 {
        let filled = self.column(column).map_or(0, |count| count.filled);
        if self.rows == 0 { 0.0 } else { (filled as f64 / self.rows as f64 * 10_000.0).round() / 10_000.0 }
    }

    /// Columns with any value.
    pub(crate) fn used(&self) -> impl DoubleEndedIterator<Item = u32> {
        (1..)
            .zip(&self.columns)
            .filter(|(_, count)| count.filled > 0)
            .map(|(column, _)| column)
            .collect::<Vec<_>>()
            .into_iter()
    }
}
