//! Workbooks and tables for people: XLSX and CSV. Knows nothing of premises.

mod csv;
mod sheet;
mod xlsx;

pub use sheet::{Cell, Format, Sheet, UnknownFormat, WriteError, Writer};
