//! Evidence.

use super::placeholders;
use crate::model::FileRecord;
use kernel::id::{CaseId, FileId, UserId};
use std::collections::BTreeMap;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

/// Writes a file.
pub(crate) async fn insert(ctx: &Ctx, file: &FileRecord) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO case_files (id, case_id, event_id, stage, name, media_type, sm3, size, thumbnail, grade, note, \
             taken_at, longitude, latitude, uploaded_at, uploaded_by, uploader) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)",
            params![
                file.id.as_uuid(),
                file.case_id.map(|id| id.as_uuid()),
                file.event_id,
                file.stage.clone(),
                file.name.clone(),
                file.media_type.clone(),
                file.sm3.clone(),
                file.size,
                file.thumbnail,
                file.grade.code(),
                file.note.clone(),
                file.taken_at.map(|at| at.as_micros()),
                file.longitude,
                file.latitude,
                file.uploaded_at.as_micros(),
                file.uploaded_by.map(|id| id.as_uuid()),
                file.uploader.clone()
            ],
        )
        .await?;
    Ok(())
}

/// One file.
pub(crate) async fn one(ctx: &Ctx, id: FileId) -> Result<Option<FileRecord>, StoreError> {
    let sql = format!("SELECT {} FROM case_files WHERE id = $1", FileRecord::COLUMNS);
    ctx.tx.one(&sql, params![id.as_uuid()]).await
}

/// Files of a case in the order they came in.
pub(crate) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<Vec<FileRecord>, StoreError> {
    let sql =
        format!("SELECT {} FROM case_files WHERE case_id = $1 ORDER BY uploaded_at, id", FileRecord::COLUMNS);
    ctx.tx.all(&sql, params![case.as_uuid()]).await
}

/// Files by id, in any order; unknown ids are left out.
pub(crate) async fn by_ids(ctx: &Ctx, ids: &[FileId]) -> Result<Vec<FileRecord>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = Vec::new();
    let list = placeholders(&mut values, ids.iter().map(|id| id.as_uuid()));
    let sql = format!("SELECT {} FROM case_files WHERE id IN ({list})", FileRecord::COLUMNS);
    ctx.tx.all(&sql, values).await
}

/// Ties a file to the case and the action it proves.
pub(crate) async fn rely_on(ctx: &Ctx, id: FileId, case: CaseId, event: Uuid) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE case_files SET case_id = $1, event_id = $2 WHERE id = $3 AND event_id IS NULL",
            params![case.as_uuid(), event, id.as_uuid()],
        )
        .await?;
    Ok(())
}

/// Files of a person that wait for the case they will open.
pub(crate) async fn waiting_of(ctx: &Ctx, user: UserId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM case_files WHERE case_id IS NULL AND uploaded_by = $1";
    ctx.tx.count(sql, params![user.as_uuid()]).await
}

struct Use(String, CaseId);

impl FromRow for Use {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.text("sm3")?, row.id("case_id")?))
    }
}

/// Other cases that have files with the same bytes, by digest.
pub(crate) async fn elsewhere(
    ctx: &Ctx,
    case: CaseId,
    digests: &[String],
) -> Result<BTreeMap<String, Vec<CaseId>>, StoreError> {
    let mut found: BTreeMap<String, Vec<CaseId>> = BTreeMap::new();
    for chunk in digests.chunks(500) {
        let mut values: Vec<Value> = params![case.as_uuid()];
        let list = placeholders(&mut values, chunk.iter().cloned());
        let sql = format!(
            "SELECT DISTINCT sm3, case_id FROM case_files WHERE case_id <> $1 AND sm3 IN ({list}) ORDER BY case_id"
        );
        for Use(digest, other) in ctx.tx.all::<Use>(&sql, values).await? {
            found.entry(digest).or_default().push(other);
        }
    }
    Ok(found)
}
