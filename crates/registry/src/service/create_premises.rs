//! Registering premises, one or many.

use super::reach::{may_place, place, sees_unit};
use super::{Desk, READ, WRITE, detail, duties, ownership, regions};
use crate::model::{BuildingRecord, KeyState, NewPremises, PremisesDetail, PremisesRecord, RegionColumns};
use crate::repo;
use crate::rules::change::{self, FieldChange};
use crate::rules::check;
use crate::rules::duty::Decided;
use crate::schema::PREMISES;
use kernel::coordinate::Datum;
use kernel::id::{BuildingId, PremisesId, UnitId};
use kernel::problem::{FieldProblem, Problem};
use kernel::scope::Place;
use pack::Pack;
use serde_json::json;
use std::collections::BTreeSet;
use store::Ctx;
use store::audit::Entry;

/// Rows that one audit record covers.
pub(super) const AUDITED_TOGETHER: usize = 200;

/// Registers one premises and answers its page.
///
/// # Errors
/// 403 outside the caller's region or sector, 422 on bad input.
pub async fn create(ctx: &Ctx, desk: &Desk<'_>, input: NewPremises) -> Result<PremisesDetail, Problem> {
    let name = input.name.trim().to_owned();
    let records = prepare(ctx, desk.pack, vec![input]).await?;
    insert(ctx, desk.pack, &records).await?;
    let Some(record) = records.first() else { return Err(Problem::internal("premises")) };
    ctx.audit(Entry {
        action: "premises.create",
        object_kind: PREMISES.kind,
        object_id: Some(record.id.as_uuid()),
        summary: format!("登记场所“{name}”"),
        detail: json!({ "kind": record.kind, "region": record.place.code }),
        rows: &[(&PREMISES, record.id.as_uuid())],
    })
    .await?;
    if ctx.caller.may(READ) {
        detail(ctx, desk, record.id).await
    } else {
        Err(Problem::not_found("该场所"))
    }
}

/// Registers many premises; one audit record covers up to two hundred of them. Answers their ids in order.
///
/// # Errors
/// 403 when any lies outside the caller's region or sector, 422 with pointers `/n/…` when any is wrong; then none is
/// registered.
pub async fn create_many(
    ctx: &Ctx,
    pack: &Pack,
    inputs: Vec<NewPremises>,
) -> Result<Vec<PremisesId>, Problem> {
    let records = prepare(ctx, pack, inputs).await?;
    for batch in records.chunks(AUDITED_TOGETHER) {
        insert(ctx, pack, batch).await?;
        let rows: Vec<_> = batch.iter().map(|record| (&PREMISES, record.id.as_uuid())).collect();
        ctx.audit(Entry {
            action: "premises.create_many",
            object_kind: PREMISES.kind,
            object_id: None,
            summary: format!("批量登记场所 {} 处", batch.len()),
            detail: json!({ "count": batch.len() }),
            rows: &rows,
        })
        .await?;
    }
    Ok(records.into_iter().map(|record| record.id).collect())
}

async fn insert(ctx: &Ctx, pack: &Pack, records: &[PremisesRecord]) -> Result<(), Problem> {
    repo::premises::insert(&ctx.tx, records, ctx.now).await?;
    let told = records.iter().map(|record| (record.id, record.version, registered(record))).collect();
    repo::history::insert_many(ctx, told).await?;
    if records.iter().any(|record| record.department.is_none()) {
        ownership::ask(ctx, pack).await?;
    }
    Ok(())
}

async fn prepare(ctx: &Ctx, pack: &Pack, inputs: Vec<NewPremises>) -> Result<Vec<PremisesRecord>, Problem> {
    let single = inputs.len() == 1;
    let mut faults = Vec::new();
    let mut units = BTreeSet::new();
    let mut records = Vec::with_capacity(inputs.len());
    let decided = duties::decided(ctx).await?;
    let known = regions::known(ctx, inputs.iter().map(|input| input.region)).await?;
    for (position, input) in inputs.into_iter().enumerate() {
        let record = draft(ctx, pack, &decided, input);
        let mut own: Vec<FieldProblem> = check::premises(pack, &record)
            .err()
            .map(|problem| problem.into_body().fields)
            .unwrap_or_default();
        if own.iter().all(|fault| fault.pointer != "/region") {
            own.extend(known.fault(ctx, record.place.code));
        }
        if own.is_empty() {
            may_place(ctx, &place(&record), "场所")?;
        }
        let below = |fault: FieldProblem| if single { fault } else { fault.below(&position.to_string()) };
        faults.extend(own.into_iter().map(below));
        units.extend(record.unit_id);
        records.push(record);
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    for unit in units {
        known_unit(ctx, unit).await?;
    }
    for building in records.iter().filter_map(|record| record.building_id).collect::<BTreeSet<_>>() {
        known_building(ctx, building).await?;
    }
    Ok(records)
}

fn draft(ctx: &Ctx, pack: &Pack, decided: &Decided, input: NewPremises) -> PremisesRecord {
    let lead = decided.lead(pack, &input.kind, input.region);
    PremisesRecord {
        id: ctx.id(),
        name: input.name.trim().to_owned(),
        kind: input.kind,
        tags: sorted(input.tags),
        unit_id: input.unit_id,
        unit_name: None,
        place: RegionColumns { code: input.region },
        address: input.address.trim().to_owned(),
        point: input.point.map(|point| point.read_in(input.datum)),
        datum: input.datum,
        area_m2: input.area_m2,
        floors: input.floors,
        height_m: input.height_m,
        building_id: input.building_id,
        on_floors: ascending(input.on_floors),
        measures: input.measures,
        key: KeyState::default(),
        facts: input.facts.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        sector: lead.sector,
        department: lead.department,
        voided_at: None,
        version: 1,
        last_inspected_on: None,
        pinyin: String::new(),
    }
}

/// Floors once each, from below.
pub(super) fn ascending(floors: Vec<i64>) -> Vec<i64> {
    floors.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// What the history tells of a registration: the name, and the point when it was given in another datum.
fn registered(record: &PremisesRecord) -> FieldChange {
    let given = record.point.filter(|_| record.datum != Datum::Wgs84);
    let point = given.map(|at| format!("，坐标 {}", change::point(at, record.datum))).unwrap_or_default();
    change::created(format!("{}{point}", record.name))
}

/// Asks whether a building exists where the caller can see it.
pub(super) async fn known_building(ctx: &Ctx, id: BuildingId) -> Result<(), Problem> {
    let found: Option<BuildingRecord> = repo::kept::by_id(&ctx.tx, id.as_uuid()).await?;
    let seen = found.is_some_and(|building| {
        let place = Place::of(building.place.code);
        [READ, WRITE].into_iter().any(|permission| ctx.caller.scope(permission).covers(&place))
    });
    if seen {
        return Ok(());
    }
    Err(Problem::invalid(vec![FieldProblem::new("/building_id", "unknown", "该建筑未登记")]))
}

/// Tags once each, in order of code.
pub(super) fn sorted(tags: Vec<String>) -> Vec<String> {
    tags.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Asks whether a unit exists where the caller can see it.
pub(super) async fn known_unit(ctx: &Ctx, id: UnitId) -> Result<(), Problem> {
    let found = repo::units::by_id(&ctx.tx, id).await?;
    if found.is_some_and(|unit| sees_unit(ctx, &unit)) {
        return Ok(());
    }
    Err(Problem::invalid(vec![FieldProblem::new("/unit_id", "unknown", "该单位未登记")]))
}
