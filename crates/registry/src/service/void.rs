//! Voiding a premises entered by mistake. Nothing is deleted.

use super::kept;
use super::reach::writable;
use super::update::stale;
use crate::cases;
use crate::repo;
use crate::rules::change::FieldChange;
use crate::schema::PREMISES;
use kernel::id::PremisesId;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// Voids a premises with a reason. It leaves every list; its cases and visits stay.
///
/// # Errors
/// 404 outside the scope, 409 on a stale version or while it has open cases, 422 without a reason.
pub async fn void(ctx: &Ctx, id: PremisesId, version: i64, reason: &str) -> Result<(), Problem> {
    let record = writable(ctx, id).await?;
    let reason = kept::reasoned(reason)?;
    if record.version != version {
        return Err(stale(ctx, &record, version).await?);
    }
    let open = cases::counts(ctx, &[id]).await?.get(&id).map_or(0, |counts| counts.open);
    if open > 0 {
        let current = json!({ "version": record.version, "open_cases": open });
        return Err(Problem::conflict(format!("该场所还有 {open} 件未办结事项，不能作废"), current));
    }
    if !repo::premises::void(&ctx.tx, id, version, reason, ctx.now).await? {
        return Err(stale(ctx, &record, version).await?);
    }
    let told = FieldChange {
        field: "voided".to_owned(),
        from: Some(record.name.clone()),
        to: Some(reason.to_owned()),
    };
    repo::history::insert(ctx, id, version + 1, &[told]).await?;
    ctx.audit(Entry {
        action: "premises.void",
        object_kind: PREMISES.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("作废场所“{}”：{reason}", record.name),
        detail: json!({ "reason": reason }),
        rows: &[(&PREMISES, id.as_uuid())],
    })
    .await?;
    Ok(())
}
