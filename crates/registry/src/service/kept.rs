//! Adding, changing and voiding a record that hangs on a page, each with its history and audit record.

use crate::repo::history::Told;
use crate::repo::kept::{self, Kept};
use crate::repo::{self};
use crate::rules::change::{FieldChange, created, differing};
use crate::rules::check::Faults;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

async fn tell<T: Kept>(
    ctx: &Ctx,
    record: &T,
    owner: Uuid,
    version: i64,
    changes: &[FieldChange],
) -> Result<(), Problem> {
    let title = record.title();
    let told = Told { kind: T::TABLE.kind, id: record.id(), owner, title: &title, version };
    Ok(repo::history::tell(ctx, &told, changes).await?)
}

async fn written<T: Kept>(
    ctx: &Ctx,
    record: &T,
    verb: (&str, &str),
    detail: serde_json::Value,
) -> Result<(), Problem> {
    let (code, word) = verb;
    ctx.audit(Entry {
        action: &format!("{}.{code}", T::TABLE.kind),
        object_kind: T::TABLE.kind,
        object_id: Some(record.id()),
        summary: format!("{word}{}“{}”", T::WORD, record.title()),
        detail,
        rows: &[(T::TABLE, record.id())],
    })
    .await?;
    Ok(())
}

/// Adds one.
pub(super) async fn add<T: Kept>(ctx: &Ctx, record: &T, owner: Uuid) -> Result<(), Problem> {
    kept::insert(ctx, std::slice::from_ref(record)).await?;
    tell(ctx, record, owner, 1, &[created(record.title())]).await?;
    written(ctx, record, ("create", "登记"), json!({ "owner": owner })).await
}

/// One that the caller named; 404 when there is none.
pub(super) async fn found<T: Kept>(ctx: &Ctx, id: Uuid) -> Result<T, Problem> {
    kept::by_id(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found(format!("该{}", T::WORD)))
}

/// Changes one; `after` has the next version. Nothing is written when nothing changes; answers whether something did.
pub(super) async fn change<T: Kept>(
    ctx: &Ctx,
    before: &T,
    after: &T,
    based_on: i64,
    owner: Uuid,
) -> Result<bool, Problem> {
    if based_on != before.version() {
        return Err(stale(ctx, before, based_on).await?);
    }
    let changes = differing(before.shown(), after.shown());
    if changes.is_empty() && before.values() == after.values() {
        return Ok(false);
    }
    if !kept::update(&ctx.tx, after, before.version()).await? {
        return Err(stale(ctx, before, based_on).await?);
    }
    tell(ctx, after, owner, after.version(), &changes).await?;
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    written(ctx, after, ("update", "修改"), json!({ "version": after.version(), "fields": fields })).await?;
    Ok(true)
}

/// Voids one with a reason of 2 to 200 characters.
pub(super) async fn void<T: Kept>(
    ctx: &Ctx,
    record: &T,
    version: i64,
    reason: &str,
    owner: Uuid,
) -> Result<(), Problem> {
    let reason = reasoned(reason)?;
    if version != record.version() || !kept::void::<T>(ctx, record.id(), version, reason).await? {
        return Err(stale(ctx, record, version).await?);
    }
    let voided =
        FieldChange { field: "voided".to_owned(), from: Some(record.title()), to: Some(reason.to_owned()) };
    tell(ctx, record, owner, record.version() + 1, &[voided]).await?;
    written(ctx, record, ("void", "作废"), json!({ "reason": reason })).await
}

/// A reason, trimmed.
///
/// # Errors
/// 422 on `/reason`.
pub(super) fn reasoned(reason: &str) -> Result<&str, Problem> {
    let reason = reason.trim();
    let mut faults = Faults::default();
    if !(2..=200).contains(&reason.chars().count()) {
        faults.add("/reason", "required", "请填写作废原因（2 至 200 字）");
    }
    faults.settle()?;
    Ok(reason)
}

async fn stale<T: Kept>(ctx: &Ctx, now: &T, based_on: i64) -> Result<Problem, Problem> {
    let changed = repo::history::of_record_since(&ctx.tx, now.id(), based_on).await?;
    let current = json!({ "version": now.version(), "name": now.title(), "changed": changed });
    Ok(Problem::conflict(format!("{}已被他人修改，请核对后重新提交", T::WORD), current))
}
