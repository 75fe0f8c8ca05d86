//! Registering premises, one or many.

use super::reach::{may_place, place, sees_unit};
use super::{Desk, READ, detail};
use crate::model::{NewPremises, PremisesDetail, PremisesRecord, RegionColumns};
use crate::repo;
use crate::rules::{check, duty};
use crate::schema::PREMISES;
use kernel::id::{PremisesId, UnitId};
use kernel::problem::{FieldProblem, Problem};
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
    repo::premises::insert(&ctx.tx, &records, ctx.now).await?;
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
        repo::premises::insert(&ctx.tx, batch, ctx.now).await?;
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

async fn prepare(ctx: &Ctx, pack: &Pack, inputs: Vec<NewPremises>) -> Result<Vec<PremisesRecord>, Problem> {
    let single = inputs.len() == 1;
    let mut faults = Vec::new();
    let mut units = BTreeSet::new();
    let mut records = Vec::with_capacity(inputs.len());
    for (position, input) in inputs.into_iter().enumerate() {
        let record = draft(ctx, pack, input);
        if let Err(problem) = check::premises(pack, &record) {
            let below = |fault: FieldProblem| if single { fault } else { fault.below(&position.to_string()) };
            faults.extend(problem.into_body().fields.into_iter().map(below));
        } else {
            may_place(ctx, &place(&record), "场所")?;
        }
        units.extend(record.unit_id);
        records.push(record);
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    for unit in units {
        known_unit(ctx, unit).await?;
    }
    Ok(records)
}

fn draft(ctx: &Ctx, pack: &Pack, input: NewPremises) -> PremisesRecord {
    let lead = duty::lead(pack, &input.kind);
    PremisesRecord {
        id: ctx.id(),
        name: input.name.trim().to_owned(),
        kind: input.kind,
        tags: sorted(input.tags),
        unit_id: input.unit_id,
        unit_name: None,
        place: RegionColumns { code: input.region },
        address: input.address.trim().to_owned(),
        point: input.point,
        area_m2: input.area_m2,
        floors: input.floors,
        height_m: input.height_m,
        facts: input.facts.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        sector: lead.sector,
        department: lead.department,
        voided_at: None,
        version: 1,
        last_inspected_on: None,
        pinyin: String::new(),
    }
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
