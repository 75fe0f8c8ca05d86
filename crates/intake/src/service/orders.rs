//! What a person orders: read it so, check it, put it in, stop.

use super::upload::kept;
use super::{WRITE, batch, detail, home};
use crate::model::{BatchDetail, BatchRecord, Mapping, State};
use crate::repo::{batches, rows, sources};
use crate::rules::suggest;
use crate::schema::IMPORT;
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use serde_json::{Value, json};
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

fn moved(record: &BatchRecord) -> Problem {
    let current = json!({ "version": record.version, "state": record.state });
    Problem::conflict(format!("这次导入{}，请刷新后再试", record.state.words()), current)
}

/// Writes how the file is read; the source remembers it.
///
/// # Errors
/// 404 outside the scope, 409 while it runs or is in, 422 with pointers into the mapping.
pub async fn set_mapping(
    ctx: &Ctx,
    pack: &Pack,
    id: Uuid,
    version: i64,
    mapping: Mapping,
) -> Result<BatchDetail, Problem> {
    let record = batch(ctx, id).await?;
    let mut faults = suggest::check(&mapping);
    if mapping.kind.as_ref().is_some_and(|kind| pack.premises_kind(kind).is_none()) {
        faults.push(FieldProblem::new("/kind", "unknown", "没有这一场所类别"));
    }
    if let Some(region) = mapping.region
        && directory::region::entry(&ctx.tx, region).await?.is_none()
    {
        faults.push(FieldProblem::new("/region", "unknown", "没有这一区划"));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let total = suggest::total(&mapping);
    if !batches::set_mapping(ctx, id, version, &mapping, total).await? {
        return Err(moved(&record));
    }
    rows::clear(ctx, id).await?;
    let key = home(&ctx.caller)?.map(|code| code.to_string()).unwrap_or_default();
    sources::remember(ctx, &key, &record.source, &mapping).await?;
    told(ctx, &record, "import.mapping", "确认列", Value::Null).await?;
    detail(ctx, id).await
}

async fn told(
    ctx: &Ctx,
    record: &BatchRecord,
    action: &str,
    what: &str,
    detail: Value,
) -> Result<(), Problem> {
    ctx.audit(Entry {
        action,
        object_kind: IMPORT.kind,
        object_id: Some(record.id),
        summary: format!("台账导入“{}”：{what}", record.file_name),
        detail,
        rows: &[(&IMPORT, record.id)],
    })
    .await?;
    Ok(())
}

/// Orders a check of every row: a preview, nothing goes into the ledger.
///
/// # Errors
/// 404 outside the scope, 409 while it runs or is in, 422 when the mapping is not complete.
pub async fn check(ctx: &Ctx, id: Uuid) -> Result<BatchDetail, Problem> {
    start(ctx, id, State::Checking, &[State::Uploaded, State::Checked, State::Failed]).await
}

/// Orders that good rows go in. An import that was stopped or died goes on where it stood.
///
/// # Errors
/// 404 outside the scope, 409 while it runs or is in, 422 when the mapping is not complete.
pub async fn commit(ctx: &Ctx, id: Uuid) -> Result<BatchDetail, Problem> {
    start(ctx, id, State::Committing, &[State::Uploaded, State::Checked, State::Cancelled, State::Failed])
        .await
}

async fn start(ctx: &Ctx, id: Uuid, to: State, from: &[State]) -> Result<BatchDetail, Problem> {
    ctx.caller.require(registry::service::WRITE)?;
    let record = batch(ctx, id).await?;
    if !from.contains(&record.state) {
        return Err(moved(&record));
    }
    let faults = suggest::check(&record.mapping);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let stopped = record.stopped_at().filter(|_| to == State::Committing);
    let again = stopped.map(|(_, row)| i64::from(row));
    if again.is_none() {
        rows::clear(ctx, id).await?;
    }
    if !batches::begin(ctx, &record, to, again, &kept(ctx)?).await? {
        return Err(moved(&record));
    }
    let what = if to == State::Checking { "开始预检" } else { "开始导入" };
    told(ctx, &record, "import.start", what, json!({ "resumed_from": again })).await?;
    detail(ctx, id).await
}

/// Stops the work. Rows that are in stay in.
///
/// # Errors
/// 404 outside the scope, 409 when it does not run.
pub async fn cancel(ctx: &Ctx, id: Uuid) -> Result<BatchDetail, Problem> {
    ctx.caller.require(WRITE)?;
    let record = batch(ctx, id).await?;
    let message = match record.state {
        State::Committing => "已取消；此前导入的行保留，可继续导入其余行",
        State::Checking => "已取消预检",
        _ => return Err(moved(&record)),
    };
    let to = if record.state == State::Committing { State::Cancelled } else { State::Uploaded };
    if !batches::finish(ctx, id, &[record.state], to, Some(message)).await? {
        return Err(moved(&record));
    }
    told(ctx, &record, "import.cancel", "取消", Value::Null).await?;
    detail(ctx, id).await
}
