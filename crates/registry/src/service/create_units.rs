//! Registering units, one or many.

use super::create_premises::AUDITED_TOGETHER;
use super::reach::{may_place, sees_unit};
use super::{regions, unit_detail};
use crate::model::{NewUnit, UnitDetail, UnitRecord};
use crate::repo;
use crate::rules::check;
use crate::schema::UNIT;
use kernel::id::UnitId;
use kernel::problem::{FieldProblem, Problem};
use kernel::scope::Place;
use pack::Pack;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// Registers one unit and answers its page.
///
/// # Errors
/// 403 outside the caller's region, 409 when the credit code is registered already, 422 on bad input.
pub async fn create_unit(ctx: &Ctx, pack: &Pack, input: NewUnit) -> Result<UnitDetail, Problem> {
    let unit = prepare(ctx, pack, &regions::known(ctx, [input.region]).await?, input)?;
    if let Some(code) = &unit.credit_code
        && let Some(known) = repo::units::by_credit_code(&ctx.tx, code).await?
    {
        return Err(taken(ctx, code, &known));
    }
    let id: UnitId = ctx.id();
    let summary = format!("登记单位“{}”", unit.name);
    let detail = json!({ "kind": unit.kind, "region": unit.region });
    repo::units::insert(&ctx.tx, &[(id, unit)], ctx.now).await?;
    ctx.audit(Entry {
        action: "unit.create",
        object_kind: UNIT.kind,
        object_id: Some(id.as_uuid()),
        summary,
        detail,
        rows: &[(&UNIT, id.as_uuid())],
    })
    .await?;
    unit_detail(ctx, pack, id).await
}

/// Registers many units; one audit record covers up to two hundred of them. Answers their ids in order.
///
/// # Errors
/// 403 when any lies outside the caller's region, 409 when a credit code is registered already, 422 with pointers
/// `/n/…` when any is wrong; then none is registered.
pub async fn create_units(ctx: &Ctx, pack: &Pack, inputs: Vec<NewUnit>) -> Result<Vec<UnitId>, Problem> {
    let mut faults: Vec<FieldProblem> = Vec::new();
    let mut units: Vec<(UnitId, NewUnit)> = Vec::with_capacity(inputs.len());
    let known = regions::known(ctx, inputs.iter().map(|input| input.region)).await?;
    for (position, input) in inputs.into_iter().enumerate() {
        match prepare(ctx, pack, &known, input) {
            Ok(unit) => units.push((ctx.id(), unit)),
            Err(problem) if problem.status == 422 => {
                let below = |fault: FieldProblem| fault.below(&position.to_string());
                faults.extend(problem.into_body().fields.into_iter().map(below));
            }
            Err(problem) => return Err(problem),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    for batch in units.chunks(AUDITED_TOGETHER) {
        repo::units::insert(&ctx.tx, batch, ctx.now).await?;
        let rows: Vec<_> = batch.iter().map(|(id, _)| (&UNIT, id.as_uuid())).collect();
        ctx.audit(Entry {
            action: "unit.create_many",
            object_kind: UNIT.kind,
            object_id: None,
            summary: format!("批量登记单位 {} 家", batch.len()),
            detail: json!({ "count": batch.len() }),
            rows: &rows,
        })
        .await?;
    }
    Ok(units.into_iter().map(|(id, _)| id).collect())
}

/// The code is taken; by whom is told to those who may see the unit.
pub(super) fn taken(ctx: &Ctx, code: &str, known: &UnitRecord) -> Problem {
    if sees_unit(ctx, known) {
        let current = json!({ "credit_code": code, "id": known.id, "name": known.name });
        return Problem::conflict(format!("统一社会信用代码已登记在“{}”名下", known.name), current);
    }
    Problem::conflict("统一社会信用代码已在您的管辖范围以外登记", json!({ "credit_code": code }))
}

fn prepare(ctx: &Ctx, pack: &Pack, known: &regions::Known, input: NewUnit) -> Result<NewUnit, Problem> {
    let unit = check::unit(pack, input)?;
    if let Some(fault) = known.fault(ctx, unit.region) {
        return Err(Problem::invalid(vec![fault]));
    }
    let mut place = Place::of(unit.region);
    place.sector = unit.sector.as_deref();
    may_place(ctx, &place, "单位")?;
    Ok(unit)
}
