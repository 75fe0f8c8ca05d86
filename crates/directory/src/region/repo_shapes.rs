//! Queries over map shapes.

use kernel::region::RegionCode;
use serde_json::Value;
use store::{FromRow, Row, StoreError, Tx, params};

/// A stored shape.
pub(super) struct Shape {
    pub(super) code: RegionCode,
    pub(super) level: String,
    pub(super) geometry: Value,
}

impl FromRow for Shape {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { code: row.region("code")?, level: row.text("level")?, geometry: row.json("geometry")? })
    }
}

/// Shapes of a level, or all.
pub(super) async fn all(tx: &Tx, level: Option<&str>) -> Result<Vec<Shape>, StoreError> {
    match level {
        Some(level) => {
            let sql = "SELECT code, level, geometry FROM region_shapes WHERE level = $1 ORDER BY code";
            tx.all(sql, params![level]).await
        }
        None => tx.all("SELECT code, level, geometry FROM region_shapes ORDER BY code", params![]).await,
    }
}
