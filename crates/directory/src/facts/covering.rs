//! Posts that cover a place, for whoever must be told.

use crate::organisation::{self, name_on};
use crate::post;
use chrono::NaiveDate;
use kernel::id::{OrgId, PostId};
use kernel::scope::{Grant, Place};
use store::list::column;
use store::sea_query::ExprTrait;
use store::{StoreError, Tx};
use uuid::Uuid;

/// A post in force on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostInForce {
    /// Post.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Role code.
    pub role: String,
    /// What it reaches.
    pub grant: Grant,
    /// Its organisation.
    pub org: OrgId,
    /// Name of its organisation on the day.
    pub org_name: String,
}

async fn named(
    tx: &Tx,
    posts: Vec<post::StoredPost>,
    day: NaiveDate,
) -> Result<Vec<PostInForce>, StoreError> {
    let names = organisation::repo::names(tx, posts.iter().map(|post| post.org_id).collect()).await?;
    let in_force = posts.into_iter().map(|post| {
        let org_name = names.get(&post.org_id).and_then(|names| name_on(names, day));
        PostInForce {
            id: post.id,
            name: post.name,
            role: post.role,
            grant: post.grant,
            org: post.org_id,
            org_name: org_name.map(|name| name.name.clone()).unwrap_or_default(),
        }
    });
    Ok(in_force.collect())
}

/// A post, when it is in force on the day.
///
/// # Errors
/// When the database cannot be read.
pub async fn post_in_force(tx: &Tx, id: PostId, day: NaiveDate) -> Result<Option<PostInForce>, StoreError> {
    let post = post::repo::one(tx, id).await?.filter(|post| post.valid.holds_on(day));
    Ok(named(tx, post.into_iter().collect(), day).await?.pop())
}

/// Posts with one of the roles that are in force on the day and whose grant covers the place.
///
/// # Errors
/// When the database cannot be read.
pub async fn posts_covering(
    tx: &Tx,
    roles: &[String],
    place: &Place<'_>,
    day: NaiveDate,
) -> Result<Vec<PostInForce>, StoreError> {
    let regions = [place.village, place.town, place.county, place.city, place.province];
    let keys = regions
        .into_iter()
        .flatten()
        .map(|code| code.to_string())
        .chain(place.unit.map(|unit: Uuid| unit.to_string()))
        .chain([String::new()]);
    let mut query = post::repo::select();
    query.and_where(column("posts", "role").is_in(roles.iter().cloned()));
    query.and_where(column("posts", "scope_key").is_in(keys));
    let mut found = tx.select_all::<post::StoredPost, _>(&query).await?;
    found.retain(|post| post.valid.holds_on(day) && post.grant.covers(place));
    named(tx, found, day).await
}

/// Posts of an organisation that are in force on the day.
///
/// # Errors
/// When the database cannot be read.
pub async fn posts_of(tx: &Tx, organisation: OrgId, day: NaiveDate) -> Result<Vec<PostInForce>, StoreError> {
    let mut query = post::repo::select();
    query.and_where(column("posts", "org_id").eq(organisation.as_uuid()));
    let mut found = tx.select_all::<post::StoredPost, _>(&query).await?;
    found.retain(|post| post.valid.holds_on(day));
    found.sort_by_key(|post| post.id);
    named(tx, found, day).await
}
