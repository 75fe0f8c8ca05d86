//! Rows that were marked, held back, or did something else than being new.

use crate::model::{Candidate, Draft, Mark, Outcome};
use kernel::id::PremisesId;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

/// A row as stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RowRecord {
    pub sheet: u32,
    pub row: u32,
    pub outcome: Outcome,
    pub hidden: bool,
    pub draft: Draft,
    pub marks: Vec<Mark>,
    pub candidates: Vec<Candidate>,
    pub premises: Option<PremisesId>,
}

impl FromRow for RowRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let outcome = row.text("outcome")?;
        let small = |value: i64| u32::try_from(value).map_err(|error| StoreError::Usage(error.to_string()));
        Ok(Self {
            sheet: small(row.int("sheet")?)?,
            row: small(row.int("row_number")?)?,
            outcome: Outcome::from_code(&outcome)
                .ok_or_else(|| StoreError::Usage(format!("outcome {outcome}")))?,
            hidden: row.bool("hidden")?,
            draft: row.json("draft")?,
            marks: row.json("marks")?,
            candidates: row.json("candidates")?,
            premises: row.opt_id("premises_id")?,
        })
    }
}

const COLUMNS: &str = "sheet, row_number, outcome, hidden, draft, marks, candidates, premises_id";

fn text<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Usage(error.to_string()))
}

/// Forgets the rows of an earlier run.
pub(crate) async fn clear(ctx: &Ctx, batch: Uuid) -> Result<(), StoreError> {
    ctx.tx.execute("DELETE FROM intake_rows WHERE batch_id = $1", params![batch]).await?;
    Ok(())
}

/// Writes rows over those of the same number.
pub(crate) async fn insert(ctx: &Ctx, batch: Uuid, rows: &[RowRecord]) -> Result<(), StoreError> {
    let columns = [
        "batch_id",
        "sheet",
        "row_number",
        "outcome",
        "hidden",
        "draft",
        "marks",
        "candidates",
        "premises_id",
    ];
    let mut values: Vec<Vec<Value>> = Vec::with_capacity(rows.len());
    for row in rows {
        values.push(params![
            batch,
            i64::from(row.sheet),
            i64::from(row.row),
            row.outcome.code(),
            row.hidden,
            text(&row.draft)?,
            text(&row.marks)?,
            text(&row.candidates)?,
            row.premises.map(|id| id.as_uuid()),
        ]);
    }
    let replace = "(batch_id, sheet, row_number) DO UPDATE SET outcome = excluded.outcome, hidden = excluded.hidden, \
                   draft = excluded.draft, marks = excluded.marks, candidates = excluded.candidates, \
                   premises_id = excluded.premises_id";
    ctx.tx.insert_many("intake_rows", &columns, values, replace).await?;
    Ok(())
}

/// One row.
pub(crate) async fn find(
    ctx: &Ctx,
    batch: Uuid,
    sheet: u32,
    row: u32,
) -> Result<Option<RowRecord>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM intake_rows WHERE batch_id = $1 AND sheet = $2 AND row_number = $3");
    ctx.tx.one(&sql, params![batch, i64::from(sheet), i64::from(row)]).await
}

/// Rows after a place in the file, all or of one outcome.
pub(crate) async fn page(
    ctx: &Ctx,
    batch: Uuid,
    outcome: Option<Outcome>,
    after: Option<(u32, u32)>,
    most: i64,
) -> Result<Vec<RowRecord>, StoreError> {
    let (sheet, row) = after.map_or((-1, -1), |(sheet, row)| (i64::from(sheet), i64::from(row)));
    match outcome {
        Some(outcome) => {
            let sql = format!(
                "SELECT {COLUMNS} FROM intake_rows WHERE batch_id = $1 AND outcome = $5 AND (sheet, row_number) > ($2, $3) \
                 ORDER BY sheet, row_number LIMIT $4"
            );
            ctx.tx.all(&sql, params![batch, sheet, row, most, outcome.code()]).await
        }
        None => {
            let sql = format!(
                "SELECT {COLUMNS} FROM intake_rows WHERE batch_id = $1 AND (sheet, row_number) > ($2, $3) \
                 ORDER BY sheet, row_number LIMIT $4"
            );
            ctx.tx.all(&sql, params![batch, sheet, row, most]).await
        }
    }
}
