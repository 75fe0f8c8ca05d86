//! What other rooms may ask: plain values, nothing written, no permission looked at.

use crate::model::{InspectionFilter, InspectionRecord};
use crate::repo::list;
use chrono::NaiveDate;
use kernel::id::InspectionId;
use kernel::region::RegionCode;
use kernel::scope::Scope;
use store::list::merged;
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

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitFact {
    /// Id.
    pub id: InspectionId,
    /// Day.
    pub on: NaiveDate,
    /// Name of the premises that day.
    pub premises: String,
    /// Where they stood.
    pub region: RegionCode,
    /// Organisation of the inspector.
    pub org: String,
    /// Answers that failed.
    pub failed: i64,
    /// Cases opened by it.
    pub cases_opened: i64,
}

/// Visits of a scope and a region from one day to another, both included, newest first; at most `most`.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_within(
    tx: &Tx,
    scope: &Scope,
    region: RegionCode,
    (from, to): (NaiveDate, NaiveDate),
    most: u64,
) -> Result<Vec<VisitFact>, StoreError> {
    let filter = InspectionFilter {
        region: Some(region),
        from: Some(from),
        to: Some(to),
        ..InspectionFilter::default()
    };
    let selects = list::page(&filter, scope, None, most);
    let key = |record: &InspectionRecord| (record.inspected_on, record.id);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let records: Vec<InspectionRecord> = merged(tx, selects, most, true, key, |record| record.id).await?;
    Ok(records
        .into_iter()
        .map(|record| VisitFact {
            id: record.id,
            on: record.inspected_on,
            region: record.place.code,
            premises: record.premises_name,
            org: record.inspector.org,
            failed: record.failed,
            cases_opened: record.cases_opened,
        })
        .collect())
}
