//! The premises an import made or changed.

use super::batch;
use crate::model::TakenPremises;
use crate::repo::taken;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use pack::Pack;
use registry::service::bulk;
use std::collections::BTreeMap;
use store::Ctx;
use uuid::Uuid;

/// Premises an import made or changed, in the order of the file. Of those that are void or out of sight only the row is
/// told.
///
/// # Errors
/// 403 without the permission, 404 outside the scope, 400 on a bad cursor.
pub async fn list_taken(
    ctx: &Ctx,
    pack: &Pack,
    id: Uuid,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<TakenPremises>, Problem> {
    batch(ctx, id).await?;
    let after = cursor.map(Cursor::read::<(u32, u32)>).transpose()?;
    let most = i64::try_from(limit.fetch()).unwrap_or(i64::MAX);
    let records = taken::page(ctx, id, after, most).await?;
    let page = Page::from_rows(records, limit, |one| Cursor::new(vec![one.sheet.into(), one.row.into()]));
    let premises = bulk::premises_by_ids(ctx, page.items.iter().map(|one| one.premises).collect()).await?;
    let regions =
        directory::region::names(&ctx.tx, premises.iter().map(|record| record.place.code).collect()).await?;
    let premises: BTreeMap<_, _> = premises.into_iter().map(|record| (record.id, record)).collect();
    let items = page
        .items
        .into_iter()
        .map(|one| {
            let record = premises.get(&one.premises);
            let kind = record.map(|record| {
                pack.premises_kind(&record.kind).map_or_else(|| record.kind.clone(), |kind| kind.name.clone())
            });
            TakenPremises {
                id: one.premises,
                sheet: one.sheet,
                row: one.row,
                outcome: one.outcome,
                name: record.map(|record| record.name.clone()),
                kind,
                region: record
                    .and_then(|record| regions.get(&record.place.code))
                    .map(|region| region.path.clone()),
                address: record.map(|record| record.address.clone()),
            }
        })
        .collect();
    Ok(Page { items, next: page.next })
}
