//! Changing and voiding a unit.

use super::reach::may_place;
use super::{kept, regions, unit_detail, units};
use crate::model::{NewUnit, UnitDetail, UnitPatch, UnitRecord};
use crate::repo;
use crate::repo::history::Told;
use crate::rules::change::{FieldChange, differing};
use crate::rules::check;
use crate::schema::UNIT;
use kernel::id::UnitId;
use kernel::identity::mask_phone;
use kernel::problem::Problem;
use kernel::scope::Place;
use pack::Pack;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

fn shown(unit: &NewUnit) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("name", Some(unit.name.clone())),
        ("credit_code", unit.credit_code.clone()),
        ("unit_kind", Some(unit.kind.clone())),
        ("region", Some(unit.region.to_string())),
        ("address", Some(unit.address.clone())),
        ("legal_person", unit.legal_person.clone()),
        ("manager", unit.manager.clone()),
        ("phone", unit.phone.as_deref().map(mask_phone)),
        ("sector", unit.sector.clone()),
    ]
}

fn form(record: &UnitRecord) -> NewUnit {
    NewUnit {
        name: record.name.clone(),
        credit_code: record.credit_code.clone(),
        kind: record.kind.clone(),
        region: record.place.code,
        address: record.address.clone(),
        legal_person: record.legal_person.clone(),
        manager: record.manager.clone(),
        phone: record.phone.clone(),
        sector: record.sector.clone(),
    }
}

fn applied(record: &UnitRecord, patch: UnitPatch) -> NewUnit {
    let mut unit = form(record);
    unit.name = patch.name.unwrap_or(unit.name);
    unit.kind = patch.kind.unwrap_or(unit.kind);
    unit.region = patch.region.unwrap_or(unit.region);
    unit.address = patch.address.unwrap_or(unit.address);
    patch.credit_code.apply(&mut unit.credit_code);
    patch.legal_person.apply(&mut unit.legal_person);
    patch.manager.apply(&mut unit.manager);
    patch.phone.apply(&mut unit.phone);
    patch.sector.apply(&mut unit.sector);
    unit
}

async fn stale(ctx: &Ctx, now: &UnitRecord, based_on: i64) -> Result<Problem, Problem> {
    let changed = repo::history::of_record_since(&ctx.tx, now.id.as_uuid(), based_on).await?;
    let current = json!({ "version": now.version, "name": now.name, "changed": changed });
    Ok(Problem::conflict("单位信息已被他人修改，请核对后重新提交", current))
}

async fn tell(
    ctx: &Ctx,
    id: UnitId,
    title: &str,
    version: i64,
    changes: &[FieldChange],
) -> Result<(), Problem> {
    let told = Told { kind: UNIT.kind, id: id.as_uuid(), owner: id.as_uuid(), title, version };
    Ok(repo::history::tell(ctx, &told, changes).await?)
}

/// Applies the changes and answers the page. Nothing is written when nothing changes.
///
/// # Errors
/// 404 outside the scope, 403 without the right to change it, 409 on a stale version or a credit code registered elsewhere,
/// 422 on bad input.
pub async fn update_unit(
    ctx: &Ctx,
    pack: &Pack,
    id: UnitId,
    patch: UnitPatch,
) -> Result<UnitDetail, Problem> {
    let before = units::writable(ctx, id).await?;
    if patch.version != before.version {
        return Err(stale(ctx, &before, patch.version).await?);
    }
    let after = check::unit(pack, applied(&before, patch))?;
    let changes = differing(shown(&form(&before)), shown(&after));
    if changes.is_empty() && after.phone == before.phone {
        return unit_detail(ctx, pack, id).await;
    }
    if after.region != before.place.code {
        regions::require(ctx, after.region).await?;
    }
    let mut place = Place::of(after.region);
    place.sector = after.sector.as_deref();
    may_place(ctx, &place, "单位")?;
    if let Some(code) = &after.credit_code
        && before.credit_code.as_ref() != Some(code)
        && let Some(known) = repo::units::by_credit_code(&ctx.tx, code).await?
    {
        return Err(super::create_units::taken(ctx, code, &known));
    }
    let version = before.version + 1;
    if !repo::units::update(&ctx.tx, id, &after, version, before.version).await? {
        return Err(stale(ctx, &before, before.version).await?);
    }
    tell(ctx, id, &after.name, version, &changes).await?;
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    ctx.audit(Entry {
        action: "unit.update",
        object_kind: UNIT.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("修改单位“{}”", after.name),
        detail: json!({ "version": version, "fields": fields }),
        rows: &[(&UNIT, id.as_uuid())],
    })
    .await?;
    unit_detail(ctx, pack, id).await
}

/// Voids a unit entered by mistake; premises must belong to another first. Its credit code is free again.
///
/// # Errors
/// 404 outside the scope, 409 on a stale version or while premises belong to it, 422 without a reason.
pub async fn void_unit(ctx: &Ctx, id: UnitId, version: i64, reason: &str) -> Result<(), Problem> {
    let record = units::writable(ctx, id).await?;
    let reason = kept::reasoned(reason)?;
    if record.version != version {
        return Err(stale(ctx, &record, version).await?);
    }
    let premises = repo::kept::pointing(&ctx.tx, "premises", "unit_id", id.as_uuid()).await?;
    if premises > 0 {
        let current = json!({ "version": record.version, "premises": premises });
        return Err(Problem::conflict(
            format!("还有 {premises} 处场所属于该单位，请先改到其他单位"),
            current,
        ));
    }
    if !repo::units::void(&ctx.tx, id, version, reason, ctx.now).await? {
        return Err(stale(ctx, &record, version).await?);
    }
    let mut changes = vec![FieldChange {
        field: "voided".into(),
        from: Some(record.name.clone()),
        to: Some(reason.into()),
    }];
    if record.credit_code.is_some() {
        changes.push(FieldChange { field: "credit_code".into(), from: record.credit_code.clone(), to: None });
    }
    tell(ctx, id, &record.name, version + 1, &changes).await?;
    ctx.audit(Entry {
        action: "unit.void",
        object_kind: UNIT.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("作废单位“{}”：{reason}", record.name),
        detail: json!({ "reason": reason }),
        rows: &[(&UNIT, id.as_uuid())],
    })
    .await?;
    Ok(())
}
