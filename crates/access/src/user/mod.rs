//! Accounts, kept by the security administrator.

mod create;
mod list;
mod update;

pub use create::{CreatedUser, NewUser, create_user};
pub use list::{User, list_users};
pub use update::{UserChanges, update_user};

use crate::repo;
use kernel::id::PersonId;
use kernel::problem::Problem;
use store::Ctx;

/// Permission to keep accounts.
pub(crate) const WRITE: &str = "access.write";
/// Permission to see accounts.
pub(crate) const READ: &str = "access.read";

/// Asks whether the person lies in what the caller may administer.
pub(crate) async fn person_in_reach(ctx: &Ctx, person: PersonId, permission: &str) -> Result<(), Problem> {
    ctx.caller.require(permission)?;
    let place = repo::person_place(&ctx.tx, person).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    let place = kernel::scope::Place::of(place);
    if ctx.caller.scope(permission).covers(&place) { Ok(()) } else { Err(Problem::not_found("该人员")) }
}
