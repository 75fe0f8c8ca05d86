//! Papers issued.

use crate::answer::DocumentView;
use kernel::id::CaseId;
use store::{Ctx, FromRow, Row, StoreError, params};
use uuid::Uuid;

impl FromRow for DocumentView {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            code: row.text("code")?,
            title: row.text("title")?,
            number: row.text("number")?,
            issued_on: row.date("issued_on")?,
        })
    }
}

/// Writes a paper; answers its row.
pub(crate) async fn insert(
    ctx: &Ctx,
    case: CaseId,
    event: Uuid,
    paper: &DocumentView,
) -> Result<Uuid, StoreError> {
    let id = ctx.id::<Uuid>();
    ctx.tx
        .execute(
            "INSERT INTO case_documents (id, case_id, event_id, code, title, number, issued_on, issued_by) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
            params![
                id,
                case.as_uuid(),
                event,
                paper.code.clone(),
                paper.title.clone(),
                paper.number.clone(),
                paper.issued_on.to_string(),
                ctx.caller.name.clone()
            ],
        )
        .await?;
    Ok(id)
}

/// Whether a paper of this kind carries the number already.
pub(crate) async fn number_taken(ctx: &Ctx, code: &str, number: &str) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM case_documents WHERE code = $1 AND number = $2";
    Ok(ctx.tx.count(sql, params![code, number]).await? > 0)
}

/// Papers of a case in the order of issue.
pub(crate) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<Vec<DocumentView>, StoreError> {
    let sql =
        "SELECT code, title, number, issued_on FROM case_documents WHERE case_id = $1 ORDER BY issued_on, id";
    ctx.tx.all(sql, params![case.as_uuid()]).await
}
