//! Organisations of regions with their posts, for rooms that hand work to them.

use crate::organisation::repo::COLUMNS;
use crate::organisation::{self, StoredOrganisation, name_on};
use crate::post;
use chrono::NaiveDate;
use kernel::id::{OrgId, PostId};
use kernel::region::{Level, RegionCode};
use store::list::column;
use store::sea_query::ExprTrait;
use store::{FromRow, Row, StoreError, Tx, params};

/// An organisation in force with its posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Id.
    pub id: OrgId,
    /// Name on the day.
    pub name: String,
    /// Region.
    pub region: RegionCode,
    /// Department of the pack.
    pub department: Option<String>,
    /// Whether it is a fire authority.
    pub fire_authority: bool,
    /// Posts in force.
    pub posts: Vec<BodyPost>,
}

/// A post of a [`Body`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyPost {
    /// Id.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Level it reaches, as a word.
    pub level: String,
    /// Whether it is limited to sectors.
    pub sectored: bool,
    /// Whether anybody holds it on the day.
    pub held: bool,
}

/// Organisations of a region and of those below it down to towns, in force on a day, by region and name, each with its
/// posts; none is the whole installation.
///
/// # Errors
/// When the database cannot be read.
pub async fn bodies(tx: &Tx, within: Option<RegionCode>, day: NaiveDate) -> Result<Vec<Body>, StoreError> {
    let level = within.and_then(|code| match code.level() {
        Level::City => Some("city_code = $1"),
        Level::County => Some("county_code = $1"),
        Level::Town => Some("town_code = $1"),
        _ => None,
    });
    let (condition, values) = match (within, level) {
        (Some(code), Some(condition)) => (condition, params![code.to_string()]),
        _ => ("1 = 1", params![]),
    };
    let sql = format!(
        "SELECT {} FROM organisations WHERE {condition} AND village_code IS NULL",
        COLUMNS.join(", ")
    );
    let mut rows = tx.all::<StoredOrganisation>(&sql, values).await?;
    rows.retain(|row| row.valid.holds_on(day));
    let names = organisation::repo::names(tx, rows.iter().map(|row| row.id).collect()).await?;
    let mut posts = Vec::new();
    for chunk in rows.chunks(500) {
        let mut query = post::repo::select();
        query.and_where(column("posts", "org_id").is_in(chunk.iter().map(|row| row.id.as_uuid())));
        posts.extend(tx.select_all::<post::StoredPost, _>(&query).await?);
    }
    posts.retain(|row| row.valid.holds_on(day));
    posts.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    let holdings = post::repo::holdings_of_posts(tx, posts.iter().map(|row| row.id).collect()).await?;
    let held =
        |id: PostId| holdings.iter().any(|holding| holding.post_id == id && holding.span.holds_on(day));
    let mut bodies: Vec<Body> = rows
        .into_iter()
        .map(|row| Body {
            name: names
                .get(&row.id)
                .and_then(|names| name_on(names, day))
                .map(|name| name.name.clone())
                .unwrap_or_default(),
            posts: posts
                .iter()
                .filter(|post| post.org_id == row.id)
                .map(|post| BodyPost {
                    id: post.id,
                    name: post.name.clone(),
                    role: post.role.clone(),
                    level: post.grant.level.code().to_owned(),
                    sectored: post.grant.sectors.is_some(),
                    held: held(post.id),
                })
                .collect(),
            id: row.id,
            region: row.region_code,
            department: row.department,
            fire_authority: row.is_fire_authority,
        })
        .collect();
    bodies.sort_by(|a, b| (a.region, &a.name, a.id).cmp(&(b.region, &b.name, b.id)));
    Ok(bodies)
}

struct Below(RegionCode, String);

impl FromRow for Below {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.region("code")?, row.text("name")?))
    }
}

/// Regions directly below one, by code, those of today only.
///
/// # Errors
/// When the database cannot be read.
pub async fn regions_below(tx: &Tx, parent: RegionCode) -> Result<Vec<(RegionCode, String)>, StoreError> {
    let sql = "SELECT code, name FROM regions WHERE parent = $1 AND valid_to IS NULL ORDER BY code";
    let rows = tx.all::<Below>(sql, params![parent.to_string()]).await?;
    Ok(rows.into_iter().map(|Below(code, name)| (code, name)).collect())
}
