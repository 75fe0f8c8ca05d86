//! Found tables in a form to be kept beside the file, so that a large file is looked through once.

use super::shape::Shape;
use super::{Column, ColumnType, SheetTables, Table};
use serde::{Deserialize, Serialize};

/// The tables of one sheet with all that is needed to read their rows again from the same bytes.
///
/// [`SheetTables`] serialises to what people are told; this holds the rest as well and comes back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptSheet {
    sheet: String,
    tables: Vec<KeptTable>,
    last_column: u32,
    last_row: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptTable {
    header_rows: Vec<u32>,
    rows: [u32; 2],
    columns: Vec<KeptColumn>,
    through: u32,
    shape: Shape,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptColumn {
    index: u32,
    name: String,
    kind: ColumnType,
    filled: f64,
    hidden: bool,
}

impl From<&SheetTables> for KeptSheet {
    fn from(found: &SheetTables) -> Self {
        let tables = found.tables.iter().map(|table| KeptTable {
            header_rows: table.header_rows.clone(),
            rows: table.rows,
            columns: table.columns.iter().map(KeptColumn::from).collect(),
            through: table.through,
            shape: table.shape.clone(),
        });
        Self {
            sheet: found.sheet.clone(),
            tables: tables.collect(),
            last_column: found.last_column,
            last_row: found.last_row,
        }
    }
}

impl From<&Column> for KeptColumn {
    fn from(column: &Column) -> Self {
        let Column { index, ref name, kind, filled, hidden } = *column;
        Self { index, name: name.clone(), kind, filled, hidden }
    }
}

impl From<KeptSheet> for SheetTables {
    fn from(kept: KeptSheet) -> Self {
        let tables = kept.tables.into_iter().map(|table| Table {
            header_rows: table.header_rows,
            rows: table.rows,
            columns: table
                .columns
                .into_iter()
                .map(|KeptColumn { index, name, kind, filled, hidden }| Column {
                    index,
                    name,
                    kind,
                    filled,
                    hidden,
                })
                .collect(),
            through: table.through,
            shape: table.shape,
        });
        Self {
            sheet: kept.sheet,
            tables: tables.collect(),
            last_column: kept.last_column,
            last_row: kept.last_row,
        }
    }
}
