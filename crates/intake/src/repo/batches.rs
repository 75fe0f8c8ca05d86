//! Imports.

use crate::model::{BatchRecord, Counts, Mapping, State};
use crate::schema::SCOPE;
use kernel::region::RegionCode;
use kernel::scope::Scope;
use kernel::time::Timestamp;
use registry::model::RegionColumns;
use store::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use store::{Ctx, StoreError, Value, params};
use uuid::Uuid;
use workbook::KeptSheet;

const COLUMNS: [&str; 21] = [
    "id",
    "source",
    "file_name",
    "sm3",
    "size",
    "state",
    "message",
    "mapping",
    "counts",
    "total",
    "done",
    "checkpoint_sheet",
    "checkpoint_row",
    "resumed_from",
    "caller",
    "importer",
    "created_at",
    "updated_at",
    "version",
    "region_code",
    "worker_until",
];

/// A new import.
pub(crate) struct New<'a> {
    pub id: Uuid,
    pub source: &'a str,
    pub file_name: &'a str,
    pub sm3: &'a str,
    pub size: i64,
    pub region: Option<RegionCode>,
    pub mapping: &'a Mapping,
    pub tables: &'a [KeptSheet],
    pub total: i64,
    pub caller: String,
}

fn text<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Usage(error.to_string()))
}

/// Writes a new import.
pub(crate) async fn insert(ctx: &Ctx, new: New<'_>) -> Result<(), StoreError> {
    let columns = [
        "id",
        "source",
        "file_name",
        "sm3",
        "size",
        "state",
        "mapping",
        "tables",
        "counts",
        "total",
        "done",
        "caller",
        "importer",
        "created_at",
        "updated_at",
        "region_code",
        "city_code",
        "county_code",
        "town_code",
        "village_code",
    ];
    let mut row = params![
        new.id,
        new.source,
        new.file_name,
        new.sm3,
        new.size,
        State::Uploaded.code(),
        text(new.mapping)?,
        text(&new.tables)?,
        text(&Counts::default())?,
        new.total,
        0_i64,
        new.caller,
        ctx.caller.name.as_str(),
        ctx.now.as_micros(),
        ctx.now.as_micros(),
    ];
    match new.region {
        Some(code) => row.extend(RegionColumns { code }.values()),
        None => row.extend(vec![Value::String(None); 5]),
    }
    ctx.tx.insert_many("intake_batches", &columns, vec![row], "").await?;
    Ok(())
}

/// An import a scope reaches. `None` for the scope is the program itself.
pub(crate) async fn find(
    ctx: &Ctx,
    scope: Option<&Scope>,
    id: Uuid,
) -> Result<Option<BatchRecord>, StoreError> {
    let mut select = Query::select();
    for column in COLUMNS {
        select.column(Alias::new(column));
    }
    select.from(Alias::new("intake_batches")).and_where(Expr::col(Alias::new("id")).eq(id));
    if let Some(scope) = scope {
        select.cond_where(SCOPE.any(scope));
    }
    ctx.tx.select_one(&select).await
}

/// The tables found in the file of an import; none for imports from before they were kept.
pub(crate) async fn tables(ctx: &Ctx, id: Uuid) -> Result<Option<Vec<KeptSheet>>, StoreError> {
    struct Found(Option<Vec<KeptSheet>>);
    impl store::FromRow for Found {
        fn from_row(row: &store::Row<'_>) -> Result<Self, StoreError> {
            let kept = row.opt_text("tables")?;
            let read = kept.map(|text| serde_json::from_str(&text)).transpose();
            read.map(Self).map_err(|error| StoreError::Usage(error.to_string()))
        }
    }
    let sql = "SELECT tables FROM intake_batches WHERE id = $1";
    Ok(ctx.tx.one::<Found>(sql, params![id]).await?.and_then(|found| found.0))
}

/// Imports of a scope, newest first, older than a cursor.
pub(crate) async fn list(
    ctx: &Ctx,
    scope: &Scope,
    before: Option<(i64, Uuid)>,
    most: u64,
) -> Result<Vec<BatchRecord>, StoreError> {
    let mut select = Query::select();
    for column in COLUMNS {
        select.column(Alias::new(column));
    }
    select.from(Alias::new("intake_batches")).cond_where(SCOPE.any(scope));
    if let Some((at, id)) = before {
        let key = Expr::tuple([Expr::col(Alias::new("created_at")), Expr::col(Alias::new("id"))]);
        select.and_where(key.lt(Expr::tuple([Expr::val(at), Expr::val(id)])));
    }
    select
        .order_by(Alias::new("created_at"), Order::Desc)
        .order_by(Alias::new("id"), Order::Desc)
        .limit(most);
    ctx.tx.select_all(&select).await
}

/// Writes how the file is read; false when the version moved.
pub(crate) async fn set_mapping(
    ctx: &Ctx,
    id: Uuid,
    version: i64,
    mapping: &Mapping,
    total: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE intake_batches SET mapping = $3, total = $4, state = 'uploaded', updated_at = $5, \
               version = version + 1 WHERE id = $1 AND version = $2 AND state IN ('uploaded', 'checked', 'failed')";
    let values = params![id, version, text(mapping)?, total, ctx.now.as_micros()];
    Ok(ctx.tx.execute(sql, values).await? == 1)
}

