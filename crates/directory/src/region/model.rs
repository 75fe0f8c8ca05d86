//! A region as lists show it.

use kernel::region::{Level, RegionCode, RegionEntry};
use serde::Serialize;
use store::{FromRow, Row, StoreError};

/// One line of the region tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RegionRow {
    /// 12-digit code.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Level.
    pub level: Level,
    /// Region above.
    pub parent: Option<RegionCode>,
    /// Whether regions lie below it.
    pub has_children: bool,
}

impl FromRow for RegionRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            code: row.region("code")?,
            name: row.text("name")?,
            level: level(row)?,
            parent: row.opt_region("parent")?,
            has_children: row.bool("below")?,
        })
    }
}

/// A stored entry.
pub(crate) struct StoredEntry(pub(crate) RegionEntry);

impl FromRow for StoredEntry {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(RegionEntry {
            code: row.region("code")?,
            name: row.text("name")?,
            level: level(row)?,
            parent: row.opt_region("parent")?,
            valid_from: row.opt_date("valid_from")?,
            valid_to: row.opt_date("valid_to")?,
        }))
    }
}

fn level(row: &Row<'_>) -> Result<Level, StoreError> {
    Level::from_code(&row.text("level")?)
        .map_err(|error| StoreError::Shape { column: "level".into(), reason: error.to_string() })
}
