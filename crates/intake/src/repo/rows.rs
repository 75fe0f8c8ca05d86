//! Rows that were marked, held back, or did something else than being new.

use crate::model::{Candidate, Code, Draft, Mark, Outcome};
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

/// Which rows of an import.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Which {
    pub outcome: Option<Outcome>,
    pub code: Option<Code>,
}

/// How a code stands in the marks of a row: quotes inside of messages are escaped, so nothing else reads like it.
fn written(code: Code) -> String {
    format!("%\"code\":\"{code:?}\"%")
}

/// Rows after a place in the file, all or of one outcome or with one code.
pub(crate) async fn page(
    ctx: &Ctx,
    batch: Uuid,
    which: Which,
    after: Option<(u32, u32)>,
    most: i64,
) -> Result<Vec<RowRecord>, StoreError> {
    let (sheet, row) = after.map_or((-1, -1), |(sheet, row)| (i64::from(sheet), i64::from(row)));
    let mut values = params![batch, sheet, row, most];
    let mut more = String::new();
    if let Some(outcome) = which.outcome {
        values.push(Value::from(outcome.code()));
        more.push_str(&format!(" AND outcome = ${}", values.len()));
    }
    if let Some(code) = which.code {
        values.push(Value::from(written(code)));
        more.push_str(&format!(" AND marks LIKE ${}", values.len()));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM intake_rows WHERE batch_id = $1 AND (sheet, row_number) > ($2, $3){more} \
         ORDER BY sheet, row_number LIMIT $4"
    );
    ctx.tx.all(&sql, values).await
}

/// In how many rows each code stands, in the order of [`Code::ALL`].
pub(crate) async fn codes(ctx: &Ctx, batch: Uuid) -> Result<Vec<i64>, StoreError> {
    struct Counted(Vec<i64>);
    impl FromRow for Counted {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            (0..Code::ALL.len()).map(|at| row.int(&format!("c{at}"))).collect::<Result<_, _>>().map(Self)
        }
    }
    let mut values = params![batch];
    let mut columns = Vec::with_capacity(Code::ALL.len());
    for (at, code) in Code::ALL.into_iter().enumerate() {
        values.push(Value::from(written(code)));
        columns.push(format!("COUNT(CASE WHEN marks LIKE ${} THEN 1 END) AS c{at}", values.len()));
    }
    let sql = format!("SELECT {} FROM intake_rows WHERE batch_id = $1", columns.join(", "));
    Ok(ctx.tx.one::<Counted>(&sql, values).await?.map_or_else(Vec::new, |counted| counted.0))
}
