//! Which column means what, as a person decided it and a source remembers it.

use super::Field;
use kernel::coordinate::Datum;
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A column and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// Column, 1 for A.
    pub column: u32,
    /// Title as it stands in the file.
    pub title: String,
    /// Meaning.
    pub field: Field,
}

/// A table of the file and how it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TableMapping {
    /// Sheet by name.
    pub sheet: String,
    /// Rows of the header, 1-based; empty when the table has none.
    pub header_rows: Vec<u32>,
    /// First row of the body.
    pub first: u32,
    /// Last row of the body.
    pub last: u32,
    /// Whether the table is imported at all.
    pub taken: bool,
    /// Columns in order.
    pub columns: Vec<ColumnMapping>,
}

impl TableMapping {
    /// Column of a field that stands once.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<u32> {
        self.columns.iter().find(|column| column.field == field).map(|column| column.column)
    }
}

/// How a whole file is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportMapping)]
pub struct Mapping {
    /// Tables in order of the file.
    pub tables: Vec<TableMapping>,
    /// Kind for rows whose table has no such column.
    #[serde(default)]
    pub kind: Option<String>,
    /// Town or village for rows whose table has no such column.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Datum of coordinates.
    #[serde(default)]
    pub datum: Datum,
}
