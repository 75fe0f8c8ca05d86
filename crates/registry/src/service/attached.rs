//! Parties to the use of buildings and premises, fire-safety posts of units, fire facilities: adding, changing, voiding.

use super::reach::{WRITE, readable, writable};
use super::{buildings, kept, rows, units};
use crate::model::{
    FacilityInput, FacilityRecord, FacilityRow, LeaseInput, LeaseRecord, LeaseRow, ResponsibleInput,
    ResponsibleRecord, ResponsibleRow,
};
use crate::repo;
use crate::rules::record;
use kernel::id::{BuildingId, FacilityId, LeaseId, PremisesId, ResponsibleId};
use kernel::identity::mask_phone;
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use std::collections::BTreeSet;
use store::Ctx;
use uuid::Uuid;

fn blank(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn holds(ctx: &Ctx, from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>) -> bool {
    from.is_none_or(|from| from <= ctx.today()) && to.is_none_or(|to| ctx.today() <= to)
}

fn telephone(phone: Option<String>, whole: bool) -> Option<String> {
    phone.map(|phone| if whole { phone } else { mask_phone(&phone) })
}

/// Parties as pages show them; `whole` for those who may change them.
pub(super) fn lease_rows(ctx: &Ctx, records: Vec<LeaseRecord>, whole: bool) -> Vec<LeaseRow> {
    let row = |record: LeaseRecord| LeaseRow {
        id: record.id,
        version: record.version,
        building_id: record.building_id,
        premises_id: record.premises_id,
        parent_id: record.parent_id,
        role: record.role,
        role_name: record.role.name().to_owned(),
        unit_id: record.unit_id,
        party: record.party,
        phone: telephone(record.phone, whole),
        part: record.part,
        area_m2: record.area_m2,
        starts_on: record.starts_on,
        ends_on: record.ends_on,
        in_force: holds(ctx, record.starts_on, record.ends_on),
        note: record.note,
    };
    records.into_iter().map(row).collect()
}

/// Posts as pages show them, in the order of the pack's list; `whole` for those who may change them.
pub(super) fn responsible_rows(
    ctx: &Ctx,
    pack: &Pack,
    records: Vec<ResponsibleRecord>,
    whole: bool,
) -> Vec<ResponsibleRow> {
    let row = |record: ResponsibleRecord| ResponsibleRow {
        id: record.id,
        version: record.version,
        unit_id: record.unit_id,
        role_name: rows::item_name(pack, "unit_posts", &record.role),
        role: record.role,
        name: record.name,
        phone: telephone(record.phone, whole),
        certificate: record.certificate,
        since: record.since,
        until: record.until,
        in_force: holds(ctx, record.since, record.until),
    };
    let order = |role: &str| {
        pack.list("unit_posts").and_then(|list| list.items.iter().position(|item| item.code == role))
    };
    let mut rows: Vec<ResponsibleRow> = records.into_iter().map(row).collect();
    rows.sort_by_key(|row| (!row.in_force, order(&row.role).unwrap_or(usize::MAX)));
    rows
}

/// Facilities as pages show them.
pub(super) fn facility_rows(pack: &Pack, records: Vec<FacilityRecord>) -> Vec<FacilityRow> {
    let row = |record: FacilityRecord| FacilityRow {
        id: record.id,
        version: record.version,
        building_id: record.building_id,
        premises_id: record.premises_id,
        kind_name: rows::item_name(pack, "facility_kinds", &record.kind),
        kind: record.kind,
        count: record.count,
        state_name: rows::item_name(pack, "facility_states", &record.state),
        state: record.state,
        maintained_on: record.maintained_on,
        maintainer: record.maintainer,
        note: record.note,
    };
    records.into_iter().map(row).collect()
}

/// The page that tells of a record: its premises where it has some, else its building. Asks for the right to change it.
async fn owned(
    ctx: &Ctx,
    premises: Option<PremisesId>,
    building: Option<BuildingId>,
) -> Result<Uuid, Problem> {
    if let Some(premises) = premises {
        return Ok(writable(ctx, premises).await?.id.as_uuid());
    }
    match building {
        Some(building) => Ok(buildings::writable(ctx, building).await?.id.as_uuid()),
        None => Err(Problem::invalid(vec![FieldProblem::required("/premises_id")])),
    }
}

async fn lease_of(ctx: &Ctx, id: LeaseId, version: i64, input: LeaseInput) -> Result<LeaseRecord, Problem> {
    let premises = match input.premises_id {
        Some(premises) => Some(readable(ctx, WRITE, premises).await?),
        None => None,
    };
    let building_id = premises.as_ref().and_then(|premises| premises.building_id).or(input.building_id);
    let mut party = blank(input.party);
    if let Some(unit) = input.unit_id {
        super::create_premises::known_unit(ctx, unit).await?;
        party = repo::units::by_id(&ctx.tx, unit).await?.map(|unit| unit.name);
    }
    let mut record = LeaseRecord {
        id,
        version,
        building_id,
        premises_id: input.premises_id,
        parent_id: input.parent_id,
        role: input.role,
        unit_id: input.unit_id,
        party: party.unwrap_or_default(),
        phone: input.phone,
        part: blank(input.part),
        area_m2: input.area_m2,
        starts_on: input.starts_on,
        ends_on: input.ends_on,
        note: blank(input.note),
    };
    record::lease(&mut record)?;
    fits_above(ctx, &record).await?;
    Ok(record)
}

/// The party above must be of the same building or premises, of a higher role, and not below this one.
async fn fits_above(ctx: &Ctx, record: &LeaseRecord) -> Result<(), Problem> {
    let wrong =
        |message: &str| Err(Problem::invalid(vec![FieldProblem::new("/parent_id", "parent", message)]));
    let mut seen = BTreeSet::from([record.id]);
    let mut above = record.parent_id;
    let mut first = true;
    while let Some(id) = above {
        if !seen.insert(id) {
            return wrong("上家不能是自己或自己的下家");
        }
        let Some(parent) = repo::kept::by_id::<LeaseRecord>(&ctx.tx, id.as_uuid()).await? else {
            return wrong("上家不存在或已作废");
        };
        if first {
            let same = (parent.building_id.is_some() && parent.building_id == record.building_id)
                || (parent.premises_id.is_some() && parent.premises_id == record.premises_id);
            if !same {
                return wrong("上家须是同一建筑或同一场所的产权、租赁关系人");
            }
            if !record.role.may_hold_from(parent.role) {
                return wrong(&format!("{}不能从{}处取得使用权", record.role.name(), parent.role.name()));
            }
        }
        first = false;
        above = parent.parent_id;
    }
    Ok(())
}

/// Registers a party to the use of a building or premises.
///
/// # Errors
/// 404 or 403 outside the caller's reach, 422 on bad input.
pub async fn create_lease(ctx: &Ctx, input: LeaseInput) -> Result<LeaseRow, Problem> {
    let owner = owned(ctx, input.premises_id, input.building_id).await?;
    let record = lease_of(ctx, ctx.id(), 1, input).await?;
    kept::add(ctx, &record, owner).await?;
    one(lease_rows(ctx, vec![record], true))
}

/// Changes a party to what the form says.
///
/// # Errors
/// As [`create_lease`]; 409 on a stale version.
pub async fn update_lease(ctx: &Ctx, id: LeaseId, mut input: LeaseInput) -> Result<LeaseRow, Problem> {
    ctx.caller.require(WRITE)?;
    let before: LeaseRecord = kept::found(ctx, id.as_uuid()).await?;
    let owner = owned(ctx, before.premises_id, before.building_id).await?;
    // A party stays with its building and premises; another place is another party.
    (input.premises_id, input.building_id) = (before.premises_id, before.building_id);
    let based_on = input.version;
    let after = lease_of(ctx, id, before.version + 1, input).await?;
    let changed = kept::change(ctx, &before, &after, based_on, owner).await?;
    one(lease_rows(ctx, vec![if changed { after } else { before }], true))
}

/// Voids a party entered by mistake; parties below it must hold from another first.
///
/// # Errors
/// As [`update_lease`]; 409 while others hold from it.
pub async fn void_lease(ctx: &Ctx, id: LeaseId, version: i64, reason: &str) -> Result<(), Problem> {
    ctx.caller.require(WRITE)?;
    let record: LeaseRecord = kept::found(ctx, id.as_uuid()).await?;
    let owner = owned(ctx, record.premises_id, record.building_id).await?;
    let below = repo::kept::pointing(&ctx.tx, "leases", "parent_id", id.as_uuid()).await?;
    if below > 0 {
        let current = serde_json::json!({ "version": record.version, "below": below });
        return Err(Problem::conflict(format!("还有 {below} 个下家挂在其名下，请先改挂"), current));
    }
    kept::void(ctx, &record, version, reason, owner).await
}

fn one<T>(rows: Vec<T>) -> Result<T, Problem> {
    rows.into_iter().next().ok_or_else(|| Problem::internal("one row"))
}

fn responsible_of(
    pack: &Pack,
    id: ResponsibleId,
    version: i64,
    input: ResponsibleInput,
) -> Result<ResponsibleRecord, Problem> {
    let mut record = ResponsibleRecord {
        id,
        version,
        unit_id: input.unit_id,
        role: input.role,
        name: input.name.trim().to_owned(),
        phone: input.phone,
        certificate: blank(input.certificate),
        since: input.since,
        until: input.until,
    };
    record::responsible(pack, &mut record)?;
    Ok(record)
}

/// Registers who holds a fire-safety post of a unit.
///
/// # Errors
/// 404 or 403 outside the caller's reach, 422 on bad input.
pub async fn create_responsible(
    ctx: &Ctx,
    pack: &Pack,
    input: ResponsibleInput,
) -> Result<ResponsibleRow, Problem> {
    units::writable(ctx, input.unit_id).await?;
    let record = responsible_of(pack, ctx.id(), 1, input)?;
    kept::add(ctx, &record, record.unit_id.as_uuid()).await?;
    one(responsible_rows(ctx, pack, vec![record], true))
}

/// Changes a post to what the form says.
///
/// # Errors
/// As [`create_responsible`]; 409 on a stale version.
pub async fn update_responsible(
    ctx: &Ctx,
    pack: &Pack,
    id: ResponsibleId,
    mut input: ResponsibleInput,
) -> Result<ResponsibleRow, Problem> {
    ctx.caller.require(WRITE)?;
    let before: ResponsibleRecord = kept::found(ctx, id.as_uuid()).await?;
    units::writable(ctx, before.unit_id).await?;
    input.unit_id = before.unit_id;
    let based_on = input.version;
    let after = responsible_of(pack, id, before.version + 1, input)?;
    let changed = kept::change(ctx, &before, &after, based_on, before.unit_id.as_uuid()).await?;
    one(responsible_rows(ctx, pack, vec![if changed { after } else { before }], true))
}

/// Voids a post entered by mistake.
///
/// # Errors
/// As [`update_responsible`].
pub async fn void_responsible(
    ctx: &Ctx,
    id: ResponsibleId,
    version: i64,
    reason: &str,
) -> Result<(), Problem> {
    ctx.caller.require(WRITE)?;
    let record: ResponsibleRecord = kept::found(ctx, id.as_uuid()).await?;
    units::writable(ctx, record.unit_id).await?;
    kept::void(ctx, &record, version, reason, record.unit_id.as_uuid()).await
}

fn facility_of(
    ctx: &Ctx,
    pack: &Pack,
    id: FacilityId,
    version: i64,
    input: FacilityInput,
) -> Result<FacilityRecord, Problem> {
    let record = FacilityRecord {
        id,
        version,
        building_id: input.building_id,
        premises_id: input.premises_id,
        kind: input.kind,
        count: input.count,
        state: input.state,
        maintained_on: input.maintained_on,
        maintainer: blank(input.maintainer),
        note: blank(input.note),
    };
    record::facility(pack, &record, ctx.today())?;
    Ok(record)
}

/// Registers a kind of fire facility.
///
/// # Errors
/// 404 or 403 outside the caller's reach, 422 on bad input.
pub async fn create_facility(ctx: &Ctx, pack: &Pack, input: FacilityInput) -> Result<FacilityRow, Problem> {
    let owner = owned(ctx, input.premises_id, input.building_id).await?;
    let record = facility_of(ctx, pack, ctx.id(), 1, input)?;
    kept::add(ctx, &record, owner).await?;
    one(facility_rows(pack, vec![record]))
}

/// Changes a facility to what the form says.
///
/// # Errors
/// As [`create_facility`]; 409 on a stale version.
pub async fn update_facility(
    ctx: &Ctx,
    pack: &Pack,
    id: FacilityId,
    mut input: FacilityInput,
) -> Result<FacilityRow, Problem> {
    ctx.caller.require(WRITE)?;
    let before: FacilityRecord = kept::found(ctx, id.as_uuid()).await?;
    let owner = owned(ctx, before.premises_id, before.building_id).await?;
    (input.premises_id, input.building_id) = (before.premises_id, before.building_id);
    let based_on = input.version;
    let after = facility_of(ctx, pack, id, before.version + 1, input)?;
    let changed = kept::change(ctx, &before, &after, based_on, owner).await?;
    one(facility_rows(pack, vec![if changed { after } else { before }]))
}

/// Voids a facility entered by mistake.
///
/// # Errors
/// As [`update_facility`].
pub async fn void_facility(ctx: &Ctx, id: FacilityId, version: i64, reason: &str) -> Result<(), Problem> {
    ctx.caller.require(WRITE)?;
    let record: FacilityRecord = kept::found(ctx, id.as_uuid()).await?;
    let owner = owned(ctx, record.premises_id, record.building_id).await?;
    kept::void(ctx, &record, version, reason, owner).await
}
