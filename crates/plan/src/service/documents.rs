//! Uploaded documents.

use super::READ;
use crate::model::{PlanDocument, PlanDocumentRow};
use crate::repo::documents::{self as repo, Key};
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use store::Ctx;
use uuid::Uuid;

/// A page of the documents of the caller's regions and of those above them, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn documents(
    ctx: &Ctx,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<PlanDocumentRow>, Problem> {
    ctx.caller.require(READ)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let rows = repo::page(&ctx.tx, &ctx.caller.scope(READ), from.as_ref(), limit.fetch()).await?;
    Ok(Page::from_rows(rows, limit, |row| {
        Cursor::new(vec![row.uploaded_at.as_micros().into(), row.id.to_string().into()])
    }))
}

/// One document with its lines, outline and tasks.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn document(ctx: &Ctx, id: Uuid) -> Result<PlanDocument, Problem> {
    ctx.caller.require(READ)?;
    let found = repo::by_id(&ctx.tx, &ctx.caller.scope(READ), id).await?;
    found.ok_or_else(|| Problem::not_found("该文件"))
}
