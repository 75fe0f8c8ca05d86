//! The work behind the page: every row checked, good rows written, chunk by chunk. A chunk and the note of how far the work
//! came are one transaction, so that a program that dies goes on where it stood.

use super::settle::settle;
use super::stream::{self, Standard};
use crate::model::{BatchRecord, Checked, Counts, Importer, Outcome, State};
use crate::repo::rows::RowRecord;
use crate::repo::taken::Taken;
use crate::repo::{batches, rows, taken};
use crate::rules::{Gazetteer, Kinds, Outlines};
use crate::schema::IMPORT;
use kernel::problem::Problem;
use pack::Pack;
use registry::service::WRITE;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use store::audit::Entry;
use store::context::Env;
use store::files::Files;
use store::{Caller, Ctx, Via};
use uuid::Uuid;
use workbook::SheetTables;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every row was gone through.
    Done,
    /// A person stopped it.
    Stopped,
    /// The file could not be read to its end.
    Failed,
}

fn program() -> Caller {
    Caller::system("导入", Via::Job)
}

/// Takes up the oldest import that waits for work, or one whose worker died. Answers whether there was one.
///
/// # Errors
/// When the database refuses; the import is then taken up again.
pub async fn next(env: &Env, pack: &Arc<Pack>, files: &Files) -> Result<bool, Problem> {
    let ctx = env.write(program()).await?;
    let taken = batches::claim(&ctx, ctx.now).await?;
    ctx.tx.commit().await?;
    let Some(id) = taken else { return Ok(false) };
    run(env, pack, files, id).await?;
    Ok(true)
}

/// Runs one import to its end.
///
/// # Errors
/// When the database refuses.
pub async fn run(env: &Env, pack: &Arc<Pack>, files: &Files, id: Uuid) -> Result<Ended, Problem> {
    let ctx = env.read(program()).await?;
    let record = batches::find(&ctx, None, id).await?.ok_or_else(|| Problem::not_found("该次导入"))?;
    ctx.tx.rollback().await?;
    if !record.state.running() {
        return Ok(Ended::Stopped);
    }
    // The content decides how it is read; the name is only shown.
    let file = tempfile::NamedTempFile::new_in(files.scratch()?).map_err(Problem::internal)?;
    files.fetch(&record.sm3, file.path()).await?;
    run_file(env, pack, &record, file.path()).await
}

/// Runs one import over a file at hand.
///
/// # Errors
/// When the database refuses.
pub async fn run_file(
    env: &Env,
    pack: &Arc<Pack>,
    record: &BatchRecord,
    path: &Path,
) -> Result<Ended, Problem> {
    let importer: Importer = serde_json::from_value(record.caller.clone()).map_err(Problem::internal)?;
    let caller = Caller::from(importer);
    let (standard, kept) = standard(env, pack, &caller, record.id).await?;
    let mut chunks = stream::open(path.to_path_buf(), record.mapping.clone(), kept, standard);
    let from = record.stopped_at();
    if let Some((_, row)) = from {
        resumed(env, record, i64::from(row)).await?;
    }
    let mut so_far = Progress {
        counts: if from.is_some() { record.counts } else { Counts::default() },
        done: 0,
        from,
        at: from,
    };
    while let Some(chunk) = chunks.recv().await {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => {
                // A check that breaks off leaves the file as it was; a commit that breaks off may be taken up again.
                let to = if record.state == State::Checking { State::Uploaded } else { State::Failed };
                finish(env, record, to, Some(&error.to_string())).await?;
                return Ok(Ended::Failed);
            }
        };
        if !so_far.take(env, pack, &caller, record, chunk).await? {
            return Ok(Ended::Stopped);
        }
    }
    let end = if record.state == State::Checking { State::Checked } else { State::Committed };
    finish(env, record, end, None).await?;
    Ok(Ended::Done)
}

struct Progress {
    counts: Counts,
    done: i64,
    from: Option<(u32, u32)>,
    at: Option<(u32, u32)>,
}

