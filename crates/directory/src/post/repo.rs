//! Queries on `posts`, `post_places` and `holdings`.

use super::model::{Holding, StoredPost};
use crate::sql::id_batches;
use chrono::NaiveDate;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::scope::Grant;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, ExprTrait, Query, SelectStatement};
use store::{StoreError, Tx, Value, params};
use uuid::Uuid;

const COLUMNS: [&str; 11] = [
    "id",
    "org_id",
    "name",
    "role",
    "scope_level",
    "scope_key",
    "sectors",
    "valid_from",
    "valid_to",
    "sort_key",
    "version",
];

/// Posts joined with their organisation.
pub(crate) fn select() -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(|name| (Alias::new("posts"), Alias::new(name))))
        .expr_as(column("organisations", "region_code"), Alias::new("org_region"))
        .expr_as(column("organisations", "sector"), Alias::new("org_sector"))
        .expr_as(column("organisations", "is_fire_authority"), Alias::new("org_fire"))
        .from(Alias::new("posts"))
        .inner_join(
            Alias::new("organisations"),
            column("organisations", "id").equals((Alias::new("posts"), Alias::new("org_id"))),
        );
    select
}

async fn select_in(tx: &Tx, name: &'static str, ids: Vec<Uuid>) -> Result<Vec<StoredPost>, StoreError> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut found = Vec::new();
    for batch in ids.chunks(crate::sql::BATCH) {
        let mut query = select();
        query.and_where(column("posts", name).is_in(batch.iter().copied()));
        found.extend(tx.select_all::<StoredPost, _>(&query).await?);
    }
    Ok(found)
}

/// Posts by id.
pub(crate) async fn by_ids(tx: &Tx, ids: Vec<PostId>) -> Result<BTreeMap<PostId, StoredPost>, StoreError> {
    let rows = select_in(tx, "id", ids.into_iter().map(Into::into).collect()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// One post.
pub(crate) async fn one(tx: &Tx, id: PostId) -> Result<Option<StoredPost>, StoreError> {
    Ok(by_ids(tx, vec![id]).await?.remove(&id))
}

/// Every post of some organisations, ended ones too.
pub(crate) async fn in_organisations(tx: &Tx, orgs: Vec<OrgId>) -> Result<Vec<StoredPost>, StoreError> {
    select_in(tx, "org_id", orgs.into_iter().map(Into::into).collect()).await
}

/// Posts of some organisations that have not ended before a day.
pub(crate) async fn open_in(
    tx: &Tx,
    orgs: Vec<OrgId>,
    day: NaiveDate,
) -> Result<Vec<StoredPost>, StoreError> {
    let mut rows = in_organisations(tx, orgs).await?;
    rows.retain(|row| row.valid.lasts_past(day));
    Ok(rows)
}

fn sectors(grant: &Grant) -> Option<String> {
    let sectors = grant.sectors.as_ref()?;
    Some(serde_json::Value::from_iter(sectors.iter().cloned()).to_string())
}

/// Inserts a post and its first place; answers the place's id.
pub(crate) async fn insert(tx: &Tx, row: &StoredPost, place: Uuid) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO posts (id, org_id, name, role, scope_level, scope_key, sectors, valid_from, valid_to, sort_key, \
         version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            row.id.as_uuid(),
            row.org_id.as_uuid(),
            row.name.clone(),
            row.role.clone(),
            row.grant.level.code(),
            row.grant.key.clone(),
            sectors(&row.grant),
            row.valid.from.to_string(),
            row.valid.to.map(|day| day.to_string()),
            row.sort_key.clone(),
            row.version,
        ],
    )
    .await?;
    insert_place(tx, place, row.id, row.org_id, row.valid.from).await
}

/// Begins a place of a post.
pub(crate) async fn insert_place(
    tx: &Tx,
    id: Uuid,
    post: PostId,
    org: OrgId,
    from: NaiveDate,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO post_places (id, post_id, org_id, valid_from) VALUES ($1, $2, $3, $4)",
        params![id, post.as_uuid(), org.as_uuid(), from.to_string()],
    )
    .await?;
    Ok(())
}

