//! A file taken in from start to end at once, for the command line.

use super::run::run_file;
use super::{check, commit, look, upload, write_marked};
use crate::model::{BatchRecord, State};
use crate::repo::batches;
use kernel::problem::Problem;
use pack::Pack;
use std::path::Path;
use std::sync::Arc;
use store::Caller;
use store::context::Env;
use store::files::Files;

/// What to do with a file.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The file.
    pub path: &'a Path,
    /// Whose ledger it is.
    pub source: &'a str,
    /// Only look: nothing goes into the ledger.
    pub dry_run: bool,
    /// Where the marked workbook goes.
    pub out: Option<&'a Path>,
}

/// Takes a file in. A commit of the same file from the same source that did not come to its end goes on where it stood.
///
/// # Errors
/// 422 when the file is no workbook or the columns cannot be told, 403 outside the caller's permissions.
pub async fn take_file(
    env: &Env,
    pack: &Arc<Pack>,
    files: &Files,
    caller: &Caller,
    order: Order<'_>,
) -> Result<BatchRecord, Problem> {
    if let Err(error) = tokio::fs::File::open(order.path).await {
        return Err(Problem::bad_request(format!("{}: 无法读取：{error}", order.path.display())));
    }
    let (sm3, size) = files.put_path(order.path).await?;
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let ctx = env.read(caller.clone()).await?;
    let unfinished = if order.dry_run { None } else { batches::unfinished(&ctx, &sm3, order.source).await? };
    ctx.tx.rollback().await?;
    let id = match unfinished {
        Some(record) => record.id,
        None => {
            let name =
                order.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let path = order.path.to_path_buf();
            let looked = tokio::task::spawn_blocking(move || look(&name, &path))
                .await
                .map_err(Problem::internal)??;
            let ctx = env.write(caller.clone()).await?;
            let batch = upload(&ctx, looked, order.source, (&sm3, size)).await?;
            ctx.commit().await?;
            let ctx = env.write(caller.clone()).await?;
            let id = batch.batch.id;
            if order.dry_run {
                check(&ctx, id).await?
            } else {
                commit(&ctx, id).await?
            };
            ctx.commit().await?;
            id
        }
    };
    let record = find(env, caller, id).await?;
    run_file(env, pack, &record, order.path).await?;
    let record = find(env, caller, id).await?;
    if let Some(out) = order.out {
        let ctx = env.read(caller.clone()).await?;
        write_marked(&ctx, &record, order.path, out).await?;
        ctx.tx.rollback().await?;
    }
    if matches!(record.state, State::Uploaded | State::Failed) {
        return Err(Problem::bad_request(record.message.unwrap_or_default()));
    }
    Ok(record)
}

async fn find(env: &Env, caller: &Caller, id: uuid::Uuid) -> Result<BatchRecord, Problem> {
    let ctx = env.read(caller.clone()).await?;
    let record = super::batch(&ctx, id).await?;
    ctx.tx.rollback().await?;
    Ok(record)
}
