//! Adding accounts to a list of people.

use super::StoredUser;
use super::repo::COLUMNS;
use crate::rules::appoint::READ;
use directory::facts;
use directory::person::{Person, PersonAccount};
use kernel::id::{PersonId, UserId};
use kernel::problem::Problem;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, ExprTrait, Query};
use store::{Ctx, StoreError, Tx};

/// Fills in the account of each person whose account the caller may see; others stay as they are.
///
/// # Errors
/// When the database cannot be read.
pub async fn with_accounts(ctx: &Ctx, mut people: Vec<Person>) -> Result<Vec<Person>, Problem> {
    if people.is_empty() {
        return Ok(people);
    }
    let ids: Vec<_> = people.iter().map(|person| person.id.as_uuid()).collect();
    for grant in &ctx.caller.scope(READ).grants {
        let mut select = Query::select();
        select
            .columns(COLUMNS.map(|name| (Alias::new("users"), Alias::new(name))))
            .from(Alias::new("users"))
            .and_where(column("users", "person_id").is_in(ids.iter().copied()))
            .and_where(column("users", "person_id").in_subquery(facts::people_within(grant)));
        for user in ctx.tx.select_all::<StoredUser, _>(&select).await? {
            if let Some(person) = people.iter_mut().find(|person| person.id == user.person_id) {
                person.user = Some(PersonAccount { id: user.id, login: user.login, active: user.active });
            }
        }
    }
    Ok(people)
}

/// Accounts of people that may sign in, by person; those without one are left out. Whoever asks has decided that the
/// accounts may be known.
///
/// # Errors
/// When the database cannot be read.
pub async fn active_accounts(tx: &Tx, people: &[PersonId]) -> Result<BTreeMap<PersonId, UserId>, StoreError> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(|name| (Alias::new("users"), Alias::new(name))))
        .from(Alias::new("users"))
        .and_where(column("users", "person_id").is_in(people.iter().map(PersonId::as_uuid)))
        .and_where(column("users", "active").eq(true));
    let found = tx.select_all::<StoredUser, _>(&select).await?;
    Ok(found.into_iter().map(|user| (user.person_id, user.id)).collect())
}
