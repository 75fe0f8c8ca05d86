//! Declaring, determining and ending a key unit (消防安全重点单位).

use super::reach::writable;
use super::update::stale;
use super::{Desk, detail};
use crate::model::{KeyDecision, KeyState, KeyStatus, PremisesDetail};
use crate::repo;
use crate::rules::change::between;
use crate::rules::check::Faults;
use crate::schema::PREMISES;
use kernel::id::PremisesId;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// Keeps a declaration, a determination or its end with its day and paper.
///
/// # Errors
/// 404 outside the scope; 403 without the right to change it, and for a determination by anybody but the fire authority;
/// 409 on a stale version; 422 on bad input.
pub async fn decide_key_unit(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: PremisesId,
    decision: KeyDecision,
) -> Result<PremisesDetail, Problem> {
    let before = writable(ctx, id).await?;
    let paper = decision.paper.map(|paper| paper.trim().to_owned()).filter(|paper| !paper.is_empty());
    let determines = decision.status != KeyStatus::Declared;
    if determines && !ctx.caller.posts.iter().any(|post| post.fire_authority) {
        return Err(Problem::forbidden("重点单位由消防救援机构确定或取消；其他岗位可以登记申报"));
    }
    let mut faults = Faults::default();
    if decision.on > ctx.today() {
        faults.add("/on", "future", "日期不能晚于今天");
    }
    if determines && paper.is_none() {
        faults.add("/paper", "required", "请填写文书名称或文号");
    }
    if paper.as_ref().is_some_and(|paper| paper.chars().count() > 100) {
        faults.add("/paper", "too_long", "最多 100 字");
    }
    faults.settle()?;
    if decision.version != before.version {
        return Err(stale(ctx, &before, decision.version).await?);
    }
    let mut after = before.clone();
    after.version += 1;
    after.key = KeyState { status: Some(decision.status), on: Some(decision.on), paper };
    if !repo::premises::decided(&ctx.tx, &after, before.version).await? {
        return Err(stale(ctx, &before, decision.version).await?);
    }
    repo::history::insert(ctx, id, after.version, &between(&before, &after)).await?;
    ctx.audit(Entry {
        action: "premises.key_unit",
        object_kind: PREMISES.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("“{}”消防安全重点单位：{}", after.name, decision.status.name()),
        detail: json!({ "version": after.version, "status": decision.status, "on": decision.on }),
        rows: &[(&PREMISES, id.as_uuid())],
    })
    .await?;
    detail(ctx, desk, id).await
}
