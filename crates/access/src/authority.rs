//! The answers to the directory's questions; the rules are in [`crate::rules::appoint`].

use crate::rules::appoint::{self, excluded_by, fits, holds, may_give, stands};
use crate::{Access, user};
use async_trait::async_trait;
use chrono::NaiveDate;
use directory::{Authority, PostPowers, facts};
use kernel::id::PersonId;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use kernel::scope::{Grant, Place, Scope, ScopeLevel};
use store::Ctx;
use store::audit::AuditedTable;
use uuid::Uuid;

/// Where the unit of a grant lies.
pub(crate) struct UnitPlace {
    unit: Uuid,
    region: RegionCode,
    sector: Option<String>,
}

impl UnitPlace {
    fn place(&self) -> Place<'_> {
        let place = Place::of(self.region).unit(self.unit);
        match &self.sector {
            Some(sector) => place.sector(sector),
            None => place,
        }
    }
}

impl Access {
    /// Where the unit of a grant lies; none for a grant of a region.
    async fn unit_place(&self, ctx: &Ctx, grant: &Grant) -> Result<Option<UnitPlace>, Problem> {
        let Some(unit) = (grant.level == ScopeLevel::Unit).then(|| grant.key.parse::<Uuid>().ok()).flatten()
        else {
            return Ok(None);
        };
        let place = self.units.place(ctx, unit).await?;
        Ok(place.map(|(region, sector)| UnitPlace { unit, region, sector }))
    }

    /// Whether the caller's scope with a permission holds everything a grant reaches.
    async fn reaches(&self, ctx: &Ctx, scope: &Scope, grant: &Grant) -> Result<bool, Problem> {
        let unit = self.unit_place(ctx, grant).await?;
        Ok(holds(scope, grant, unit.as_ref().map(UnitPlace::place).as_ref()))
    }

    /// Whether the caller may give this post to this person, whatever else the person holds.
    pub(crate) async fn may_give(
        &self,
        ctx: &Ctx,
        post: &PostPowers,
        person: PersonId,
    ) -> Result<(), Problem> {
        let unit = self.unit_place(ctx, &post.grant).await?;
        may_give(&self.roles, &ctx.caller, post, person, unit.as_ref().map(UnitPlace::place).as_ref())
    }
}

#[async_trait]
impl Authority for Access {
    async fn may_define(&self, ctx: &Ctx, post: &PostPowers) -> Result<(), Problem> {
        fits(&self.roles, &post.role, post.grant.level, post.fire_authority)?;
        if post.grant.level == ScopeLevel::Unit && self.unit_place(ctx, &post.grant).await?.is_none() {
            let fault = FieldProblem::new("/unit_id", "unknown", "单位不存在");
            return Err(Problem::invalid(vec![fault]));
        }
        if self.reaches(ctx, &ctx.caller.scope(directory::reach::WRITE), &post.grant).await? {
            return Ok(());
        }
        Err(Problem::forbidden("岗位的范围超出您的维护范围").with_code("beyond_scope"))
    }

    async fn may_hand(
        &self,
        ctx: &Ctx,
        post: &PostPowers,
        person: PersonId,
        from: NaiveDate,
    ) -> Result<(), Problem> {
        fits(&self.roles, &post.role, post.grant.level, post.fire_authority)?;
        self.may_give(ctx, post, person).await?;
        let held = facts::held_posts(&ctx.tx, person, from).await?;
        let others = held.iter().filter(|other| Some(other.id) != post.id).map(|other| other.role.as_str());
        if let Some(other) = excluded_by(&self.roles, &post.role, others) {
            let message = format!(
                "该人员已任“{}”，不能同时担任“{}”",
                self.roles.name(other),
                self.roles.name(&post.role)
            );
            return Err(Problem::invalid(vec![FieldProblem::new("/person_id", "exclusive_role", message)]));
        }
        Ok(())
    }

    async fn may_take(&self, ctx: &Ctx, post: &PostPowers) -> Result<(), Problem> {
        for permission in [appoint::WRITE, directory::reach::WRITE] {
            if ctx.caller.may(permission)
                && self.reaches(ctx, &ctx.caller.scope(permission), &post.grant).await?
            {
                return Ok(());
            }
        }
        Err(Problem::forbidden("岗位不在您的授权或维护范围内").with_code("beyond_scope"))
    }

    fn may_stand(&self, role: &str, fire_authority: bool) -> Result<(), Problem> {
        stands(&self.roles, role, fire_authority)
    }

    fn role_name(&self, role: &str) -> String {
        self.roles.name(role)
    }

    async fn forget(
        &self,
        ctx: &Ctx,
        person: PersonId,
    ) -> Result<Vec<(&'static AuditedTable, Uuid)>, Problem> {
        user::forget(ctx, person).await
    }
}
