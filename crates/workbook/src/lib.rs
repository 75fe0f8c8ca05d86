//! Workbooks of other people: tables found in sheets, cells read as a stream, the same file handed back with marks.
//!
//! 1. [`Book::open`] tells .xlsx, .xls and .csv apart by their bytes. What is none of them, is encrypted, broken or
//!    swells beyond reason is [`Unreadable`], which names the file, and sheet and row as far as they are known.
//! 2. [`Book::rows`] gives the rows of a sheet from the top. Of a .xlsx only the shared strings are held in memory.
//! 3. [`inspect`] finds the tables: header rows, data rows, columns with type and fill. A header is known by standing
//!    in contrast to what is below it (words over figures, names over values), by covering its columns and by merged
//!    cells. Titles, notes, signatures, sums, blank rows and repeated headers are told apart from data.
//!    [`KeptSheet`] keeps what was found beside the file, so that it is looked through once.
//! 4. [`table_rows`] gives the rows of one table, each with its [`RowClass`], whether it is hidden, and which cells
//!    were filled from a merged range.
//! 5. [`result_columns`] says where the added column goes, and [`mark`] writes the marked workbook.
//! 6. [`template`] writes an empty workbook for others to fill in, [`fill_layout`] puts rows into another office's form.
//!
//! Rows and columns are 1-based everywhere; sheets are indices into [`Book::sheets`].
//!
//! ```no_run
//! use std::path::Path;
//! use workbook::{Book, CellMark, RowClass, RowMark, Severity, inspect, mark, result_columns, table_rows};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let book = Book::open(Path::new("ledger.xlsx"))?;
//! let sheets = inspect(&book)?;
//! let mut marks = Vec::new();
//! for (sheet, found) in sheets.iter().enumerate() {
//!     for table in &found.tables {
//!         for row in table_rows(&book, sheet, table)? {
//!             let row = row?;
//!             if row.class == RowClass::Data && row.cells[0].is_blank() {
//!                 let cell = CellMark { column: table.columns[0].index, severity: Severity::Fault, text: "缺名称".into() };
//!                 marks.push(RowMark { sheet, row: row.number, cells: vec![cell], result: String::new() });
//!             }
//!         }
//!     }
//! }
//! mark(&book, &result_columns(&sheets), marks, Path::new("marked.xlsx"))?;
//! # Ok(())
//! # }
//! ```

mod book;
mod cell;
mod csv;
mod layout;
mod mark;
mod number;
mod table;
mod template;
mod unreadable;
mod xls;
mod xlsx;

pub use book::{Book, Rows};
pub use cell::{Cell, Merge, Row, SheetInfo};
pub use layout::{Filled, fill_layout};
pub use mark::{CellMark, MarkError, Marked, RESULT, ResultColumn, RowMark, Severity, mark, result_columns};
pub use table::{
    Column, ColumnType, KeptSheet, RowClass, SheetTables, Table, TableRow, TableRows, inspect, table_rows,
    tables,
};
pub use template::{TemplateColumn, TemplateKind, template};
pub use unreadable::Unreadable;