impl Progress {
    async fn take(
        &mut self,
        env: &Env,
        pack: &Pack,
        caller: &Caller,
        record: &BatchRecord,
        chunk: Vec<Checked>,
    ) -> Result<bool, Problem> {
        let Some(last) = chunk.last().map(|row| (row.sheet, row.row)) else { return Ok(true) };
        let read = i64::try_from(chunk.len()).unwrap_or(i64::MAX);
        self.done += read;
        let settled_already = |row: &Checked| self.from.is_some_and(|from| (row.sheet, row.row) <= from);
        let fresh: Vec<Checked> = chunk.into_iter().filter(|row| !settled_already(row)).collect();
        let Some(first) = fresh.first().map(|row| row.row) else { return Ok(true) };
        let ctx = env.write(caller.clone()).await?;
        let settled = settle(&ctx, pack, record.id, fresh, record.state == State::Committing).await?;
        let mut counts = self.counts;
        counts.join(&settled.counts);
        let step = (self.at, last);
        if !batches::progress(&ctx, record.id, record.state, &counts, self.done, step).await? {
            ctx.tx.rollback().await?;
            return Ok(false);
        }
        if record.state == State::Committing {
            let went_in: Vec<Taken> = settled.rows.iter().filter_map(went_in).collect();
            taken::insert(&ctx, record.id, &went_in).await?;
        }
        let told: Vec<_> = settled
            .rows
            .into_iter()
            .filter(|row| row.outcome != Outcome::Inserted || !row.marks.is_empty() || row.hidden)
            .collect();
        rows::insert(&ctx, record.id, &told).await?;
        audit(&ctx, record, (first, last.1), &settled.counts).await?;
        ctx.commit().await?;
        self.counts = counts;
        self.at = Some(last);
        Ok(true)
    }
}

/// What is kept of a row that made or changed a premises.
pub(super) fn went_in(row: &RowRecord) -> Option<Taken> {
    let wrote = matches!(row.outcome, Outcome::Inserted | Outcome::Updated);
    let premises = row.premises.filter(|_| wrote)?;
    Some(Taken { sheet: row.sheet, row: row.row, premises, outcome: row.outcome })
}

async fn audit(ctx: &Ctx, record: &BatchRecord, rows: (u32, u32), counts: &Counts) -> Result<(), Problem> {
    let word = if record.state == State::Checking { "预检" } else { "导入" };
    ctx.audit(Entry {
        action: "import.rows",
        object_kind: IMPORT.kind,
        object_id: Some(record.id),
        summary: format!("{word}“{}”第 {} 至 {} 行", record.file_name, rows.0, rows.1),
        detail: json!({ "counts": counts }),
        rows: &[],
    })
    .await?;
    Ok(())
}

async fn finish(env: &Env, record: &BatchRecord, to: State, message: Option<&str>) -> Result<(), Problem> {
    let ctx = env.write(program()).await?;
    if batches::finish(&ctx, record.id, &[record.state], to, message).await? {
        ctx.audit(Entry {
            action: "import.finish",
            object_kind: IMPORT.kind,
            object_id: Some(record.id),
            summary: format!("导入“{}”：{}", record.file_name, to.words()),
            detail: json!({ "message": message }),
            rows: &[(&IMPORT, record.id)],
        })
        .await?;
    }
    ctx.commit().await?;
    Ok(())
}

/// Notes that a commit goes on where it stood.
async fn resumed(env: &Env, record: &BatchRecord, row: i64) -> Result<(), Problem> {
    let ctx = env.write(program()).await?;
    batches::set_resumed(&ctx, record.id, row).await?;
    ctx.audit(Entry {
        action: "import.resume",
        object_kind: IMPORT.kind,
        object_id: Some(record.id),
        summary: format!("从第 {row} 行之后继续导入“{}”", record.file_name),
        detail: json!({ "row": row }),
        rows: &[(&IMPORT, record.id)],
    })
    .await?;
    ctx.commit().await?;
    Ok(())
}

/// What the caller's rows are held against, and the tables that were found in the file.
async fn standard(
    env: &Env,
    pack: &Pack,
    caller: &Caller,
    id: Uuid,
) -> Result<(Standard, Option<Vec<SheetTables>>), Problem> {
    let ctx = env.read(caller.clone()).await?;
    let regions = directory::region::all(&ctx.tx).await?;
    let scope = caller.scope(WRITE);
    let shapes = directory::region::shapes(&ctx, &scope, None).await?;
    let kept = batches::tables(&ctx, id).await?;
    ctx.tx.rollback().await?;
    let standard = Standard {
        gazetteer: Arc::new(Gazetteer::new(regions.into_iter().map(|entry| (entry.code, entry.name)))),
        kinds: Arc::new(Kinds::new(pack)),
        outlines: Arc::new(Outlines::read(&shapes)),
        scope,
    };
    Ok((standard, kept.map(|kept| kept.into_iter().map(SheetTables::from).collect())))
}
