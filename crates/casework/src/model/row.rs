//! The part of a case that lists show.

use super::CaseRecord;
use super::case::class;
use chrono::NaiveDate;
use kernel::id::{CaseId, UnitId};
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use pack::lifecycle::StateClass;
use store::{FromRow, Row, StoreError};
use uuid::Uuid;

/// A case as lists read it: no form, no judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct RowRecord {
    pub(crate) id: CaseId,
    pub(crate) number: String,
    pub(crate) kind: String,
    pub(crate) lifecycle_hash: String,
    pub(crate) title: String,
    pub(crate) state: String,
    pub(crate) state_class: StateClass,
    pub(crate) region: RegionCode,
    pub(crate) sector: Option<String>,
    pub(crate) subject_kind: Option<String>,
    pub(crate) subject_id: Option<Uuid>,
    pub(crate) subject_name: Option<String>,
    pub(crate) unit_id: Option<UnitId>,
    pub(crate) unit_name: Option<String>,
    pub(crate) due_date: Option<NaiveDate>,
    pub(crate) due_key: String,
    pub(crate) due_provisional: bool,
    pub(crate) opened_at: Timestamp,
    pub(crate) closed_at: Option<Timestamp>,
    pub(crate) version: i64,
    pub(crate) historical: bool,
}

impl RowRecord {
    /// Columns read by [`FromRow`].
    pub(crate) const COLUMNS: [&'static str; 21] = [
        "id",
        "number",
        "kind",
        "lifecycle_hash",
        "title",
        "state",
        "state_class",
        "region_code",
        "sector",
        "subject_kind",
        "subject_id",
        "subject_name",
        "unit_id",
        "unit_name",
        "due_date",
        "due_key",
        "due_provisional",
        "opened_at",
        "closed_at",
        "version",
        "historical",
    ];
}

impl FromRow for RowRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            number: row.text("number")?,
            kind: row.text("kind")?,
            lifecycle_hash: row.text("lifecycle_hash")?,
            title: row.text("title")?,
            state: row.text("state")?,
            state_class: class(row, "state_class")?,
            region: row.region("region_code")?,
            sector: row.opt_text("sector")?,
            subject_kind: row.opt_text("subject_kind")?,
            subject_id: row.opt_id("subject_id")?,
            subject_name: row.opt_text("subject_name")?,
            unit_id: row.opt_id("unit_id")?,
            unit_name: row.opt_text("unit_name")?,
            due_date: row.opt_date("due_date")?,
            due_key: row.text("due_key")?,
            due_provisional: row.bool("due_provisional")?,
            opened_at: row.time("opened_at")?,
            closed_at: row.opt_time("closed_at")?,
            version: row.int("version")?,
            historical: row.opt_bool("historical")?.unwrap_or(false),
        })
    }
}

impl From<&CaseRecord> for RowRecord {
    fn from(case: &CaseRecord) -> Self {
        Self {
            id: case.id,
            number: case.number.clone(),
            kind: case.kind.clone(),
            lifecycle_hash: case.lifecycle_hash.clone(),
            title: case.title.clone(),
            state: case.state.clone(),
            state_class: case.state_class,
            region: case.region,
            sector: case.sector.clone(),
            subject_kind: case.subject_kind.clone(),
            subject_id: case.subject_id,
            subject_name: case.subject_name.clone(),
            unit_id: case.unit_id,
            unit_name: case.unit_name.clone(),
            due_date: case.due_date,
            due_key: crate::repo::cases::due_key(case),
            due_provisional: case.due_provisional,
            opened_at: case.opened_at,
            closed_at: case.closed_at,
            version: case.version,
            historical: case.historical,
        }
    }
}
