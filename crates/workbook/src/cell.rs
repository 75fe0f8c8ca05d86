//! Cells, rows and sheets as every format gives them.

use chrono::NaiveDateTime;

/// What a cell holds. A formula gives the value the office program last computed for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as written, blanks included. Every filled cell of a CSV file is text.
    Text(String),
    /// A number whose format is not a date.
    Number(f64),
    /// A number shown as a date or a time of day.
    Date(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// A formula error such as `#REF!`.
    Error(String),
}

impl Cell {
    /// Whether nothing is to be seen: empty, or text of blanks alone.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The text, trimmed, if it is text and not blank.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// How the value reads when written out: dates in ISO form, whole numbers without a point.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => crate::number::shown(*number),
            Self::Date(date) if date.time() == chrono::NaiveTime::MIN => date.date().to_string(),
            Self::Date(date) => date.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// 1-based. Rows without any cell may be left out by the file, so numbers can jump.
    pub number: u32,
    /// Whether the row is hidden by hand or by a filter.
    pub hidden: bool,
    /// `cells[0]` is column A; ends after the last cell that is not empty.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a 1-based column; beyond the row's end it is empty.
    #[must_use]
    pub fn cell(&self, column: u32) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        (column as usize).checked_sub(1).and_then(|index| self.cells.get(index)).unwrap_or(NOTHING)
    }

    /// Whether nothing is to be seen in the row.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    pub(crate) fn put(&mut self, column: u32, cell: Cell) {
        if cell == Cell::Empty || column == 0 {
            return;
        }
        let index = column as usize - 1;
        if self.cells.len() <= index {
            self.cells.resize(index + 1, Cell::Empty);
        }
        self.cells[index] = cell;
    }
}

/// A merged range; both ends belong to it. Rows and columns are 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// First row.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
    /// First column.
    pub first_column: u32,
    /// Last column.
    pub last_column: u32,
}

impl Merge {
    /// Whether the cell lies in the range.
    #[must_use]
    pub const fn holds(&self, row: u32, column: u32) -> bool {
        self.first_row <= row
            && row <= self.last_row
            && self.first_column <= column
            && column <= self.last_column
    }
}

/// What is known of a sheet before its rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Name on the tab; for a CSV file the file's name without its ending.
    pub name: String,
    /// Whether the tab is shown.
    pub visible: bool,
    /// Merged ranges, sorted by first row.
    pub merged: Vec<Merge>,
    /// Hidden columns, as 1-based ranges with both ends.
    pub hidden_columns: Vec<(u32, u32)>,
}

impl SheetInfo {
    /// Whether a 1-based column is hidden.
    #[must_use]
    pub fn is_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}