/// The place a post stands in now, and since when.
pub(crate) async fn current_place(tx: &Tx, post: PostId) -> Result<Option<(Uuid, NaiveDate)>, StoreError> {
    let sql = "SELECT id, valid_from FROM post_places WHERE post_id = $1 AND valid_to IS NULL";
    let found = tx
        .map_rows(sql, params![post.as_uuid()], |row| Ok((row.uuid("id")?, row.date("valid_from")?)))
        .await?;
    Ok(found.into_iter().next())
}

/// Ends a place.
pub(crate) async fn end_place(tx: &Tx, id: Uuid, to: NaiveDate) -> Result<(), StoreError> {
    tx.execute("UPDATE post_places SET valid_to = $2 WHERE id = $1", params![id, to.to_string()]).await?;
    Ok(())
}

/// Moves a place that began on the day it would end to another organisation.
pub(crate) async fn correct_place(tx: &Tx, id: Uuid, org: OrgId) -> Result<(), StoreError> {
    tx.execute("UPDATE post_places SET org_id = $2 WHERE id = $1", params![id, org.as_uuid()]).await?;
    Ok(())
}

/// Puts a post into another organisation.
pub(crate) async fn set_organisation(tx: &Tx, post: PostId, org: OrgId) -> Result<(), StoreError> {
    let sql = "UPDATE posts SET org_id = $2, version = version + 1 WHERE id = $1";
    tx.execute(sql, params![post.as_uuid(), org.as_uuid()]).await?;
    Ok(())
}

/// Ends a post.
pub(crate) async fn end(
    tx: &Tx,
    post: PostId,
    to: NaiveDate,
    into: Option<PostId>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE posts SET valid_to = $2, merged_into = $3, version = version + 1 WHERE id = $1",
        params![post.as_uuid(), to.to_string(), into.map(|id| id.as_uuid())],
    )
    .await?;
    Ok(())
}

const HOLDINGS: &str = "SELECT h.id, h.post_id, h.person_id, h.from_date, h.to_date, p.name AS person_name \
     FROM holdings h JOIN people p ON p.id = h.person_id";

async fn holdings(
    tx: &Tx,
    condition: &str,
    marks: &str,
    values: Vec<Value>,
) -> Result<Vec<Holding>, StoreError> {
    tx.all(&format!("{HOLDINGS} WHERE {condition} IN ({marks}) ORDER BY h.from_date, h.id"), values).await
}

/// Every holding of some posts, in order of the first day.
pub(crate) async fn holdings_of_posts(tx: &Tx, posts: Vec<PostId>) -> Result<Vec<Holding>, StoreError> {
    let mut found = Vec::new();
    for (marks, values) in id_batches(posts.into_iter().map(Into::into)) {
        found.extend(holdings(tx, "h.post_id", &marks, values).await?);
    }
    Ok(found)
}

/// Every holding of some people, in order of the first day.
pub(crate) async fn holdings_of_people(tx: &Tx, people: Vec<PersonId>) -> Result<Vec<Holding>, StoreError> {
    let mut found = Vec::new();
    for (marks, values) in id_batches(people.into_iter().map(Into::into)) {
        found.extend(holdings(tx, "h.person_id", &marks, values).await?);
    }
    Ok(found)
}

/// Begins a holding.
pub(crate) async fn insert_holding(
    tx: &Tx,
    id: Uuid,
    post: PostId,
    person: PersonId,
    from: NaiveDate,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO holdings (id, post_id, person_id, from_date) VALUES ($1, $2, $3, $4)",
        params![id, post.as_uuid(), person.as_uuid(), from.to_string()],
    )
    .await?;
    Ok(())
}

/// Ends a holding.
pub(crate) async fn end_holding(tx: &Tx, id: Uuid, to: NaiveDate) -> Result<(), StoreError> {
    tx.execute("UPDATE holdings SET to_date = $2 WHERE id = $1", params![id, to.to_string()]).await?;
    Ok(())
}
