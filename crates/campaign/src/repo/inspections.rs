//! One visit.

use crate::model::InspectionRecord;
use kernel::id::InspectionId;
use kernel::time::Timestamp;
use registry::model::RegionColumns;
use store::{StoreError, Tx, params};

/// Columns of [`InspectionRecord`] but the number of cases.
pub(crate) const COLUMNS: [&str; 22] = [
    "id",
    "premises_id",
    "premises_name",
    "region_code",
    "unit_id",
    "sector",
    "inspected_on",
    "inspector_user",
    "inspector_person",
    "inspector",
    "post",
    "org",
    "checklist",
    "checklist_hash",
    "answers",
    "facts",
    "kinds",
    "judgement",
    "failed",
    "passed",
    "note",
    "client_id",
];

/// Cases a visit opened.
pub(crate) const CASES_OPENED: &str = "(SELECT COUNT(*) FROM inspection_cases \
     WHERE inspection_cases.inspection_id = inspections.id AND inspection_cases.opened)";

fn select(condition: &str) -> String {
    format!(
        "SELECT {}, {CASES_OPENED} AS cases_opened FROM inspections WHERE {condition}",
        COLUMNS.join(", ")
    )
}

/// A visit.
pub(crate) async fn by_id(tx: &Tx, id: InspectionId) -> Result<Option<InspectionRecord>, StoreError> {
    tx.one(&select("id = $1"), params![id.as_uuid()]).await
}

/// The visit a device sent under an id of its own.
pub(crate) async fn by_client_id(tx: &Tx, client_id: &str) -> Result<Option<InspectionRecord>, StoreError> {
    tx.one(&select("client_id = $1"), params![client_id]).await
}

/// Inserts a visit.
pub(crate) async fn insert(tx: &Tx, record: &InspectionRecord, now: Timestamp) -> Result<(), StoreError> {
    let json = |value: Result<String, serde_json::Error>| {
        value.map_err(|error| StoreError::Usage(error.to_string()))
    };
    let judgement =
        record.judgement.as_ref().map(|judgement| json(serde_json::to_string(judgement))).transpose()?;
    let mut row = params![
        record.id.as_uuid(),
        record.premises_id.as_uuid(),
        record.premises_name.as_str(),
        record.unit_id.map(|unit| unit.as_uuid()),
        record.sector.clone(),
        record.inspected_on.to_string(),
        record.inspector_user.map(|user| user.as_uuid()),
        record.inspector_person.map(|person| person.as_uuid()),
        record.inspector.name.as_str(),
        record.inspector.post.as_str(),
        record.inspector.org.as_str(),
        record.checklist.as_str(),
        record.checklist_hash.as_str(),
        json(serde_json::to_string(&record.answers))?,
        json(serde_json::to_string(&record.facts))?,
        json(serde_json::to_string(&record.kinds))?,
        judgement,
        record.judgement.as_ref().map(|judgement| judgement.edition.clone()),
        record.failed,
        record.passed,
        record.major_suggested(),
        record.note.clone(),
        record.client_id.clone(),
        now.as_micros(),
    ];
    row.extend(record.place.values());
    let columns: Vec<&'static str> = [
        "id",
        "premises_id",
        "premises_name",
        "unit_id",
        "sector",
        "inspected_on",
        "inspector_user",
        "inspector_person",
        "inspector",
        "post",
        "org",
        "checklist",
        "checklist_hash",
        "answers",
        "facts",
        "kinds",
        "judgement",
        "edition",
        "failed",
        "passed",
        "major_suggested",
        "note",
        "client_id",
        "created_at",
    ]
    .into_iter()
    .chain(RegionColumns::NAMES)
    .collect();
    tx.insert_many("inspections", &columns, vec![row], "").await?;
    Ok(())
}
