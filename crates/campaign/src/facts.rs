//! What other rooms may ask: plain values, nothing written, no permission looked at.

use chrono::NaiveDate;
use kernel::region::RegionCode;
use store::{FromRow, Row, StoreError, Tx, params};

/// Visits of one place in a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitCount {
    /// Place.
    pub region: RegionCode,
    /// Visits.
    pub visits: i64,
    /// Of which with a failed answer.
    pub with_failures: i64,
    /// Different premises visited.
    pub premises: i64,
}

impl FromRow for VisitCount {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            region: row.region("region_code")?,
            visits: row.int("visits")?,
            with_failures: row.int("with_failures")?,
            premises: row.int("premises")?,
        })
    }
}

/// Visits from one day to another, both included, by place.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_between(tx: &Tx, from: NaiveDate, to: NaiveDate) -> Result<Vec<VisitCount>, StoreError> {
    tx.all(
        "SELECT region_code, COUNT(*) AS visits, CAST(SUM(CASE WHEN failed > 0 THEN 1 ELSE 0 END) AS BIGINT) \
         AS with_failures, COUNT(DISTINCT premises_id) AS premises FROM inspections \
         WHERE inspected_on >= $1 AND inspected_on <= $2 GROUP BY region_code ORDER BY region_code",
        params![from.to_string(), to.to_string()],
    )
    .await
}
