//! Who held a post on a day, where to write to them, and people by id.

use crate::{person, post};
use chrono::NaiveDate;
use kernel::id::{PersonId, PostId};
use std::collections::{BTreeMap, BTreeSet};
use store::{StoreError, Tx};

/// A person by name and title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Id.
    pub id: PersonId,
    /// Name; [`person::ERASED_NAME`] when erased.
    pub name: String,
    /// Title (职务).
    pub title: Option<String>,
}

/// People by id.
///
/// # Errors
/// When the database cannot be read.
pub async fn people(tx: &Tx, ids: Vec<PersonId>) -> Result<BTreeMap<PersonId, PersonName>, StoreError> {
    let rows = person::repo::by_ids(tx, ids).await?;
    Ok(rows.into_iter().map(|(id, row)| (id, PersonName { id, name: row.name, title: row.title })).collect())
}

/// Who held each post on a day, in order of the first day.
///
/// # Errors
/// When the database cannot be read.
pub async fn holders_on(
    tx: &Tx,
    posts: Vec<PostId>,
    day: NaiveDate,
) -> Result<BTreeMap<PostId, Vec<PersonName>>, StoreError> {
    let mut holdings = post::repo::holdings_of_posts(tx, posts).await?;
    holdings.retain(|holding| holding.span.holds_on(day));
    let names = people(tx, holdings.iter().map(|holding| holding.person_id).collect()).await?;
    let mut holders: BTreeMap<PostId, Vec<PersonName>> = BTreeMap::new();
    for holding in holdings {
        holders.entry(holding.post_id).or_default().extend(names.get(&holding.person_id).cloned());
    }
    Ok(holders)
}

/// Mail addresses of the people who held a post on a day, each once.
///
/// # Errors
/// When the database cannot be read.
pub async fn mail_of_holders(tx: &Tx, post: PostId, day: NaiveDate) -> Result<Vec<String>, StoreError> {
    let mut holdings = post::repo::holdings_of_posts(tx, vec![post]).await?;
    holdings.retain(|holding| holding.span.holds_on(day));
    let people = person::repo::by_ids(tx, holdings.iter().map(|holding| holding.person_id).collect()).await?;
    let addresses: BTreeSet<String> = people.into_values().filter_map(|person| person.mail).collect();
    Ok(addresses.into_iter().collect())
}
