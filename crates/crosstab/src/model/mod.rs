//! What comes in and what goes out.

mod kept;
mod spec;
mod table;

pub use kept::{Kept, KeptRow, NewKept, NewTemplate, Template, TemplatePatch};
pub use spec::{Column, Compare, Period, Sort, TableSpec};
pub use table::{CellValue, ColumnInfo, HeadCell, RowKind, Series, Table, TableRow};
