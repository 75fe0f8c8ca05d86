//! Which answer of which visit is behind which case.

use kernel::id::{CaseId, InspectionId, PremisesId};
use store::{FromRow, Row, StoreError, Tx, Value, params};

/// One answer and its case.
pub(crate) struct Link {
    pub(crate) case: CaseId,
    pub(crate) item: String,
    /// Whether this visit opened the case, or found it open.
    pub(crate) opened: bool,
}

impl FromRow for Link {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { case: row.id("case_id")?, item: row.text("item")?, opened: row.bool("opened")? })
    }
}

/// Keeps the links of a visit.
pub(crate) async fn insert(
    tx: &Tx,
    inspection: InspectionId,
    premises: PremisesId,
    links: &[Link],
) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = links
        .iter()
        .map(|link| {
            params![
                inspection.as_uuid(),
                link.case.as_uuid(),
                premises.as_uuid(),
                link.item.as_str(),
                link.opened
            ]
        })
        .collect();
    let columns = ["inspection_id", "case_id", "premises_id", "item", "opened"];
    tx.insert_many("inspection_cases", &columns, rows, "").await?;
    Ok(())
}

/// The links of a visit.
pub(crate) async fn of_inspection(tx: &Tx, inspection: InspectionId) -> Result<Vec<Link>, StoreError> {
    tx.all(
        "SELECT case_id, item, opened FROM inspection_cases WHERE inspection_id = $1 ORDER BY item",
        params![inspection.as_uuid()],
    )
    .await
}

/// The links of every visit of a premises that opened a case.
pub(crate) async fn of_premises(tx: &Tx, premises: PremisesId) -> Result<Vec<Link>, StoreError> {
    tx.all(
        "SELECT case_id, item, opened FROM inspection_cases WHERE premises_id = $1 AND opened ORDER BY item",
        params![premises.as_uuid()],
    )
    .await
}
