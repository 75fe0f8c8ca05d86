//! Listing accounts.

use super::READ;
use crate::repo;
use kernel::id::{PersonId, UserId};
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::scope::ScopeLevel;
use kernel::time::Timestamp;
use serde::Serialize;
use store::Ctx;

/// An account as the administrator sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct User {
    /// Id.
    pub id: UserId,
    /// Login name.
    pub login: String,
    /// Person behind it.
    pub person: UserPerson,
    /// Whether it may sign in.
    pub active: bool,
    /// Waiting after failed tries until then.
    pub locked_until: Option<Timestamp>,
    /// Last good sign-in.
    pub last_sign_in: Option<Timestamp>,
    /// Whether the password must be changed at the next sign-in.
    pub must_change_password: bool,
    /// Version for changes.
    pub version: i64,
}

/// The person behind an account.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UserPerson {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
}

impl User {
    pub(crate) fn of(user: repo::user::Stored, now: Timestamp) -> Self {
        Self {
            id: user.id,
            login: user.login,
            person: UserPerson { id: user.person, name: user.person_name },
            active: user.active,
            locked_until: user.locked_until.filter(|until| *until > now),
            last_sign_in: user.last_sign_in,
            must_change_password: user.must_change_password,
            version: user.version,
        }
    }
}

/// Accounts of the people the caller administers, by login.
///
/// # Errors
/// 403 without the permission, 400 on a cursor of another list.
pub async fn list_users(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<User>, Problem> {
    ctx.caller.require(READ)?;
    let after = cursor.map(Cursor::read::<String>).transpose()?.unwrap_or_default();
    let mut rows = Vec::new();
    for grant in ctx.caller.scope(READ).grants {
        let column = match grant.level {
            ScopeLevel::Nation => "",
            ScopeLevel::City => "city_code",
            ScopeLevel::County => "county_code",
            ScopeLevel::Town => "town_code",
            ScopeLevel::Village => "village_code",
            ScopeLevel::Province | ScopeLevel::Unit => continue,
        };
        rows.extend(repo::user::page(&ctx.tx, column, &grant.key, &after, limit.fetch()).await?);
    }
    rows.sort_by(|a, b| a.login.cmp(&b.login));
    rows.dedup_by(|a, b| a.id == b.id);
    let page = Page::from_rows(rows, limit, |user| Cursor::new(vec![user.login.clone().into()]));
    Ok(page.map(|user| User::of(user, ctx.now)))
}
