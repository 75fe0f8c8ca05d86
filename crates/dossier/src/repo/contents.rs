//! What dossiers keep.

use crate::model::{DossierItem, Entry, KeptFile};
use store::{Ctx, StoreError, Tx, Value, params};
use uuid::Uuid;

const ENTRY: &str =
    "item, seq, source, object_id, number, title, state, region, on_day, due_day, closed_day, note";
const FILE: &str = "id, item, entry, seq, name, media_type, sm3, size, stage, grade, taken_at, uploaded_at, path, \
    repeated";

/// Writes rows and files.
pub(crate) async fn insert(ctx: &Ctx, dossier: Uuid, items: &[DossierItem]) -> Result<(), StoreError> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let entries: Vec<Vec<Value>> = items
        .iter()
        .flat_map(|item| &item.entries)
        .map(|entry| {
            params![
                dossier,
                i64::from(entry.item),
                i64::from(entry.seq),
                entry.source.code(),
                entry.object,
                entry.number.as_str(),
                entry.title.as_str(),
                entry.state.as_str(),
                entry.region.as_str(),
                day(entry.on),
                day(entry.due),
                day(entry.closed),
                entry.note.as_str(),
            ]
        })
        .collect();
    let columns = [
        "dossier_id",
        "item",
        "seq",
        "source",
        "object_id",
        "number",
        "title",
        "state",
        "region",
        "on_day",
        "due_day",
        "closed_day",
        "note",
    ];
    ctx.tx.insert_many("dossier_entries", &columns, entries, "").await?;
    let files: Vec<Vec<Value>> = items
        .iter()
        .flat_map(|item| &item.files)
        .map(|file| {
            params![
                file.id,
                dossier,
                i64::from(file.item),
                i64::from(file.entry),
                i64::from(file.seq),
                file.name.as_str(),
                file.media_type.as_str(),
                file.sm3.as_str(),
                file.size,
                file.stage.as_str(),
                file.grade.as_str(),
                file.taken_at.map(|at| at.as_micros()),
                file.uploaded_at.as_micros(),
                file.path.as_str(),
                file.repeated,
            ]
        })
        .collect();
    let columns = [
        "id",
        "dossier_id",
        "item",
        "entry",
        "seq",
        "name",
        "media_type",
        "sm3",
        "size",
        "stage",
        "grade",
        "taken_at",
        "uploaded_at",
        "path",
        "repeated",
    ];
    ctx.tx.insert_many("dossier_files", &columns, files, "").await?;
    Ok(())
}

/// Rows of an item, in order.
pub(crate) async fn entries(tx: &Tx, dossier: Uuid, item: u32) -> Result<Vec<Entry>, StoreError> {
    entries_after(tx, dossier, item, 0, 1_000_000).await
}

/// Rows of an item after a place in its list.
pub(crate) async fn entries_after(
    tx: &Tx,
    dossier: Uuid,
    item: u32,
    after: i64,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let sql = format!(
        "SELECT {ENTRY} FROM dossier_entries WHERE dossier_id = $1 AND item = $2 AND seq > $3 ORDER BY seq LIMIT {limit}"
    );
    tx.all(&sql, params![dossier, i64::from(item), after]).await
}

/// Files of an item, in order.
pub(crate) async fn files(tx: &Tx, dossier: Uuid, item: u32) -> Result<Vec<KeptFile>, StoreError> {
    let sql = format!("SELECT {FILE} FROM dossier_files WHERE dossier_id = $1 AND item = $2 ORDER BY seq");
    tx.all(&sql, params![dossier, i64::from(item)]).await
}

/// Files of the entries of an item from one place to another, both included.
pub(crate) async fn files_of(
    tx: &Tx,
    dossier: Uuid,
    item: u32,
    (first, last): (u32, u32),
) -> Result<Vec<KeptFile>, StoreError> {
    let sql = format!(
        "SELECT {FILE} FROM dossier_files WHERE dossier_id = $1 AND item = $2 AND entry >= $3 AND entry <= $4 ORDER BY seq"
    );
    tx.all(&sql, params![dossier, i64::from(item), i64::from(first), i64::from(last)]).await
}

/// A file of a dossier.
pub(crate) async fn file(tx: &Tx, dossier: Uuid, id: Uuid) -> Result<Option<KeptFile>, StoreError> {
    let sql = format!("SELECT {FILE} FROM dossier_files WHERE dossier_id = $1 AND id = $2");
    tx.one(&sql, params![dossier, id]).await
}
