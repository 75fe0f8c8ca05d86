//! Whether the caller may look after a person's account.

use crate::Access;
use crate::rules::appoint::{READ, WRITE};
use directory::PostPowers;
use directory::facts::{self, PersonHome};
use kernel::id::PersonId;
use kernel::problem::Problem;
use store::Ctx;

impl Access {
    /// Creating an account or setting its password hands over everything the person holds, so it needs what handing over
    /// each of those posts would need: see [`crate::rules::appoint`].
    ///
    /// # Errors
    /// 403 without `access.write`, for oneself, and beyond one's reach; 404 where the caller sees no accounts.
    pub(crate) async fn may_manage(&self, ctx: &Ctx, person: PersonId) -> Result<PersonHome, Problem> {
        ctx.caller.require(WRITE)?;
        let home = facts::person_home(&ctx.tx, person).await?.ok_or_else(|| Problem::not_found("该人员"))?;
        if !ctx.caller.scope(WRITE).covers(&home.place()) {
            if ctx.caller.scope(READ).covers(&home.place()) {
                return Err(Problem::forbidden("该人员不在您的授权范围内").with_code("beyond_scope"));
            }
            return Err(Problem::not_found("该人员"));
        }
        if ctx.caller.person == Some(person) {
            return Err(
                Problem::forbidden("不能管理自己的账号，请由其他安全管理员办理").with_code("self_grant")
            );
        }
        for held in facts::held_posts(&ctx.tx, person, ctx.today()).await? {
            let powers = PostPowers {
                id: Some(held.id),
                role: held.role,
                grant: held.grant,
                region: held.org_region,
                sector: None,
                fire_authority: held.fire_authority,
            };
            self.may_give(ctx, &powers, person).await?;
        }
        Ok(home)
    }
}
