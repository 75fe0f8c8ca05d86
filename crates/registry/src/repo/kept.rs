//! Records that are inserted, changed over a version, and voided, never deleted: one way for all of them.

use store::audit::AuditedTable;
use store::{Ctx, FromRow, StoreError, Tx, Value, params};
use uuid::Uuid;

/// A record of a table that ends with `version`, `voided_at`, `void_reason`, `created_at`.
pub(crate) trait Kept: FromRow + Sized {
    /// Its table.
    const TABLE: &'static AuditedTable;
    /// Columns of [`Kept::values`], without the id and what every such table ends with.
    const COLUMNS: &'static [&'static str];
    /// What it is called in Chinese.
    const WORD: &'static str;

    /// Id.
    fn id(&self) -> Uuid;
    /// Version.
    fn version(&self) -> i64;
    /// One value per column.
    fn values(&self) -> Vec<Value>;
    /// Fields as the history tells them.
    fn shown(&self) -> Vec<(&'static str, Option<String>)>;
    /// What this one is called.
    fn title(&self) -> String;
}

fn columns<T: Kept>() -> String {
    format!("id, version, {}", T::COLUMNS.join(", "))
}

/// One that is not voided.
pub(crate) async fn by_id<T: Kept>(tx: &Tx, id: Uuid) -> Result<Option<T>, StoreError> {
    let sql =
        format!("SELECT {} FROM {} WHERE id = $1 AND voided_at IS NULL", columns::<T>(), T::TABLE.table);
    tx.one(&sql, params![id]).await
}

/// All that are not voided and belong to any of these, in order of registration.
pub(crate) async fn all_of<T: Kept>(
    tx: &Tx,
    owners: &[(&'static str, Option<Uuid>)],
) -> Result<Vec<T>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = Vec::new();
    for (column, id) in owners {
        if let Some(id) = id {
            values.push(Value::from(*id));
            conditions.push(format!("{column} = ${}", values.len()));
        }
    }
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {} FROM {} WHERE ({}) AND voided_at IS NULL ORDER BY created_at, id",
        columns::<T>(),
        T::TABLE.table,
        conditions.join(" OR ")
    );
    tx.all(&sql, values).await
}

/// Inserts new ones.
pub(crate) async fn insert<T: Kept>(ctx: &Ctx, records: &[T]) -> Result<(), StoreError> {
    let mut columns = vec!["id", "version", "created_at"];
    columns.extend(T::COLUMNS);
    let rows = records
        .iter()
        .map(|record| {
            let mut row = params![record.id(), record.version(), ctx.now.as_micros()];
            row.extend(record.values());
            row
        })
        .collect();
    ctx.tx.insert_many(T::TABLE.table, &columns, rows, "").await?;
    Ok(())
}

/// Writes a changed one over the version it was read at; answers whether that version still stood.
pub(crate) async fn update<T: Kept>(tx: &Tx, record: &T, read_at: i64) -> Result<bool, StoreError> {
    let sets: Vec<String> =
        T::COLUMNS.iter().enumerate().map(|(at, name)| format!("{name} = ${}", at + 4)).collect();
    let sql = format!(
        "UPDATE {} SET version = $3, {} WHERE id = $1 AND version = $2 AND voided_at IS NULL",
        T::TABLE.table,
        sets.join(", ")
    );
    let mut values = params![record.id(), read_at, record.version()];
    values.extend(record.values());
    Ok(tx.execute(&sql, values).await? == 1)
}

/// Voids one at the version it was read at; answers whether that version still stood.
pub(crate) async fn void<T: Kept>(
    ctx: &Ctx,
    id: Uuid,
    read_at: i64,
    reason: &str,
) -> Result<bool, StoreError> {
    let sql = format!(
        "UPDATE {} SET voided_at = $3, void_reason = $4, version = version + 1 \
         WHERE id = $1 AND version = $2 AND voided_at IS NULL",
        T::TABLE.table
    );
    Ok(ctx.tx.execute(&sql, params![id, read_at, ctx.now.as_micros(), reason]).await? == 1)
}

/// How many that are not voided point at one.
pub(crate) async fn pointing(
    tx: &Tx,
    table: &'static str,
    column: &'static str,
    id: Uuid,
) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = $1 AND voided_at IS NULL");
    tx.count(&sql, params![id]).await
}
