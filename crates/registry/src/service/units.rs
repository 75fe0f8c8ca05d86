//! Lists and pages of units.

use super::reach::{reading, unit_place};
use super::{list, rows};
use crate::model::{PremisesFilter, UnitDetail, UnitFilter, UnitRecord, UnitRow};
use crate::repo;
use crate::repo::list::{Filter, Key, Of};
use kernel::id::UnitId;
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use pack::Pack;
use store::Ctx;
use store::list::{bounded_count, merged};

/// A page of units in the caller's scope, by name.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter, 400 on a bad cursor.
pub async fn list_units(
    ctx: &Ctx,
    pack: &Pack,
    filter: &UnitFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<UnitRow>, Problem> {
    let scope = reading(&ctx.caller)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let selects = Of::Units.page(&Filter::units(filter)?, &scope, from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |record: &UnitRecord| (record.pinyin.clone(), record.id);
    let records: Vec<UnitRecord> = merged(&ctx.tx, selects, most, false, key, |record| record.id).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.pinyin.clone().into(), record.id.to_string().into()])
    });
    let items = rows::units(ctx, pack, &page.items).await?;
    Ok(Page { items, next: page.next })
}

/// How many units the filter finds in the caller's scope; counting stops at ten thousand.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter.
pub async fn count_units(ctx: &Ctx, filter: &UnitFilter) -> Result<Bounded, Problem> {
    let scope = reading(&ctx.caller)?;
    Ok(bounded_count(&ctx.tx, Of::Units.parts(&Filter::units(filter)?, &scope, &["id"])).await?)
}

/// Everything about one unit.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn unit_detail(ctx: &Ctx, pack: &Pack, id: UnitId) -> Result<UnitDetail, Problem> {
    let scope = reading(&ctx.caller)?;
    let missing = || Problem::not_found("该单位");
    let record = repo::units::by_id(&ctx.tx, id).await?.filter(|unit| scope.covers(&unit_place(unit)));
    let record = record.ok_or_else(missing)?;
    let row = rows::units(ctx, pack, std::slice::from_ref(&record))
        .await?
        .into_iter()
        .next()
        .ok_or_else(missing)?;
    let filter = PremisesFilter { unit: Some(id), ..PremisesFilter::default() };
    let premises_list = list(ctx, pack, &filter, Limit::default(), None).await?.items;
    let UnitRecord { version, legal_person, manager, phone_masked, .. } = record;
    Ok(UnitDetail { row, version, legal_person, manager, phone_masked, premises_list })
}
