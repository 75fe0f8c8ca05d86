//! Names of posts and organisations on any day, for timelines: loaded once for all entries, asked per entry.

use crate::organisation::{self, DatedName, name_on};
use crate::sql::id_batches;
use crate::{Span, post};
use chrono::NaiveDate;
use kernel::id::{OrgId, PostId};
use std::collections::BTreeMap;
use store::{FromRow, Row, StoreError, Tx};

/// Dated names of organisations.
#[derive(Debug, Clone, Default)]
pub struct OrganisationNames(BTreeMap<OrgId, Vec<DatedName>>);

impl OrganisationNames {
    /// Loads the names of these organisations.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(tx: &Tx, ids: Vec<OrgId>) -> Result<Self, StoreError> {
        Ok(Self(organisation::repo::names(tx, ids).await?))
    }

    /// The full name that held on a day.
    #[must_use]
    pub fn on(&self, id: OrgId, day: NaiveDate) -> Option<&str> {
        self.0.get(&id).and_then(|names| name_on(names, day)).map(|name| name.name.as_str())
    }

    /// The short name that held on a day, the full one when there is none.
    #[must_use]
    pub fn short_on(&self, id: OrgId, day: NaiveDate) -> Option<&str> {
        let name = self.0.get(&id).and_then(|names| name_on(names, day))?;
        Some(name.short_name.as_deref().unwrap_or(&name.name))
    }
}

/// What a timeline says of a post on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostLabel {
    /// Post.
    pub id: PostId,
    /// Name of the post.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Organisation it stood in.
    pub org: OrgId,
    /// Name of that organisation on the day.
    pub org_name: String,
}

/// Posts with every organisation they stood in.
#[derive(Debug, Clone, Default)]
pub struct PostHistory {
    posts: BTreeMap<PostId, (String, String)>,
    places: BTreeMap<PostId, Vec<(OrgId, Span)>>,
    names: OrganisationNames,
}

struct Placed(PostId, OrgId, Span);

impl FromRow for Placed {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let span = Span { from: row.date("valid_from")?, to: row.opt_date("valid_to")? };
        Ok(Self(row.id("post_id")?, row.id("org_id")?, span))
    }
}

impl PostHistory {
    /// Loads these posts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(tx: &Tx, ids: Vec<PostId>) -> Result<Self, StoreError> {
        let posts = post::repo::by_ids(tx, ids).await?;
        let mut places: BTreeMap<PostId, Vec<(OrgId, Span)>> = BTreeMap::new();
        for (marks, values) in id_batches(posts.keys().map(PostId::as_uuid)) {
            let sql = format!(
                "SELECT post_id, org_id, valid_from, valid_to FROM post_places WHERE post_id IN ({marks}) \
                 ORDER BY post_id, valid_from"
            );
            for Placed(post, org, span) in tx.all::<Placed>(&sql, values).await? {
                places.entry(post).or_default().push((org, span));
            }
        }
        let names =
            OrganisationNames::load(tx, places.values().flatten().map(|(org, _)| *org).collect()).await?;
        let posts = posts.into_iter().map(|(id, post)| (id, (post.name, post.role))).collect();
        Ok(Self { posts, places, names })
    }

    /// The post as it was on a day.
    #[must_use]
    pub fn on(&self, id: PostId, day: NaiveDate) -> Option<PostLabel> {
        let (name, role) = self.posts.get(&id)?;
        let org = place_on(self.places.get(&id)?, day)?;
        Some(PostLabel {
            id,
            name: name.clone(),
            role: role.clone(),
            org,
            org_name: self.names.on(org, day).unwrap_or_default().to_owned(),
        })
    }
}

/// The organisation on a day; before the first place the first, after the last the last.
fn place_on(places: &[(OrgId, Span)], day: NaiveDate) -> Option<OrgId> {
    let begun = places.iter().rev().find(|(_, span)| span.from <= day);
    begun.or_else(|| places.first()).map(|(org, _)| *org)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_post_stood_where_it_stood() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let org = |number| OrgId::from_uuid(Uuid::from_u128(number));
        let places = [
            (org(1), Span { from: day("2020-01-01"), to: Some(day("2024-03-01")) }),
            (org(2), Span::since(day("2024-03-01"))),
        ];
        assert_eq!(place_on(&places, day("2024-02-29")), Some(org(1)));
        assert_eq!(place_on(&places, day("2024-03-01")), Some(org(2)));
        assert_eq!(place_on(&places, day("2019-01-01")), Some(org(1)));
        assert_eq!(place_on(&[], day("2019-01-01")), None);
    }
}
