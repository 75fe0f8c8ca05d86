//! Locking a sum with its time and definition; unlocking needs a reason and leaves the old one.

use super::Desk;
use super::forms::moved;
use super::rounds::{managed, round, seen};
use super::sum::{as_file, document};
use crate::desk::model::{Reason, RoundDetail, RoundId};
use crate::desk::repo::schema::{LOCK, ROUND};
use crate::desk::repo::{history, locks, rounds};
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use store::files::address;
use uuid::Uuid;

/// Locks the sum of a round: the sum is kept as a document of its own, with who was missing.
///
/// # Errors
/// 403, 404, 409 when it is locked already or on another version.
pub async fn lock(ctx: &Ctx, desk: &Desk<'_>, id: RoundId, version: i64) -> Result<RoundDetail, Problem> {
    let seen = managed(ctx, id).await?;
    if let Some(at) = seen.round.locked_at {
        return Err(Problem::conflict(
            format!("本期已于 {} 锁定", at.civil_minute()),
            json!({ "locked_at": at }),
        ));
    }
    let mut content = document(ctx, desk, &seen, None).await?;
    content.locked_at = Some(ctx.now);
    content.locked_by = Some(ctx.caller.name.clone());
    let digest = address(&as_file(&content)?);
    if !rounds::set_lock(&ctx.tx, id, version, Some(ctx.now)).await? {
        return Err(moved("本期报表", seen.round.version));
    }
    let number = i64::try_from(locks::of_round(&ctx.tx, id).await?.len()).unwrap_or(0) + 1;
    let lock: Uuid = ctx.id();
    locks::insert(ctx, lock, id, number, &content, &digest).await?;
    history::event(ctx, id, None, "锁定汇总", None).await?;
    ctx.audit(Entry {
        action: "report.lock",
        object_kind: ROUND.kind,
        object_id: Some(id.as_uuid()),
        summary: format!(
            "锁定“{}”（{}）汇总，未报 {} 个",
            content.title,
            content.period,
            content.missing.len()
        ),
        detail: json!({ "digest": digest, "number": number }),
        rows: &[(&ROUND, id.as_uuid()), (&LOCK, lock)],
    })
    .await?;
    round(ctx, id).await
}

/// Unlocks a round with a reason; the sum that was locked stays.
///
/// # Errors
/// 403, 404, 409 when it is not locked or on another version, 422 without a reason.
pub async fn unlock(ctx: &Ctx, id: RoundId, input: Reason) -> Result<RoundDetail, Problem> {
    let seen = managed(ctx, id).await?;
    let newest = locks::of_round(&ctx.tx, id).await?.into_iter().next();
    let Some(newest) = newest.filter(|_| seen.round.locked_at.is_some()) else {
        return Err(Problem::conflict("本期没有锁定", json!({ "version": seen.round.version })));
    };
    let reason = input.reason.trim();
    if reason.is_empty() {
        return Err(Problem::invalid(vec![FieldProblem::new("/reason", "required", "请填写解锁理由")]));
    }
    if !rounds::set_lock(&ctx.tx, id, input.version, None).await? {
        return Err(moved("本期报表", seen.round.version));
    }
    locks::lift(ctx, newest.lock.id, reason).await?;
    history::event(ctx, id, None, "解除锁定", Some(reason)).await?;
    ctx.audit(Entry {
        action: "report.unlock",
        object_kind: ROUND.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("解除“{}”（{}）的锁定", seen.round.title, seen.round.period),
        detail: json!({ "reason": reason, "number": newest.lock.number }),
        rows: &[(&ROUND, id.as_uuid()), (&LOCK, newest.lock.id)],
    })
    .await?;
    round(ctx, id).await
}

/// The workbook of a locked sum, made again from what was kept; its bytes are held against the digest of the lock.
///
/// # Errors
/// 403 or 404 for whoever may not see the whole round, 404 without such a lock.
pub async fn locked_file(ctx: &Ctx, id: RoundId, number: Option<i64>) -> Result<(String, Vec<u8>), Problem> {
    let seen = seen(ctx, id).await?;
    if !seen.whole {
        return Err(Problem::forbidden("锁定的汇总含全部单位，只有制表单位可以下载"));
    }
    let locks = locks::of_round(&ctx.tx, id).await?;
    let found = locks.into_iter().find(|record| number.is_none_or(|number| record.lock.number == number));
    let found = found.ok_or_else(|| Problem::not_found("锁定的汇总"))?;
    let bytes = as_file(&found.content)?;
    if address(&bytes) != found.lock.digest {
        // Another version of the program may pack the same table differently; say so rather than pass it off.
        tracing::warn!(round = %id, number = found.lock.number, "a locked table was packed differently");
    }
    let name = format!("{}（{}）锁定{}.xlsx", found.content.title, found.content.period, found.lock.number);
    Ok((name, bytes))
}
