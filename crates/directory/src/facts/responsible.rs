//! Who is responsible for a place: the nearest post of a role, the department of a region.

use crate::organisation::repo::COLUMNS;
use crate::organisation::{OrganisationKind, StoredOrganisation};
use crate::{post, sql};
use chrono::NaiveDate;
use kernel::id::{OrgId, PostId};
use kernel::region::RegionCode;
use kernel::scope::{Place, ScopeLevel};
use store::list::column;
use store::sea_query::ExprTrait;
use store::{StoreError, Tx, Value, params};
use uuid::Uuid;

/// A post that answers for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsiblePost {
    /// Post.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Its organisation.
    pub org: OrgId,
    /// Level it reaches.
    pub level: ScopeLevel,
    /// Whether anybody holds it on the day.
    pub held: bool,
}

/// The nearest post of a role that covers a place on a day: of its unit, its village, its town and so on upwards; on one
/// level a post that somebody holds before a vacant one, then the one limited to fewer sectors, then the oldest.
///
/// # Errors
/// When the database cannot be read.
pub async fn responsible_post(
    tx: &Tx,
    role: &str,
    place: &Place<'_>,
    day: NaiveDate,
) -> Result<Option<ResponsiblePost>, StoreError> {
    let regions = [place.village, place.town, place.county, place.city, place.province];
    let keys = regions
        .into_iter()
        .flatten()
        .map(|code| code.to_string())
        .chain(place.unit.map(|unit: Uuid| unit.to_string()));
    let mut query = post::repo::select();
    query.and_where(column("posts", "role").eq(role.to_owned()));
    query.and_where(column("posts", "scope_key").is_in(keys.chain([String::new()])));
    let mut found = tx.select_all::<post::StoredPost, _>(&query).await?;
    found.retain(|row| row.valid.holds_on(day) && row.grant.covers(place));
    let holdings = post::repo::holdings_of_posts(tx, found.iter().map(|row| row.id).collect()).await?;
    let held =
        |id: PostId| holdings.iter().any(|holding| holding.post_id == id && holding.span.holds_on(day));
    found.sort_by_key(|row| {
        let sectors = row.grant.sectors.as_ref().map_or(usize::MAX, std::collections::BTreeSet::len);
        (std::cmp::Reverse(row.grant.level), !held(row.id), sectors, row.id)
    });
    Ok(found.into_iter().next().map(|row| ResponsiblePost {
        held: held(row.id),
        id: row.id,
        name: row.name,
        org: row.org_id,
        level: row.grant.level,
    }))
}

/// The organisation that is a department of the pack (`fire`, `education` …) for a region on a day: that of the region
/// itself or of the nearest region above.
///
/// # Errors
/// When the database cannot be read.
pub async fn department(
    tx: &Tx,
    department: &str,
    region: RegionCode,
    day: NaiveDate,
) -> Result<Option<(OrgId, OrganisationKind)>, StoreError> {
    let codes: Vec<RegionCode> = std::iter::once(region).chain(region.ancestors()).collect();
    let sql = format!(
        "SELECT {} FROM organisations WHERE department = $1 AND region_code IN ({})",
        COLUMNS.join(", "),
        sql::marks(2, codes.len())
    );
    let mut values = params![department];
    values.extend(codes.iter().map(|code| Value::from(code.to_string())));
    let mut found = tx.all::<StoredOrganisation>(&sql, values).await?;
    found.retain(|row| row.valid.holds_on(day));
    found.sort_by_key(|row| (std::cmp::Reverse(row.region_code.level()), row.id));
    Ok(found.into_iter().next().map(|row| (row.id, row.kind)))
}
