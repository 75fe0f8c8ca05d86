//! The rules of granting, answered to the directory.
//!
//! Who may give power: a caller with `directory.write` defines posts, and a caller with `access.write` hands them over;
//! each only within their own area, and nobody to themselves. The three administrators (三员) exclude each other. An
//! administrator grants roles they do not hold themselves, because they act on no case; what limits them is the area.

use crate::repo;
use async_trait::async_trait;
use chrono::NaiveDate;
use directory::{Authority, PostPowers};
use kernel::id::{PersonId, PostId};
use kernel::problem::{FieldProblem, Problem};
use kernel::scope::{Place, ScopeLevel};
use pack::role::Role;
use serde_json::json;
use std::sync::Arc;
use store::audit::AuditedTable;
use store::{Ctx, Via};
use uuid::Uuid;

/// The roles of the pack in force, and what follows from them.
#[derive(Debug, Clone)]
pub struct RoleBook {
    roles: Arc<Vec<Role>>,
}

fn invalid(pointer: &str, message: String) -> Problem {
    Problem::invalid(vec![FieldProblem { pointer: pointer.into(), code: "role".into(), message }])
}

impl RoleBook {
    /// Takes the roles of a pack.
    #[must_use]
    pub fn new(roles: Vec<Role>) -> Self {
        Self { roles: Arc::new(roles) }
    }

    /// The roles.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    fn role(&self, code: &str) -> Result<&Role, Problem> {
        self.roles
            .iter()
            .find(|role| role.code == code)
            .ok_or_else(|| invalid("/role", format!("没有“{code}”这个角色")))
    }

    /// Whether the post's reach lies inside what the caller reaches with the permission.
    fn inside(ctx: &Ctx, post: &PostPowers, permission: &str) -> Result<(), Problem> {
        if ctx.caller.via == Via::Command {
            return Ok(());
        }
        ctx.caller.require(permission)?;
        let scope = ctx.caller.scope(permission);
        let inside = if post.grant.level == ScopeLevel::Unit {
            let place = Place::of(post.region);
            scope.contains_unit_grant(&post.grant, &place)
        } else {
            scope.contains_grant(&post.grant)
        };
        if inside { Ok(()) } else { Err(Problem::forbidden("不能授出自己没有的范围")) }
    }
}

/// Whether two roles may not be held by one person.
fn exclude_each_other(one: &Role, other: &Role) -> bool {
    one.excludes.contains(&other.code) || other.excludes.contains(&one.code)
}

#[async_trait]
impl Authority for RoleBook {
    async fn may_define(&self, ctx: &Ctx, post: &PostPowers) -> Result<(), Problem> {
        let role = self.role(&post.role)?;
        if !role.levels.iter().any(|level| level == post.grant.level.code()) {
            return Err(invalid("/level", format!("“{}”不设在这一级", role.name)));
        }
        self.may_stand(&post.role, post.fire_authority)?;
        Self::inside(ctx, post, "directory.write")
    }

    async fn may_hand(&self, ctx: &Ctx, post: &PostPowers, person: PersonId, from: NaiveDate) -> Result<(), Problem> {
        Self::inside(ctx, post, "access.write")?;
        if ctx.caller.person == Some(person) {
            return Err(Problem::forbidden("不能给自己任岗"));
        }
        let role = self.role(&post.role)?;
        let held: Vec<(PostId, String)> = repo::post::roles_from(&ctx.tx, person, from).await?;
        for (id, code) in held.iter().filter(|(id, _)| Some(*id) != post.id) {
            let Some(other) = self.roles.iter().find(|known| known.code == *code) else { continue };
            if exclude_each_other(role, other) {
                let message = format!("此人已任“{}”，与“{}”不得由一人兼任", other.name, role.name);
                return Err(invalid("/person_id", message).with("post", json!(id)));
            }
        }
        Ok(())
    }

    fn may_take(&self, ctx: &Ctx, post: &PostPowers) -> Result<(), Problem> {
        Self::inside(ctx, post, "access.write").or_else(|_| Self::inside(ctx, post, "directory.write"))
    }

    fn may_stand(&self, role: &str, fire_authority: bool) -> Result<(), Problem> {
        let role = self.role(role)?;
        if role.fire_authority && !fire_authority {
            return Err(invalid("/role", format!("“{}”只能设在消防救援机构", role.name)));
        }
        Ok(())
    }

    fn role_name(&self, role: &str) -> String {
        self.roles.iter().find(|known| known.code == role).map_or_else(|| role.to_owned(), |known| known.name.clone())
    }

    async fn forget(&self, ctx: &Ctx, person: PersonId) -> Result<Vec<(&'static AuditedTable, Uuid)>, Problem> {
        let Some(mut user) = repo::user::by_person(&ctx.tx, person).await? else { return Ok(Vec::new()) };
        user.active = false;
        user.login = format!("erased-{}", user.id);
        user.password_hash = "erased".into();
        repo::session::remove_all(&ctx.tx, user.id, None).await?;
        repo::user::update(&ctx.tx, &user).await?;
        Ok(vec![(&crate::schema::USER, user.id.as_uuid())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(code: &str, excludes: &[&str]) -> Role {
        Role {
            code: code.into(),
            name: code.into(),
            levels: vec!["city".into()],
            permissions: Vec::new(),
            fire_authority: code == "fire_chief",
            excludes: excludes.iter().map(|text| (*text).to_owned()).collect(),
            order: 0,
        }
    }

    #[test]
    fn exclusion_holds_from_either_side() {
        let (system, audit, clerk) = (role("system", &["audit"]), role("audit", &[]), role("clerk", &[]));
        assert!(exclude_each_other(&system, &audit));
        assert!(exclude_each_other(&audit, &system));
        assert!(!exclude_each_other(&clerk, &audit));
    }

    #[test]
    fn fire_roles_stand_in_fire_authorities_only() {
        let book = RoleBook::new(vec![role("fire_chief", &[]), role("clerk", &[])]);
        assert_eq!(book.may_stand("fire_chief", false).unwrap_err().status, 422);
        assert!(book.may_stand("fire_chief", true).is_ok());
        assert!(book.may_stand("clerk", false).is_ok());
        assert_eq!(book.may_stand("nobody", true).unwrap_err().status, 422);
    }
}
