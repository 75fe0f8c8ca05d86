//! The page of one premises: the whole story.

use super::reach::{READ, WRITE, place, readable};
use super::{Desk, attached, duties, rows};
use crate::model::{
    BuildingRecord, Change, DatumPoint, FacilityRecord, LeaseRecord, PremisesDetail, PremisesRecord,
    ResponsibleRecord,
};
use crate::repo;
use crate::rules::key_unit;
use kernel::id::PremisesId;
use kernel::page::Limit;
use kernel::problem::Problem;
use store::Ctx;

/// Changes shown.
const CHANGES_SHOWN: usize = 100;

/// Everything about one premises.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn detail(ctx: &Ctx, desk: &Desk<'_>, id: PremisesId) -> Result<PremisesDetail, Problem> {
    let record = readable(ctx, READ, id).await?;
    let Some(row) = rows::premises(ctx, desk.pack, std::slice::from_ref(&record)).await?.into_iter().next()
    else {
        return Err(Problem::not_found("该场所"));
    };
    let may_write = ctx.caller.may(WRITE) && ctx.caller.scope(WRITE).covers(&place(&record));
    let cases = desk.engine.of_premises(ctx, id, Limit::default()).await?;
    let inspections = desk.visits.of_premises(ctx, id).await?;
    let duty = duties::decided(ctx).await?.duties(desk.pack, &record.kind, record.place.code);
    let building_id = record.building_id.map(|building| building.as_uuid());
    let building: Option<BuildingRecord> = match building_id {
        Some(building) => repo::kept::by_id(&ctx.tx, building).await?,
        None => None,
    };
    let own = [("premises_id", Some(id.as_uuid())), ("building_id", building_id)];
    let mut leases: Vec<LeaseRecord> = repo::kept::all_of(&ctx.tx, &own).await?;
    // Parties of a neighbour in the same building are the neighbour's affair.
    leases.retain(|lease| lease.premises_id.is_none_or(|premises| premises == id));
    let facilities: Vec<FacilityRecord> = repo::kept::all_of(&ctx.tx, &own).await?;
    let unit = record.unit_id.map(|unit| unit.as_uuid());
    let responsibles: Vec<ResponsibleRecord> = repo::kept::all_of(&ctx.tx, &[("unit_id", unit)]).await?;
    Ok(PremisesDetail {
        row,
        version: record.version,
        area_m2: record.area_m2,
        floors: record.floors,
        height_m: record.height_m,
        datum: record.datum,
        points: DatumPoint::others(record.point),
        building: rows::buildings(ctx, desk.pack, building.as_slice()).await?.into_iter().next(),
        on_floors: record.on_floors.clone(),
        leases: attached::lease_rows(ctx, leases, may_write),
        responsibles: attached::responsible_rows(ctx, desk.pack, responsibles, may_write),
        facilities: attached::facility_rows(desk.pack, facilities),
        key_unit: key_unit::judge(desk.pack, &record, ctx.today()),
        history: history(ctx, &record).await?,
        measures: record.measures,
        may_write,
        facts: record.facts,
        duty,
        cases,
        inspections,
    })
}

/// Changes of the premises, of what hangs on them, of their building and unit, newest first.
async fn history(ctx: &Ctx, record: &PremisesRecord) -> Result<Vec<Change>, Problem> {
    let mut changes = repo::history::latest(&ctx.tx, record.id).await?;
    let building = record.building_id.map(|building| building.as_uuid());
    let unit = record.unit_id.map(|unit| unit.as_uuid());
    for owner in [Some(record.id.as_uuid()), building, unit].into_iter().flatten() {
        changes.extend(repo::history::of_owner(&ctx.tx, owner).await?);
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.at));
    changes.truncate(CHANGES_SHOWN);
    Ok(changes)
}
