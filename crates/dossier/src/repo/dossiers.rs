//! Dossiers.

use crate::model::{DossierRow, DossierState, ItemSummary};
use crate::schema::DOSSIER_SCOPE;
use kernel::page::Bounded;
use registry::model::RegionColumns;
use store::list::{after, bounded_count, column, merged};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use store::{CallerPost, Ctx, FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

/// Place in a list, newest first.
pub(crate) type Key = (i64, Uuid);

const ROW: [&str; 23] = [
    "id",
    "title",
    "org_name",
    "maker",
    "made_at",
    "from_day",
    "to_day",
    "region_code",
    "region_name",
    "sheet_id",
    "sheet_title",
    "sheet_version",
    "entries",
    "files",
    "bytes",
    "missing",
    "state",
    "done",
    "failure",
    "sm3",
    "size",
    "post_id",
    "user_id",
];

fn own(name: &'static str) -> Expr {
    column("dossiers", name)
}

/// What the posts see: dossiers made at one of them, and those of their region that were made without limit to sectors, if
/// they have none either.
fn parts(posts: &[&CallerPost], columns: &[&'static str]) -> Vec<SelectStatement> {
    let mut conditions = Vec::new();
    for post in posts {
        conditions.push(Condition::all().add(own("post_id").eq(post.id.as_uuid())));
        if post.grant.sectors.is_none() {
            conditions.push(DOSSIER_SCOPE.condition(&post.grant).add(own("whole").eq(true)));
        }
    }
    conditions
        .into_iter()
        .map(|condition| {
            Query::select()
                .columns(columns.iter().map(|name| (Alias::new("dossiers"), Alias::new(*name))))
                .from(Alias::new("dossiers"))
                .cond_where(condition)
                .to_owned()
        })
        .collect()
}

/// Dossiers the posts see, newest first, after a key.
pub(crate) async fn page(
    tx: &Tx,
    posts: &[&CallerPost],
    from: Option<&Key>,
    limit: u64,
) -> Result<Vec<DossierRow>, StoreError> {
    let mut selects = parts(posts, &ROW);
    for select in &mut selects {
        if let Some((at, id)) = from {
            let key = vec![own("made_at"), own("id")];
            select.and_where(after(key, vec![Expr::val(*at), Expr::val(*id)], true));
        }
        select
            .order_by((Alias::new("dossiers"), Alias::new("made_at")), Order::Desc)
            .order_by((Alias::new("dossiers"), Alias::new("id")), Order::Desc)
            .limit(limit);
    }
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    merged(tx, selects, most, true, |row: &DossierRow| (row.made_at, row.id), |row| row.id).await
}

/// How many dossiers the posts see, up to a bound.
pub(crate) async fn count(tx: &Tx, posts: &[&CallerPost]) -> Result<Bounded, StoreError> {
    bounded_count(tx, parts(posts, &["id"])).await
}

/// A dossier the posts see.
pub(crate) async fn seen(tx: &Tx, posts: &[&CallerPost], id: Uuid) -> Result<Option<DossierRow>, StoreError> {
    for mut select in parts(posts, &ROW) {
        if let Some(row) = tx.select_one(&select.and_where(own("id").eq(id)).to_owned()).await? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// A dossier, whoever asks: for the job that packs it and for openings that were checked.
pub(crate) async fn one(tx: &Tx, id: Uuid) -> Result<Option<DossierRow>, StoreError> {
    let sql = format!("SELECT {} FROM dossiers WHERE id = $1", ROW.join(", "));
    tx.one(&sql, params![id]).await
}

/// Items of a dossier in the order of the sheet.
pub(crate) async fn items(tx: &Tx, id: Uuid) -> Result<Vec<ItemSummary>, StoreError> {
    struct Items(Vec<ItemSummary>);
    impl FromRow for Items {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            row.json("items").map(Items)
        }
    }
    let found = tx.one::<Items>("SELECT items FROM dossiers WHERE id = $1", params![id]).await?;
    Ok(found.map(|Items(items)| items).unwrap_or_default())
}

/// Writes a dossier with the digest of what it keeps.
pub(crate) async fn insert(
    ctx: &Ctx,
    row: &DossierRow,
    items: &[ItemSummary],
    whole: bool,
    contents: &str,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(items).map_err(|error| StoreError::Usage(error.to_string()))?;
    let mut values = params![
        row.id,
        row.title.as_str(),
        row.org_name.as_str(),
        row.maker.as_str(),
        row.user.map(|user| user.as_uuid()),
        row.post.as_uuid(),
        whole,
        row.made_at.as_micros(),
        row.from.to_string(),
        row.to.to_string(),
        row.region_name.as_str(),
        row.sheet_id,
        row.sheet_title.as_str(),
        row.sheet_version,
        json,
        row.entries,
        row.files,
        row.bytes,
        row.missing,
        contents,
        row.state.code(),
        row.done,
    ];
    values.extend(RegionColumns { code: row.region }.values());
    let columns = [
        "id",
        "title",
        "org_name",
        "maker",
        "user_id",
        "post_id",
        "whole",
        "made_at",
        "from_day",
        "to_day",
        "region_name",
        "sheet_id",
        "sheet_title",
        "sheet_version",
        "items",
        "entries",
        "files",
        "bytes",
        "missing",
        "contents_sm3",
        "state",
        "done",
        "region_code",
        "city_code",
        "county_code",
        "town_code",
        "village_code",
    ];
    ctx.tx.insert_many("dossiers", &columns, vec![values], "").await?;
    Ok(())
}

/// How far the packing is. Housekeeping: the end of it is what is audited.
pub(crate) async fn progress(tx: &Tx, id: Uuid, state: DossierState, done: i64) -> Result<(), StoreError> {
    let sql = "UPDATE dossiers SET state = $1, done = $2 WHERE id = $3";
    tx.execute_quietly(sql, params![state.code(), done, id]).await?;
    Ok(())
}

/// The end of the packing: the zip, or why there is none.
pub(crate) async fn ended(
    ctx: &Ctx,
    id: Uuid,
    end: &Result<(String, i64), String>,
) -> Result<(), StoreError> {
    let (state, zip, failure) = match end {
        Ok((sm3, size)) => (DossierState::Ready, Some((sm3.clone(), *size)), None),
        Err(reason) => (DossierState::Failed, None, Some(reason.clone())),
    };
    let (sm3, size) = zip.unzip();
    ctx.tx
        .execute(
            "UPDATE dossiers SET state = $1, sm3 = $2, size = $3, failure = $4 WHERE id = $5",
            params![state.code(), sm3, size, failure, id],
        )
        .await?;
    Ok(())
}

/// Puts a dossier that failed back into the queue.
pub(crate) async fn again(ctx: &Ctx, id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE dossiers SET state = 'queued', done = 0, failure = NULL WHERE id = $1";
    ctx.tx.execute(sql, params![id]).await?;
    Ok(())
}
