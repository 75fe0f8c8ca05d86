//! Reading accounts within one's scope.

use super::model::StoredUser;
use super::{User, UserPerson, repo};
use crate::Access;
use crate::rules::appoint::{READ, WRITE};
use crate::session::failures;
use directory::facts;
use directory::sort::contains_pattern;
use kernel::id::UserId;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use serde::Deserialize;
use store::Ctx;
use store::list::{after, column, merged};
use store::sea_query::{Alias, Condition, Expr, ExprTrait, LikeExpr, Order, Query, SelectStatement};

/// Which accounts; what is absent does not limit.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct UserFilter {
    /// Login or name contains this.
    #[serde(default)]
    pub q: Option<String>,
    /// Only those that may, or may not, sign in.
    #[serde(default)]
    pub active: Option<bool>,
}

impl Access {
    /// One page of the accounts of people in the caller's scope, sorted by login.
    ///
    /// # Errors
    /// 403 without `access.read`, 400 on a cursor of another list.
    pub async fn list_users(
        &self,
        ctx: &Ctx,
        filter: &UserFilter,
        limit: Limit,
        cursor: Option<&Cursor>,
    ) -> Result<Page<User>, Problem> {
        ctx.caller.require(READ)?;
        let from = cursor.map(Cursor::read::<(String, UserId)>).transpose()?;
        let selects = ctx
            .caller
            .scope(READ)
            .grants
            .iter()
            .map(|grant| {
                let mut select = select(filter);
                select.and_where(column("users", "person_id").in_subquery(facts::people_within(grant)));
                if let Some((login, id)) = &from {
                    let columns = vec![column("users", "login"), column("users", "id")];
                    select.and_where(after(
                        columns,
                        vec![Expr::val(login.clone()), Expr::val(id.as_uuid())],
                        false,
                    ));
                }
                select.order_by((Alias::new("users"), Alias::new("login")), Order::Asc);
                select.order_by((Alias::new("users"), Alias::new("id")), Order::Asc);
                select.limit(limit.fetch());
                select
            })
            .collect();
        let key = |row: &StoredUser| (row.login.clone(), row.id);
        let rows =
            merged(&ctx.tx, selects, limit.as_usize() + 1, false, key, |row: &StoredUser| row.id).await?;
        let page = Page::from_rows(rows, limit, |row| {
            Cursor::new(vec![row.login.clone().into(), row.id.to_string().into()])
        });
        Ok(Page { items: describe(ctx, page.items).await?, next: page.next })
    }

    /// One account.
    ///
    /// # Errors
    /// 403 without `access.read`, 404 outside the caller's scope.
    pub async fn user(&self, ctx: &Ctx, id: UserId) -> Result<User, Problem> {
        if !ctx.caller.may(WRITE) {
            ctx.caller.require(READ)?;
        }
        let not_found = || Problem::not_found("该账号");
        let row = repo::one(&ctx.tx, id).await?.ok_or_else(not_found)?;
        let home = facts::person_home(&ctx.tx, row.person_id).await?.ok_or_else(not_found)?;
        let sees = |permission| ctx.caller.scope(permission).covers(&home.place());
        if !sees(READ) && !sees(WRITE) {
            return Err(not_found());
        }
        describe(ctx, vec![row]).await?.pop().ok_or_else(not_found)
    }
}

fn select(filter: &UserFilter) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(repo::COLUMNS.map(|name| (Alias::new("users"), Alias::new(name))))
        .from(Alias::new("users"));
    if let Some(active) = filter.active {
        select.and_where(column("users", "active").eq(active));
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let pattern = contains_pattern(&text.to_lowercase());
        let login = column("users", "login").like(LikeExpr::new(pattern).escape('\\'));
        let person = column("users", "person_id").in_subquery(facts::people_named(text));
        select.cond_where(Condition::any().add(login).add(person));
    }
    select
}

/// Adds names and locks.
pub(super) async fn describe(ctx: &Ctx, rows: Vec<StoredUser>) -> Result<Vec<User>, Problem> {
    let names = facts::people(&ctx.tx, rows.iter().map(|row| row.person_id).collect()).await?;
    let mut users = Vec::with_capacity(rows.len());
    let subjects: Vec<String> = rows.iter().map(|row| failures::login_subject(&row.login)).collect();
    let locks = failures::many(&ctx.tx, &subjects).await?;
    for (row, subject) in rows.into_iter().zip(subjects) {
        let locked_until = locks.get(&subject).and_then(|failures| failures.locked_until);
        let expired = row.expired_on(ctx.today());
        users.push(User {
            id: row.id,
            login: row.login,
            person: UserPerson {
                id: row.person_id,
                name: names.get(&row.person_id).map(|person| person.name.clone()).unwrap_or_default(),
            },
            active: row.active,
            locked_until: locked_until.filter(|until| ctx.now < *until),
            last_sign_in: row.last_sign_in,
            must_change_password: row.must_change_password,
            expired,
            valid_until: row.valid_until,
            version: row.version,
        });
    }
    Ok(users)
}
