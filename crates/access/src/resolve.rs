//! Who a person is today: posts, roles, permissions, grants.

use crate::repo;
use kernel::id::{PersonId, UserId};
use pack::role::Role;
use std::collections::BTreeSet;
use store::{Caller, CallerPost, Ctx, StoreError, Tx, Via};

/// The caller behind an account, with the posts its person holds on the day of the context.
pub(crate) async fn caller(
    tx: &Tx,
    roles: &[Role],
    user: &repo::user::Stored,
    day: chrono::NaiveDate,
    via: Via,
    address: &str,
) -> Result<Caller, StoreError> {
    let held = repo::post::held_on(tx, user.person, day).await?;
    let posts = held
        .into_iter()
        .map(|post| {
            let role = roles.iter().find(|role| role.code == post.role);
            // A fire-authority role in an organisation that is none gives nothing, nor does a role the pack lost.
            let fits = role.is_some_and(|role| !role.fire_authority || post.fire_authority);
            let permissions = role
                .filter(|_| fits)
                .map(|role| role.permissions.iter().cloned().collect::<BTreeSet<_>>())
                .unwrap_or_default();
            CallerPost {
                id: post.id,
                name: post.name,
                org: post.org,
                org_name: post.org_name,
                fire_authority: post.fire_authority,
                role: post.role,
                grant: post.grant,
                permissions,
            }
        })
        .collect();
    Ok(Caller {
        user: Some(user.id),
        person: Some(user.person),
        name: user.person_name.clone(),
        via,
        posts,
        address: Some(address.to_owned()),
    })
}

/// The caller a person would be, for jobs and for the demonstration's own visits.
///
/// # Errors
/// When the database cannot be read, or the person has no account.
pub async fn caller_of_person(ctx: &Ctx, roles: &[Role], person: PersonId) -> Result<Option<(UserId, Caller)>, StoreError> {
    let Some(user) = repo::user::by_person(&ctx.tx, person).await? else { return Ok(None) };
    let caller = caller(&ctx.tx, roles, &user, ctx.today(), Via::Command, "local").await?;
    Ok(Some((user.id, caller)))
}
