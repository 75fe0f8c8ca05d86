//! Lists of premises and their counts.

use super::{reach::reading, rows};
use crate::model::{PremisesFilter, PremisesRecord, PremisesRow};
use crate::repo::list::{Filter, Key, Of};
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::scope::Scope;
use pack::Pack;
use store::Ctx;
use store::list::{bounded_count, merged};

/// A page of premises in the caller's scope, by name.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter, 400 on a bad cursor.
pub async fn list(
    ctx: &Ctx,
    pack: &Pack,
    filter: &PremisesFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<PremisesRow>, Problem> {
    let scope = reading(&ctx.caller)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let filter = Filter::premises(filter)?.tuned(&ctx.tx, Of::Premises).await?;
    let records = fetch(ctx, &filter, &scope, from.as_ref(), limit.fetch()).await?;
    let page = Page::from_rows(records, limit, cursor_of);
    let items = rows::premises(ctx, pack, &page.items).await?;
    Ok(Page { items, next: page.next })
}

pub(super) fn cursor_of(record: &PremisesRecord) -> Cursor {
    Cursor::new(vec![record.pinyin.clone().into(), record.id.to_string().into()])
}

/// Premises after a key, by name, one page of the given length.
pub(super) async fn fetch(
    ctx: &Ctx,
    filter: &Filter,
    scope: &Scope,
    from: Option<&Key>,
    limit: u64,
) -> Result<Vec<PremisesRecord>, Problem> {
    let selects = Of::Premises.page(filter, scope, from, limit);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let key = |record: &PremisesRecord| (record.pinyin.clone(), record.id);
    Ok(merged(&ctx.tx, selects, most, false, key, |record| record.id).await?)
}

/// How many premises the filter finds in the caller's scope; counting stops at ten thousand.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter.
pub async fn count(ctx: &Ctx, filter: &PremisesFilter) -> Result<Bounded, Problem> {
    let scope = reading(&ctx.caller)?;
    let filter = Filter::premises(filter)?.tuned(&ctx.tx, Of::Premises).await?;
    let parts = Of::Premises.parts(&filter, &scope, &["id"]);
    Ok(bounded_count(&ctx.tx, parts).await?)
}
