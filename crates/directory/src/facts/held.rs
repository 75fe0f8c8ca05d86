//! What a person holds, and where they belong: what the access room builds callers from.

use crate::organisation::{DatedName, name_on};
use crate::reach::{ORGANISATIONS, place};
use crate::sort::contains_pattern;
use crate::{Span, organisation, person, post};
use chrono::NaiveDate;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::region::RegionCode;
use kernel::scope::{Grant, Place};
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, ExprTrait, LikeExpr, Query, SelectStatement};
use store::{StoreError, Tx};

/// A post a person holds or is appointed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPost {
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
    /// Name of the organisation on the day.
    pub org_name: String,
    /// Region of the organisation.
    pub org_region: RegionCode,
    /// Whether the organisation is a fire authority.
    pub fire_authority: bool,
    /// Days of the holding, within those of the post.
    pub span: Span,
}

/// The posts a person holds on a day or is appointed to after it, in order of the first day. Those held on the day itself
/// are the ones whose span holds it.
///
/// # Errors
/// When the database cannot be read.
pub async fn held_posts(tx: &Tx, person: PersonId, day: NaiveDate) -> Result<Vec<HeldPost>, StoreError> {
    let mut holdings = post::repo::holdings_of_people(tx, vec![person]).await?;
    holdings.retain(|holding| holding.span.lasts_past(day) && !holding.span.is_empty());
    let posts = post::repo::by_ids(tx, holdings.iter().map(|holding| holding.post_id).collect()).await?;
    let names = organisation::repo::names(tx, posts.values().map(|post| post.org_id).collect()).await?;
    let held = holdings.into_iter().filter_map(|holding| {
        let post = posts.get(&holding.post_id).filter(|post| post.valid.lasts_past(day))?;
        let to = [holding.span.to, post.valid.to].into_iter().flatten().min();
        let span = Span { from: holding.span.from.max(post.valid.from), to };
        Some(held_post(post, names.get(&post.org_id), day, span))
    });
    Ok(held.collect())
}

fn held_post(
    post: &post::StoredPost,
    names: Option<&Vec<DatedName>>,
    day: NaiveDate,
    span: Span,
) -> HeldPost {
    let org_name = names.and_then(|names| name_on(names, day));
    HeldPost {
        id: post.id,
        name: post.name.clone(),
        role: post.role.clone(),
        grant: post.grant.clone(),
        org: post.org_id,
        org_name: org_name.map(|name| name.name.clone()).unwrap_or_default(),
        org_region: post.org_region,
        fire_authority: post.org_fire,
        span,
    }
}

/// Where a person belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonHome {
    /// Name of the person.
    pub name: String,
    /// Whether the personal data was erased.
    pub erased: bool,
    /// Organisation.
    pub org: OrgId,
    /// Its region.
    pub region: RegionCode,
    /// Its sector.
    pub sector: Option<String>,
}

impl PersonHome {
    /// Where that lies, for scopes.
    #[must_use]
    pub fn place(&self) -> Place<'_> {
        place(self.region, self.sector.as_deref())
    }
}

/// Where a person belongs.
///
/// # Errors
/// When the database cannot be read.
pub async fn person_home(tx: &Tx, id: PersonId) -> Result<Option<PersonHome>, StoreError> {
    let Some(person) = person::repo::one(tx, id).await? else { return Ok(None) };
    let Some(org) = organisation::repo::one(tx, person.org_id).await? else { return Ok(None) };
    Ok(Some(PersonHome {
        name: person.name,
        erased: person.erased_at.is_some(),
        org: org.id,
        region: org.region_code,
        sector: org.sector,
    }))
}

/// Ids of the people whose organisation a grant covers, as a subquery for lists of other rooms.
#[must_use]
pub fn people_within(grant: &Grant) -> SelectStatement {
    Query::select()
        .column((Alias::new("people"), Alias::new("id")))
        .from(Alias::new("people"))
        .inner_join(
            Alias::new("organisations"),
            column("organisations", "id").equals((Alias::new("people"), Alias::new("org_id"))),
        )
        .cond_where(ORGANISATIONS.condition(grant))
        .to_owned()
}

/// Ids of the people whose name contains a text, as a subquery for lists of other rooms.
#[must_use]
pub fn people_named(text: &str) -> SelectStatement {
    Query::select()
        .column((Alias::new("people"), Alias::new("id")))
        .from(Alias::new("people"))
        .and_where(column("people", "name").like(LikeExpr::new(contains_pattern(text)).escape('\\')))
        .to_owned()
}

/// People who hold a post of a role on a day, with the post, those of the widest reach and lowest region code first.
///
/// # Errors
/// When the database cannot be read.
pub async fn role_holders(
    tx: &Tx,
    role: &str,
    day: NaiveDate,
) -> Result<Vec<(PersonId, HeldPost)>, StoreError> {
    let mut query = post::repo::select();
    query.and_where(column("posts", "role").eq(role.to_owned()));
    let mut posts = tx.select_all::<post::StoredPost, _>(&query).await?;
    posts.retain(|post| post.valid.holds_on(day));
    posts.sort_by(|a, b| (a.grant.level, &a.grant.key, a.id).cmp(&(b.grant.level, &b.grant.key, b.id)));
    let holdings = post::repo::holdings_of_posts(tx, posts.iter().map(|post| post.id).collect()).await?;
    let names = organisation::repo::names(tx, posts.iter().map(|post| post.org_id).collect()).await?;
    let mut found = Vec::new();
    for post in posts {
        for holding in
            holdings.iter().filter(|holding| holding.post_id == post.id && holding.span.holds_on(day))
        {
            found.push((holding.person_id, held_post(&post, names.get(&post.org_id), day, holding.span)));
        }
    }
    Ok(found)
}

/// Regions of organisations.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisation_regions(
    tx: &Tx,
    ids: Vec<OrgId>,
) -> Result<BTreeMap<OrgId, RegionCode>, StoreError> {
    Ok(organisation::repo::by_ids(tx, ids)
        .await?
        .into_iter()
        .map(|(id, row)| (id, row.region_code))
        .collect())
}

/// An organisation as other rooms name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationCard {
    /// Organisation.
    pub id: OrgId,
    /// Name on the day.
    pub name: String,
    /// Region it stands in.
    pub region: RegionCode,
    /// Whether it is a department, which speaks for itself and not for its region.
    pub department: bool,
}

/// Organisations by id, with their names of a day.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisation_cards(
    tx: &Tx,
    ids: Vec<OrgId>,
    day: NaiveDate,
) -> Result<BTreeMap<OrgId, OrganisationCard>, StoreError> {
    let found = organisation::repo::by_ids(tx, ids).await?;
    let names = organisation::repo::names(tx, found.keys().copied().collect()).await?;
    let card = |(id, row): (OrgId, organisation::StoredOrganisation)| {
        let name = names.get(&id).and_then(|names| name_on(names, day));
        let card = OrganisationCard {
            id,
            name: name.map(|name| name.name.clone()).unwrap_or_default(),
            region: row.region_code,
            department: row.kind == organisation::OrganisationKind::Department,
        };
        (id, card)
    };
    Ok(found.into_iter().map(card).collect())
}
