//! Lists and pages of imports.

use super::sides::Words;
use super::{WRITE, batch};
use crate::model::{Batch, BatchDetail, Code, CodeCount, ImportRow, Outcome, State};
use crate::repo::rows::Which;
use crate::repo::{batches, rows, sources};
use crate::rules::suggest;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use pack::Pack;
use store::Ctx;
use uuid::Uuid;

/// Imports in the caller's scope, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn list(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<Batch>, Problem> {
    ctx.caller.require(WRITE)?;
    let before = cursor.map(Cursor::read::<(i64, Uuid)>).transpose()?;
    let records = batches::list(ctx, &ctx.caller.scope(WRITE), before, limit.fetch()).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.created_at.as_micros().into(), record.id.to_string().into()])
    });
    Ok(Page { items: page.items.into_iter().map(Batch::from).collect(), next: page.next })
}

/// One import with how its file is read.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn detail(ctx: &Ctx, id: Uuid) -> Result<BatchDetail, Problem> {
    let record = batch(ctx, id).await?;
    let mut notes = suggest::notes(&record.mapping);
    if record.counts.hidden > 0 {
        notes.push(format!("有 {} 个隐藏行，已一并导入", record.counts.hidden));
    }
    if record.counts.subtotals > 0 {
        notes.push(format!("识别出 {} 个合计、说明行，不导入", record.counts.subtotals));
    }
    let key = super::home(&ctx.caller)?.map(|code| code.to_string()).unwrap_or_default();
    let remembered = sources::remembered(ctx, &key, &record.source).await?;
    let remembered = remembered.as_ref().map(suggest::titles).unwrap_or_default();
    Ok(BatchDetail {
        notes,
        remembered: remembered.into_iter().map(|(title, field)| (title.to_owned(), field)).collect(),
        resumed_from: record.resumed_from,
        stopped_at: record.stopped_at().filter(|_| !record.state.running()).map(|(_, row)| row),
        mapping: record.mapping.clone(),
        batch: record.into(),
    })
}

/// Which rows of an import; both when both are given.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowsWanted {
    /// What became of them.
    pub outcome: Option<Outcome>,
    /// A repair or fault they have.
    pub code: Option<Code>,
}

/// Rows to be looked at, in the order of the file. A row that is plainly new and needed no repair is not among them.
///
/// # Errors
/// 403 without the permission, 404 outside the scope, 400 on a bad cursor.
pub async fn list_rows(
    ctx: &Ctx,
    pack: &Pack,
    id: Uuid,
    wanted: RowsWanted,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<ImportRow>, Problem> {
    let record = batch(ctx, id).await?;
    let after = cursor.map(Cursor::read::<(u32, u32)>).transpose()?;
    let most = i64::try_from(limit.fetch()).unwrap_or(i64::MAX);
    let which = Which { outcome: wanted.outcome, code: wanted.code };
    let records = rows::page(ctx, id, which, after, most).await?;
    let page = Page::from_rows(records, limit, |row| Cursor::new(vec![row.sheet.into(), row.row.into()]));
    let words = Words::of(ctx, pack, &page.items).await?;
    // Once it is written the ledger holds what the row says.
    let before = record.state == State::Checked;
    Ok(Page { items: page.items.into_iter().map(|row| words.shown(row, before)).collect(), next: page.next })
}

/// In how many rows each repair was made and each fault found, those that are there.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn list_codes(ctx: &Ctx, id: Uuid) -> Result<Vec<CodeCount>, Problem> {
    batch(ctx, id).await?;
    let counted = rows::codes(ctx, id).await?;
    let all = Code::ALL.into_iter().zip(counted).filter(|(_, rows)| *rows > 0);
    Ok(all
        .map(|(code, rows)| CodeCount { code, name: code.name().to_owned(), fault: code.is_fault(), rows })
        .collect())
}

/// Sources the caller's region has imported from, the latest first.
///
/// # Errors
/// 403 without the permission.
pub async fn source_names(ctx: &Ctx) -> Result<Vec<String>, Problem> {
    let key = super::home(&ctx.caller)?.map(|code| code.to_string()).unwrap_or_default();
    Ok(sources::of_region(ctx, &key).await?.into_iter().map(|source| source.name).collect())
}
