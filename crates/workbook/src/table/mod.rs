//! The tables of a sheet: where they begin and end, what their columns are called, what each row is.

mod evidence;
mod header;
mod kept;
mod merged;
mod rows;
mod scan;
mod shape;
mod stats;
mod value;
mod words;

pub use kept::KeptSheet;
pub(crate) use merged::starting;
pub use rows::{TableRow, TableRows};

use crate::{Book, Unreadable};
use serde::{Deserialize, Serialize};
use shape::Shape;

/// The tables of one sheet, as the command contracts have them.
#[derive(Debug, Clone, Serialize)]
pub struct SheetTables {
    /// Name of the sheet.
    pub sheet: String,
    /// Tables from top to bottom, and of those that stand side by side from left to right.
    pub tables: Vec<Table>,
    /// Last column of the sheet with anything in it, 1-based; 0 for an empty sheet.
    #[serde(skip)]
    pub last_column: u32,
    /// Last row of the sheet with anything in it, 1-based; 0 for an empty sheet.
    #[serde(skip)]
    pub last_row: u32,
}

/// A table found in a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Rows that hold the columns' names, 1-based.
    pub header_rows: Vec<u32>,
    /// First and last row of data, 1-based. Sums and notes below the data are not inside. A table that is only a
    /// header has its first row below its last.
    pub rows: [u32; 2],
    /// Columns from the leftmost to the rightmost that has a name or data.
    pub columns: Vec<Column>,
    /// Last row that belongs to the table, sums and notes below its data included.
    #[serde(skip)]
    pub through: u32,
    #[serde(skip)]
    shape: Shape,
}

impl Table {
    pub(crate) const fn shape(&self) -> &Shape {
        &self.shape
    }
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// 1-based column of the sheet.
    pub index: u32,
    /// Name; those of several header rows are joined with `/`, empty where the header is.
    pub name: String,
    /// What most of its values are.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Share of data rows with a value, 0 to 1, to four places.
    pub filled: f64,
    /// Whether the column is hidden.
    #[serde(skip)]
    pub hidden: bool,
}

/// Type of a column: that of nine in ten of its values; words for "no value" (无, N/A) have no say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Text, mixed values, and codes such as `0012` or digits in a CSV file that are too many for a number.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Days or instants.
    Date,
    /// True or false.
    Boolean,
    /// No value at all.
    Empty,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowClass {
    /// Data.
    Data,
    /// Nothing, or nothing but a running number.
    Blank,
    /// A line of sums (合计, 小计).
    Subtotal,
    /// A section title, a remark, a line of signatures, a line that numbers the columns.
    Note,
    /// The header once more, as after a page break.
    RepeatedHeader,
}

/// Finds the tables of every sheet, hidden sheets included.
///
/// # Errors
/// When a sheet cannot be read to its end.
pub fn inspect(book: &Book) -> Result<Vec<SheetTables>, Unreadable> {
    (0..book.sheets().len()).map(|sheet| tables(book, sheet)).collect()
}

/// Finds the tables of one sheet (0-based index into [`Book::sheets`]).
///
/// # Errors
/// When the sheet cannot be read to its end.
pub fn tables(book: &Book, sheet: usize) -> Result<SheetTables, Unreadable> {
    scan::scan(book, sheet)
}

/// The rows of a found table from below its header to its end, as a stream. Every row of the sheet between the two
/// comes, blank ones that the file leaves out included, each with what it is.
///
/// # Errors
/// When the sheet cannot be opened.
pub fn table_rows<'a>(book: &'a Book, sheet: usize, table: &'a Table) -> Result<TableRows<'a>, Unreadable> {
    TableRows::new(book, sheet, table)
}
