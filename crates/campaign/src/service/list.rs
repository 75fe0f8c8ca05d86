//! Lists of visits and their counts.

use super::READ;
use crate::model::{InspectionFilter, InspectionRecord, InspectionRow};
use crate::repo::list::{self, Key};
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use store::Ctx;
use store::list::{bounded_count, merged};

/// A page of visits in the caller's scope, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn list(
    ctx: &Ctx,
    filter: &InspectionFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<InspectionRow>, Problem> {
    ctx.caller.require(READ)?;
    let scope = ctx.caller.scope(READ);
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let selects = list::page(filter, &scope, from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |record: &InspectionRecord| (record.inspected_on, record.id);
    let records: Vec<InspectionRecord> =
        merged(&ctx.tx, selects, most, true, key, |record| record.id).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.inspected_on.to_string().into(), record.id.to_string().into()])
    });
    Ok(page.map(|record| record.row()))
}

/// How many visits the filter finds in the caller's scope; counting stops at ten thousand.
///
/// # Errors
/// 403 without the permission.
pub async fn count(ctx: &Ctx, filter: &InspectionFilter) -> Result<Bounded, Problem> {
    ctx.caller.require(READ)?;
    let scope = ctx.caller.scope(READ);
    Ok(bounded_count(&ctx.tx, list::parts(filter, &scope, &["id"])).await?)
}
