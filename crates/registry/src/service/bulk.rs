//! Many premises at once, for the intake of workbooks: looked up, changed with their history, one audit record for up to
//! two hundred.

use super::create_premises::AUDITED_TOGETHER;
use super::reach::{may_place, place, unit_place_of};
use super::{READ, WRITE, duties};
use crate::model::PremisesRecord;
pub use crate::repo::lookup::UnitContact;
use crate::repo::{self, lookup};
use crate::rules::change::between;
use crate::rules::check;
use crate::rules::duty::Decided;
use crate::schema::{PREMISES, UNIT};
use kernel::id::{PremisesId, UnitId};
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use serde_json::json;
use store::audit::Entry;
use store::{Ctx, StoreError, Tx};

/// Units by credit code, wherever they stand: a code belongs to one unit of the country.
///
/// # Errors
/// When the database cannot be read.
pub async fn units_by_codes(tx: &Tx, codes: Vec<String>) -> Result<Vec<UnitContact>, StoreError> {
    lookup::units_by_codes(tx, codes).await
}

/// Units by id, wherever they stand.
///
/// # Errors
/// When the database cannot be read.
pub async fn units_by_ids(tx: &Tx, ids: Vec<UnitId>) -> Result<Vec<UnitContact>, StoreError> {
    lookup::units_by_ids(tx, ids).await
}

/// Standing premises of units that the caller may see.
///
/// # Errors
/// When the database cannot be read.
pub async fn premises_of_units(ctx: &Ctx, units: Vec<UnitId>) -> Result<Vec<PremisesRecord>, StoreError> {
    Ok(seen(ctx, lookup::premises_of_units(&ctx.tx, units).await?))
}

/// Standing premises that the caller may see and whose names sound like one of the given.
///
/// # Errors
/// When the database cannot be read.
pub async fn premises_sounding(ctx: &Ctx, names: &[&str]) -> Result<Vec<PremisesRecord>, StoreError> {
    let mut keys: Vec<String> = names.iter().map(|name| directory::sort::pinyin_key(name)).collect();
    keys.sort_unstable();
    keys.dedup();
    Ok(seen(ctx, lookup::premises_sounding(&ctx.tx, keys).await?))
}

/// Standing premises by id that the caller may see.
///
/// # Errors
/// When the database cannot be read.
pub async fn premises_by_ids(ctx: &Ctx, ids: Vec<PremisesId>) -> Result<Vec<PremisesRecord>, StoreError> {
    Ok(seen(ctx, lookup::premises_by_ids(&ctx.tx, ids).await?))
}

/// Who leads for which kind of premises today, by decision and by the pack.
///
/// # Errors
/// When the database cannot be read.
pub async fn leads(ctx: &Ctx) -> Result<Decided, Problem> {
    duties::decided(ctx).await
}

fn seen(ctx: &Ctx, records: Vec<PremisesRecord>) -> Vec<PremisesRecord> {
    let scope = ctx.caller.scope(READ);
    records.into_iter().filter(|record| scope.covers(&place(record))).collect()
}

/// Writes premises as they are now over the states they were read at, with the history of every field.
///
/// # Errors
/// 403 when one lies or would lie outside the caller's scope, 409 when one was changed meanwhile, 422 with pointers
/// `/n/…`; then none is changed.
pub async fn update_many(
    ctx: &Ctx,
    pack: &Pack,
    changes: Vec<(PremisesRecord, PremisesRecord)>,
) -> Result<(), Problem> {
    ctx.caller.require(WRITE)?;
    let mut faults = Vec::new();
    for (position, (before, after)) in changes.iter().enumerate() {
        may_place(ctx, &place(before), "场所")?;
        may_place(ctx, &place(after), "场所")?;
        if let Err(problem) = check::premises(pack, after) {
            let below = |fault: FieldProblem| fault.below(&position.to_string());
            faults.extend(problem.into_body().fields.into_iter().map(below));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let leads = leads(ctx).await?;
    let mut elsewhere = false;
    for batch in changes.chunks(AUDITED_TOGETHER) {
        let mut rows = Vec::with_capacity(batch.len());
        for (before, after) in batch {
            let mut after = after.clone();
            let lead = leads.lead(pack, &after.kind, after.place.code);
            (after.sector, after.department) = (lead.sector, lead.department);
            elsewhere |= after.sector != before.sector;
            after.version = before.version + 1;
            if !repo::premises::update(&ctx.tx, &after, before.version).await? {
                let current = json!({ "id": before.id, "name": before.name });
                return Err(Problem::conflict("场所信息已被他人修改，请重新核对", current));
            }
            repo::history::insert(ctx, after.id, after.version, &between(before, &after)).await?;
            rows.push((&PREMISES, after.id.as_uuid()));
        }
        ctx.audit(Entry {
            action: "premises.update_many",
            object_kind: PREMISES.kind,
            object_id: None,
            summary: format!("批量修改场所 {} 处", batch.len()),
            detail: json!({ "count": batch.len() }),
            rows: &rows,
        })
        .await?;
    }
    if elsewhere {
        super::follow::ask(ctx).await?;
    }
    Ok(())
}

/// Writes who answers for units. Units outside the caller's scope are left as they are and answered.
///
/// # Errors
/// 403 without the permission.
pub async fn set_contacts(ctx: &Ctx, units: Vec<UnitContact>) -> Result<Vec<UnitId>, Problem> {
    ctx.caller.require(WRITE)?;
    let scope = ctx.caller.scope(WRITE);
    let (own, foreign): (Vec<_>, Vec<_>) =
        units.into_iter().partition(|unit| scope.covers(&unit_place_of(unit)));
    for batch in own.chunks(AUDITED_TOGETHER) {
        for unit in batch {
            lookup::set_contact(&ctx.tx, unit).await?;
        }
        let rows: Vec<_> = batch.iter().map(|unit| (&UNIT, unit.id.as_uuid())).collect();
        ctx.audit(Entry {
            action: "unit.update_many",
            object_kind: UNIT.kind,
            object_id: None,
            summary: format!("批量修改单位联系人 {} 家", batch.len()),
            detail: json!({ "count": batch.len() }),
            rows: &rows,
        })
        .await?;
    }
    Ok(foreign.into_iter().map(|unit| unit.id).collect())
}
