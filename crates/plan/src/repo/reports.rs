//! Reports of progress and their files.

use super::{ids, json};
use crate::model::{PlanFile, ProgressReport, ReportState};
use chrono::NaiveDate;
use kernel::region::RegionCode;
use store::{Ctx, StoreError, Tx, params};
use uuid::Uuid;

const COLUMNS: &str = "id, task_id, state, on_date, amount, total, words, region_code, post_id, post_name, reporter, \
    reporter_user, reporter_person, reported_at, checker, checked_at, check_note, version, files";
const FILE: &str = "id, task_id, name, media_type, sm3, size, uploaded_at, uploaded_by, uploader";

/// Reports of some tasks, newest first.
pub(crate) async fn of_tasks(tx: &Tx, tasks: &[Uuid]) -> Result<Vec<ProgressReport>, StoreError> {
    let mut rows = Vec::new();
    for chunk in tasks.chunks(500) {
        let (marks, values) = ids(chunk);
        let sql = format!(
            "SELECT {COLUMNS} FROM plan_reports WHERE task_id IN ({marks}) ORDER BY reported_at DESC, id DESC"
        );
        rows.extend(tx.all::<ProgressReport>(&sql, values).await?);
    }
    Ok(rows)
}

/// Reports of some tasks on days from one to another, both included, without those that were sent back: by task, then day.
pub(crate) async fn between(
    tx: &Tx,
    tasks: &[Uuid],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<ProgressReport>, StoreError> {
    let mut rows = Vec::new();
    for chunk in tasks.chunks(500) {
        let (marks, mut values) = ids(chunk);
        let next = values.len() + 1;
        values.extend(params![ReportState::Returned.code(), from.to_string(), to.to_string()]);
        let sql = format!(
            "SELECT {COLUMNS} FROM plan_reports WHERE task_id IN ({marks}) AND state <> ${next} AND on_date >= ${} \
             AND on_date <= ${} ORDER BY task_id, on_date, reported_at, id",
            next + 1,
            next + 2
        );
        rows.extend(tx.all::<ProgressReport>(&sql, values).await?);
    }
    Ok(rows)
}

/// A report.
pub(crate) async fn by_id(tx: &Tx, id: Uuid) -> Result<Option<ProgressReport>, StoreError> {
    tx.one(&format!("SELECT {COLUMNS} FROM plan_reports WHERE id = $1"), params![id]).await
}

/// Inserts a report.
pub(crate) async fn insert(ctx: &Ctx, report: &ProgressReport) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO plan_reports (id, task_id, state, on_date, amount, total, words, region_code, post_id, \
             post_name, reporter, reporter_user, reporter_person, reported_at, version, files) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            params![
                report.id,
                report.task_id,
                report.state.code(),
                report.on.to_string(),
                report.amount,
                report.total,
                report.words.as_str(),
                report.region_code.map(|code: RegionCode| code.to_string()),
                report.post_id.map(|post| post.as_uuid()),
                report.post_name.as_str(),
                report.reporter.as_str(),
                report.reporter_user,
                report.reporter_person,
                report.reported_at.as_micros(),
                report.version,
                json(&report.file_ids)?,
            ],
        )
        .await?;
    Ok(())
}

/// Writes what the checker said of a report that was at the version before; answers whether it was.
pub(crate) async fn check(ctx: &Ctx, report: &ProgressReport) -> Result<bool, StoreError> {
    let changed = ctx
        .tx
        .execute(
            "UPDATE plan_reports SET state = $1, checker = $2, checked_at = $3, check_note = $4, version = $5 \
             WHERE id = $6 AND version = $7",
            params![
                report.state.code(),
                report.checker.clone(),
                report.checked_at.map(|at| at.as_micros()),
                report.check_note.clone(),
                report.version,
                report.id,
                report.version - 1,
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// Files of a task, oldest first.
pub(crate) async fn files_of_task(tx: &Tx, task: Uuid) -> Result<Vec<PlanFile>, StoreError> {
    tx.all(&format!("SELECT {FILE} FROM plan_files WHERE task_id = $1 ORDER BY id"), params![task]).await
}

/// Files with these ids.
pub(crate) async fn files_by_id(tx: &Tx, files: &[Uuid]) -> Result<Vec<PlanFile>, StoreError> {
    let mut rows = Vec::new();
    for chunk in files.chunks(500) {
        let (marks, values) = ids(chunk);
        let sql = format!("SELECT {FILE} FROM plan_files WHERE id IN ({marks}) ORDER BY id");
        rows.extend(tx.all::<PlanFile>(&sql, values).await?);
    }
    Ok(rows)
}

/// A file.
pub(crate) async fn file(tx: &Tx, id: Uuid) -> Result<Option<PlanFile>, StoreError> {
    tx.one(&format!("SELECT {FILE} FROM plan_files WHERE id = $1"), params![id]).await
}

/// Inserts a file.
pub(crate) async fn insert_file(ctx: &Ctx, file: &PlanFile) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO plan_files (id, task_id, name, media_type, sm3, size, uploaded_at, uploaded_by, uploader) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                file.id,
                file.task_id,
                file.name.as_str(),
                file.media_type.as_str(),
                file.sm3.as_str(),
                file.size,
                file.uploaded_at.as_micros(),
                file.uploaded_by,
                file.uploader.as_str(),
            ],
        )
        .await?;
    Ok(())
}
