//! Adding accounts to a list of people.

use super::StoredUser;
use super::repo::COLUMNS;
use crate::rules::appoint::READ;
use directory::facts;
use directory::person::{Person, PersonAccount};
use kernel::problem::Problem;
use store::Ctx;
use store::list::column;
use store::sea_query::{Alias, ExprTrait, Query};

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
