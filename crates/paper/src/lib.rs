//! Workbooks, tables and documents for people: XLSX, CSV and DOCX. Knows nothing of premises.

mod csv;
mod docx;
mod grid;
mod grid_book;
mod ruled;
mod sheet;
mod xlsx;

pub use docx::{Block, DOCX, Document, Page};
pub use grid::{Grid, GridCell, GridRow};
pub use grid_book::{Details, workbook};
pub use ruled::{Made, Ruled, RuledCell, RuledHead, Tone, ruled_xlsx};
pub use sheet::{Cell, Format, Sheet, UnknownFormat, WriteError, Writer};
