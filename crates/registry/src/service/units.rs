//! Lists and pages of units.

use super::reach::{READ, WRITE, reading, unit_place};
use super::{attached, list, rows};
use crate::model::{PremisesFilter, ResponsibleRecord, UnitDetail, UnitFilter, UnitRecord, UnitRow};
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
    let may_write = ctx.caller.may(WRITE) && ctx.caller.scope(WRITE).covers(&unit_place(&record));
    let held: Vec<ResponsibleRecord> =
        repo::kept::all_of(&ctx.tx, &[("unit_id", Some(id.as_uuid()))]).await?;
    let responsibles = attached::responsible_rows(ctx, pack, held, may_write);
    let history = repo::history::of_owner(&ctx.tx, id.as_uuid()).await?;
    let UnitRecord { version, legal_person, manager, phone_masked, .. } = record;
    Ok(UnitDetail {
        row,
        version,
        legal_person,
        manager,
        phone_masked,
        responsibles,
        may_write,
        history,
        premises_list,
    })
}

/// A unit the caller may change: 404 when they cannot see it, 403 when they only see it.
pub(super) async fn writable(ctx: &Ctx, id: UnitId) -> Result<UnitRecord, Problem> {
    ctx.caller.require(WRITE)?;
    let covers = |permission: &str, unit: &UnitRecord| {
        ctx.caller.may(permission) && ctx.caller.scope(permission).covers(&unit_place(unit))
    };
    match repo::units::by_id(&ctx.tx, id).await? {
        Some(unit) if covers(WRITE, &unit) => Ok(unit),
        Some(unit) if covers(READ, &unit) => Err(Problem::forbidden("该单位不在您的维护范围内")),
        _ => Err(Problem::not_found("该单位")),
    }
}
