//! Which premises an import made or changed, by row.

use crate::model::Outcome;
use kernel::id::PremisesId;
use store::{Ctx, FromRow, Row, StoreError, params};
use uuid::Uuid;

/// A row that went into the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    pub sheet: u32,
    pub row: u32,
    pub premises: PremisesId,
    pub outcome: Outcome,
}

impl FromRow for Taken {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let outcome = row.text("outcome")?;
        let small = |value: i64| u32::try_from(value).map_err(|error| StoreError::Usage(error.to_string()));
        Ok(Self {
            sheet: small(row.int("sheet")?)?,
            row: small(row.int("row_number")?)?,
            premises: row.id("premises_id")?,
            outcome: Outcome::from_code(&outcome)
                .ok_or_else(|| StoreError::Usage(format!("outcome {outcome}")))?,
        })
    }
}

/// Keeps rows that went in.
pub(crate) async fn insert(ctx: &Ctx, batch: Uuid, rows: &[Taken]) -> Result<(), StoreError> {
    let columns = ["batch_id", "sheet", "row_number", "premises_id", "outcome"];
    let values = rows
        .iter()
        .map(|one| {
            let Taken { sheet, row, premises, outcome } = one;
            params![batch, i64::from(*sheet), i64::from(*row), premises.as_uuid(), outcome.code()]
        })
        .collect();
    let replace = "(batch_id, sheet, row_number) DO UPDATE SET premises_id = excluded.premises_id, outcome = excluded.outcome";
    ctx.tx.insert_many("intake_premises", &columns, values, replace).await?;
    Ok(())
}

/// Rows that went in, after a place in the file.
pub(crate) async fn page(
    ctx: &Ctx,
    batch: Uuid,
    after: Option<(u32, u32)>,
    most: i64,
) -> Result<Vec<Taken>, StoreError> {
    let (sheet, row) = after.map_or((-1, -1), |(sheet, row)| (i64::from(sheet), i64::from(row)));
    let sql = "SELECT sheet, row_number, premises_id, outcome FROM intake_premises \
               WHERE batch_id = $1 AND (sheet, row_number) > ($2, $3) ORDER BY sheet, row_number LIMIT $4";
    ctx.tx.all(sql, params![batch, sheet, row, most]).await
}
