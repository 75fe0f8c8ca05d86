//! Buildings: lists, pages, registering, changing, voiding.

use super::reach::{READ, WRITE, reading};
use super::{attached, kept, list, regions, rows};
use crate::model::{
    BuildingDetail, BuildingFilter, BuildingInput, BuildingRecord, BuildingRow, FacilityRecord, LeaseRecord,
    Point, PremisesFilter, RegionColumns,
};
use crate::repo;
use crate::repo::list::{Filter, Key, Of};
use crate::rules::record;
use chrono::Datelike;
use kernel::id::BuildingId;
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::scope::Place;
use pack::Pack;
use serde_json::json;
use store::Ctx;
use store::list::{bounded_count, merged};

/// Premises shown on the page of a building.
const PREMISES_SHOWN: u32 = 200;

/// A page of buildings in the caller's scope, by name.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter, 400 on a bad cursor.
pub async fn list_buildings(
    ctx: &Ctx,
    pack: &Pack,
    filter: &BuildingFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<BuildingRow>, Problem> {
    let scope = reading(&ctx.caller)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let selects = Of::Buildings.page(&Filter::buildings(filter)?, &scope, from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |record: &BuildingRecord| (record.pinyin.clone(), record.id);
    let records: Vec<BuildingRecord> = merged(&ctx.tx, selects, most, false, key, |record| record.id).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.pinyin.clone().into(), record.id.to_string().into()])
    });
    Ok(Page { items: rows::buildings(ctx, pack, &page.items).await?, next: page.next })
}

/// How many buildings the filter finds in the caller's scope; counting stops at ten thousand.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter.
pub async fn count_buildings(ctx: &Ctx, filter: &BuildingFilter) -> Result<Bounded, Problem> {
    let scope = reading(&ctx.caller)?;
    Ok(bounded_count(&ctx.tx, Of::Buildings.parts(&Filter::buildings(filter)?, &scope, &["id"])).await?)
}

/// A building the caller may see with a permission: 403 without it, 404 outside the scope.
pub(super) async fn within(ctx: &Ctx, permission: &str, id: BuildingId) -> Result<BuildingRecord, Problem> {
    ctx.caller.require(permission)?;
    let record: BuildingRecord = kept::found(ctx, id.as_uuid()).await?;
    if ctx.caller.scope(permission).covers(&Place::of(record.place.code)) {
        return Ok(record);
    }
    Err(Problem::not_found("该建筑"))
}

/// A building the caller may change: 404 when they cannot see it, 403 when they only see it.
pub(super) async fn writable(ctx: &Ctx, id: BuildingId) -> Result<BuildingRecord, Problem> {
    ctx.caller.require(WRITE)?;
    match within(ctx, WRITE, id).await {
        Err(problem) if problem.status == 404 && ctx.caller.may(READ) => {
            within(ctx, READ, id).await?;
            Err(Problem::forbidden("该建筑不在您的维护范围内"))
        }
        answer => answer,
    }
}

/// Everything about one building.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn building_detail(ctx: &Ctx, pack: &Pack, id: BuildingId) -> Result<BuildingDetail, Problem> {
    let record = within(ctx, READ, id).await?;
    let row = rows::buildings(ctx, pack, std::slice::from_ref(&record)).await?.into_iter().next();
    let row = row.ok_or_else(|| Problem::not_found("该建筑"))?;
    let filter = PremisesFilter { building: Some(id), ..PremisesFilter::default() };
    let limit = Limit::new(PREMISES_SHOWN).unwrap_or_default();
    let premises = list(ctx, pack, &filter, limit, None).await?.items;
    let owners = [("building_id", Some(id.as_uuid()))];
    let whole = ctx.caller.may(WRITE) && ctx.caller.scope(WRITE).covers(&Place::of(record.place.code));
    let leases: Vec<LeaseRecord> = repo::kept::all_of(&ctx.tx, &owners).await?;
    let facilities: Vec<FacilityRecord> = repo::kept::all_of(&ctx.tx, &owners).await?;
    Ok(BuildingDetail {
        row,
        premises,
        leases: attached::lease_rows(ctx, leases, whole),
        facilities: attached::facility_rows(pack, facilities),
        history: repo::history::of_owner(&ctx.tx, id.as_uuid()).await?,
    })
}

fn read_form(id: BuildingId, version: i64, input: BuildingInput) -> BuildingRecord {
    let mut floors = input.floors;
    floors.sort_by_key(|floor| floor.number);
    let blank = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    BuildingRecord {
        id,
        version,
        name: input.name.trim().to_owned(),
        address: input.address.trim().to_owned(),
        place: RegionColumns { code: input.region },
        point: input.point.map(|point: Point| point.read_in(input.datum)),
        datum: input.datum,
        floors_above: input.floors_above,
        floors_below: input.floors_below,
        height_m: input.height_m,
        area_m2: input.area_m2,
        use_class: blank(input.use_class),
        structure: blank(input.structure),
        built_year: input.built_year,
        floors,
        pinyin: String::new(),
    }
}

async fn checked(ctx: &Ctx, pack: &Pack, record: &BuildingRecord) -> Result<(), Problem> {
    record::building(pack, record, i64::from(ctx.today().year()))?;
    regions::require(ctx, record.place.code).await?;
    super::reach::may_place(ctx, &Place::of(record.place.code), "建筑")
}

/// Registers a building and answers its page.
///
/// # Errors
/// 403 outside the caller's region, 422 on bad input.
pub async fn create_building(
    ctx: &Ctx,
    pack: &Pack,
    input: BuildingInput,
) -> Result<BuildingDetail, Problem> {
    let record = read_form(ctx.id(), 1, input);
    checked(ctx, pack, &record).await?;
    kept::add(ctx, &record, record.id.as_uuid()).await?;
    repo::buildings::index(&ctx.tx, &record).await?;
    building_detail(ctx, pack, record.id).await
}

/// Changes a building to what the form says and answers its page.
///
/// # Errors
/// 404 outside the scope, 403 without the right to change it, 409 on a stale version with `current`, 422 on bad input.
pub async fn update_building(
    ctx: &Ctx,
    pack: &Pack,
    id: BuildingId,
    input: BuildingInput,
) -> Result<BuildingDetail, Problem> {
    let before = writable(ctx, id).await?;
    let based_on = input.version;
    let after = read_form(id, before.version + 1, input);
    checked(ctx, pack, &after).await?;
    if kept::change(ctx, &before, &after, based_on, id.as_uuid()).await? {
        repo::buildings::index(&ctx.tx, &after).await?;
    }
    building_detail(ctx, pack, id).await
}

/// Voids a building entered by mistake; premises must have left it first.
///
/// # Errors
/// 404 outside the scope, 409 on a stale version or while premises stand in it, 422 without a reason.
pub async fn void_building(ctx: &Ctx, id: BuildingId, version: i64, reason: &str) -> Result<(), Problem> {
    let record = writable(ctx, id).await?;
    let inside = repo::kept::pointing(&ctx.tx, "premises", "building_id", id.as_uuid()).await?;
    if inside > 0 {
        let current = json!({ "version": record.version, "premises": inside });
        return Err(Problem::conflict(
            format!("还有 {inside} 处场所登记在该建筑内，请先改到其他建筑"),
            current,
        ));
    }
    kept::void(ctx, &record, version, reason, id.as_uuid()).await
}