/// Begins work: counters at zero, unless a commit is taken up again.
pub(crate) async fn begin(
    ctx: &Ctx,
    record: &BatchRecord,
    state: State,
    resumed_from: Option<i64>,
    caller: &str,
) -> Result<bool, StoreError> {
    let again = resumed_from.is_some();
    let counts = if again { record.counts } else { Counts::default() };
    let checkpoint = record.checkpoint.filter(|_| again);
    let sql = "UPDATE intake_batches SET state = $3, counts = $4, done = $5, checkpoint_sheet = $6, \
               checkpoint_row = $7, resumed_from = $8, caller = $9, message = NULL, worker_until = NULL, \
               updated_at = $10, version = version + 1 WHERE id = $1 AND version = $2";
    let values = params![
        record.id,
        record.version,
        state.code(),
        text(&counts)?,
        if again { record.done } else { 0 },
        checkpoint.map(|(sheet, _)| i64::from(sheet)),
        checkpoint.map(|(_, row)| i64::from(row)),
        resumed_from,
        caller,
        ctx.now.as_micros(),
    ];
    Ok(ctx.tx.execute(sql, values).await? == 1)
}

/// Notes how far the work came from `before`; false when it was stopped, or another worker went on from there.
pub(crate) async fn progress(
    ctx: &Ctx,
    id: Uuid,
    state: State,
    counts: &Counts,
    done: i64,
    (before, checkpoint): (Option<(u32, u32)>, (u32, u32)),
) -> Result<bool, StoreError> {
    let sql = "UPDATE intake_batches SET counts = $3, done = $4, checkpoint_sheet = $5, checkpoint_row = $6, \
               updated_at = $7, worker_until = $8 WHERE id = $1 AND state = $2 \
               AND COALESCE(checkpoint_sheet, -1) = $9 AND COALESCE(checkpoint_row, -1) = $10";
    let values = params![
        id,
        state.code(),
        text(counts)?,
        done,
        i64::from(checkpoint.0),
        i64::from(checkpoint.1),
        ctx.now.as_micros(),
        ctx.now.plus_seconds(LEASE_SECONDS).as_micros(),
        before.map_or(-1, |(sheet, _)| i64::from(sheet)),
        before.map_or(-1, |(_, row)| i64::from(row)),
    ];
    Ok(ctx.tx.execute_quietly(sql, values).await? == 1)
}

/// Writes where a commit was taken up again.
pub(crate) async fn set_resumed(ctx: &Ctx, id: Uuid, row: i64) -> Result<(), StoreError> {
    let sql = "UPDATE intake_batches SET resumed_from = $2, updated_at = $3 WHERE id = $1";
    ctx.tx.execute(sql, params![id, row, ctx.now.as_micros()]).await?;
    Ok(())
}

/// The commit of a file from a source that did not come to its end.
pub(crate) async fn unfinished(
    ctx: &Ctx,
    sm3: &str,
    source: &str,
) -> Result<Option<BatchRecord>, StoreError> {
    let sql = format!(
        "SELECT {} FROM intake_batches WHERE sm3 = $1 AND source = $2 AND state = 'committing' \
         ORDER BY created_at DESC LIMIT 1",
        COLUMNS.join(", ")
    );
    ctx.tx.one(&sql, params![sm3, source]).await
}

/// Ends the work.
pub(crate) async fn finish(
    ctx: &Ctx,
    id: Uuid,
    from: &[State],
    to: State,
    message: Option<&str>,
) -> Result<bool, StoreError> {
    let mut done = false;
    for state in from {
        let sql = "UPDATE intake_batches SET state = $3, message = $4, worker_until = NULL, updated_at = $5, \
                   version = version + 1 WHERE id = $1 AND state = $2";
        let values = params![id, state.code(), to.code(), message, ctx.now.as_micros()];
        done |= ctx.tx.execute(sql, values).await? == 1;
    }
    Ok(done)
}

/// Counts after a decision.
pub(crate) async fn set_counts(ctx: &Ctx, id: Uuid, counts: &Counts) -> Result<(), StoreError> {
    let sql = "UPDATE intake_batches SET counts = $2, updated_at = $3 WHERE id = $1";
    ctx.tx.execute(sql, params![id, text(counts)?, ctx.now.as_micros()]).await?;
    Ok(())
}

/// A worker that is not heard of for so long has died.
pub(crate) const LEASE_SECONDS: i64 = 60;

/// Takes the oldest work that nobody is at.
pub(crate) async fn claim(ctx: &Ctx, now: Timestamp) -> Result<Option<Uuid>, StoreError> {
    struct Id(Uuid);
    impl store::FromRow for Id {
        fn from_row(row: &store::Row<'_>) -> Result<Self, StoreError> {
            Ok(Self(row.uuid("id")?))
        }
    }
    let sql = "SELECT id FROM intake_batches WHERE state IN ('checking', 'committing') \
               AND (worker_until IS NULL OR worker_until < $1) ORDER BY updated_at, id LIMIT 1";
    let Some(Id(id)) = ctx.tx.one(sql, params![now.as_micros()]).await? else { return Ok(None) };
    let sql = "UPDATE intake_batches SET worker_until = $2 WHERE id = $1 AND (worker_until IS NULL OR worker_until < $3)";
    let until = now.plus_seconds(LEASE_SECONDS).as_micros();
    let taken = ctx.tx.execute_quietly(sql, params![id, until, now.as_micros()]).await? == 1;
    Ok(taken.then_some(id))
}
