//! Changing a premises. A stale version is refused with what others changed meanwhile.

use super::create_premises::{ascending, known_building, known_unit, sorted};
use super::reach::{may_place, place, writable};
use super::{Desk, detail, duties, follow, ownership, regions};
use crate::model::{Patch, PremisesDetail, PremisesPatch, PremisesRecord};
use crate::repo;
use crate::rules::change::between;
use crate::rules::check;
use crate::schema::PREMISES;
use kernel::coordinate::Datum;
use kernel::id::PremisesId;
use kernel::problem::Problem;
use serde_json::{Value, json};
use store::Ctx;
use store::audit::Entry;

/// Applies the changes and answers the page. Nothing is written when nothing changes.
///
/// # Errors
/// 404 outside the scope, 403 without the right to change it, 409 on a stale version with `current`, 422 on bad input.
pub async fn update(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: PremisesId,
    patch: PremisesPatch,
) -> Result<PremisesDetail, Problem> {
    let before = writable(ctx, id).await?;
    if patch.version != before.version {
        return Err(stale(ctx, &before, patch.version).await?);
    }
    let mut after = applied(before.clone(), patch);
    let lead = duties::decided(ctx).await?.lead(desk.pack, &after.kind, after.place.code);
    (after.sector, after.department) = (lead.sector, lead.department);
    let changes = between(&before, &after);
    if changes.is_empty() && after.sector == before.sector && after.department == before.department {
        return detail(ctx, desk, id).await;
    }
    check::premises(desk.pack, &after)?;
    if after.unit_id != before.unit_id
        && let Some(unit) = after.unit_id
    {
        known_unit(ctx, unit).await?;
    }
    if after.building_id != before.building_id
        && let Some(building) = after.building_id
    {
        known_building(ctx, building).await?;
    }
    if after.place.code != before.place.code {
        regions::require(ctx, after.place.code).await?;
    }
    // Nobody moves a premises to where they could not have registered it.
    may_place(ctx, &place(&after), "场所")?;
    after.version += 1;
    if !repo::premises::update(&ctx.tx, &after, before.version).await? {
        return Err(stale(ctx, &before, before.version).await?);
    }
    repo::history::insert(ctx, id, after.version, &changes).await?;
    if after.sector != before.sector {
        follow::ask(ctx).await?;
    }
    if after.department.is_none() && before.kind != after.kind {
        ownership::ask(ctx, desk.pack).await?;
    }
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    ctx.audit(Entry {
        action: "premises.update",
        object_kind: PREMISES.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("修改场所“{}”", after.name),
        detail: json!({ "version": after.version, "fields": fields }),
        rows: &[(&PREMISES, id.as_uuid())],
    })
    .await?;
    detail(ctx, desk, id).await
}

/// The answer to a change based on another version.
pub(super) async fn stale(ctx: &Ctx, now: &PremisesRecord, based_on: i64) -> Result<Problem, Problem> {
    let changed = repo::history::since(&ctx.tx, now.id, based_on).await?;
    let current = json!({ "version": now.version, "name": now.name, "changed": changed });
    Ok(Problem::conflict("场所信息已被他人修改，请核对后重新提交", current))
}

fn applied(mut record: PremisesRecord, patch: PremisesPatch) -> PremisesRecord {
    if let Some(name) = patch.name {
        record.name = name.trim().to_owned();
    }
    if let Some(kind) = patch.kind {
        record.kind = kind;
    }
    if let Some(tags) = patch.tags {
        record.tags = sorted(tags);
    }
    if let Some(region) = patch.region {
        record.place.code = region;
    }
    if let Some(address) = patch.address {
        record.address = address.trim().to_owned();
    }
    patch.unit_id.apply(&mut record.unit_id);
    match patch.point {
        Patch::Keep => {}
        Patch::Clear => (record.point, record.datum) = (None, Datum::Wgs84),
        Patch::Set(point) => (record.point, record.datum) = (Some(point.read_in(patch.datum)), patch.datum),
    }
    patch.building_id.apply(&mut record.building_id);
    if let Some(floors) = patch.on_floors {
        record.on_floors = ascending(floors);
    }
    for (name, value) in patch.measures.into_iter().flatten() {
        match value {
            Some(value) => record.measures.insert(name, value),
            None => record.measures.remove(&name),
        };
    }
    patch.area_m2.apply(&mut record.area_m2);
    patch.floors.apply(&mut record.floors);
    patch.height_m.apply(&mut record.height_m);
    for (name, value) in patch.facts.into_iter().flatten() {
        if value == Value::Null {
            record.facts.remove(&name);
        } else {
            record.facts.insert(name, value);
        }
    }
    record
}
