//! The demonstration: one card for each role, one click to sign in. Closed unless the settings say otherwise.

use crate::{Access, NewSession, Origin, session, user};
use directory::facts;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use serde::Serialize;
use store::context::Env;
use store::{Ctx, Via};

/// A role card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DemoCard {
    /// Login to send to `POST /demo/session`.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Role in words.
    pub role_name: String,
    /// Post.
    pub post_name: String,
    /// Organisation.
    pub org_name: String,
    /// Region the post reaches.
    pub region_name: String,
}

impl Access {
    fn demo_only(&self) -> Result<(), Problem> {
        if self.settings.demo { Ok(()) } else { Err(Problem::not_found("该页面")) }
    }

    /// One card for each role somebody holds, in the order of the pack: the holder of the widest post who can sign in.
    ///
    /// # Errors
    /// 404 outside the demonstration.
    pub async fn demo_cards(&self, ctx: &Ctx) -> Result<Vec<DemoCard>, Problem> {
        self.demo_only()?;
        let mut cards = Vec::new();
        for role in self.roles.iter() {
            for (person, post) in facts::role_holders(&ctx.tx, &role.code, ctx.today()).await? {
                let account = user::repo::by_person(&ctx.tx, person).await?;
                let Some(account) = account.filter(|account| account.active) else { continue };
                let code = post.grant.key.parse::<RegionCode>().unwrap_or(post.org_region);
                let names = facts::people(&ctx.tx, vec![person]).await?;
                cards.push(DemoCard {
                    login: account.login,
                    name: names.get(&person).map(|person| person.name.clone()).unwrap_or_default(),
                    role: role.code.clone(),
                    role_name: role.name.clone(),
                    post_name: post.name,
                    org_name: post.org_name,
                    region_name: facts::region_names(&ctx.tx, vec![code])
                        .await?
                        .remove(&code)
                        .map(|region| region.name)
                        .unwrap_or_default(),
                });
                break;
            }
        }
        Ok(cards)
    }

    /// Signs in without a password. Nobody is asked to change a password they never typed.
    ///
    /// # Errors
    /// 404 outside the demonstration and for logins that do not exist or are closed.
    pub async fn demo_sign_in(&self, env: &Env, login: &str, origin: &Origin) -> Result<NewSession, Problem> {
        self.demo_only()?;
        let not_found = || Problem::not_found("该演示账号");
        let tx = env.database.read().await?;
        let found = user::repo::by_login(&tx, &kernel::text::normalise(login)).await?;
        let user = found.filter(|user| user.holds_on(env.clock.now().civil_date())).ok_or_else(not_found)?;
        let names = facts::people(&tx, vec![user.person_id]).await?;
        tx.rollback().await?;
        let name = names.get(&user.person_id).map(|person| person.name.clone()).unwrap_or_default();
        let caller = session::bare_caller(&user, name, origin);
        debug_assert_eq!(caller.via, Via::Session);
        let ctx = env.write(caller).await?;
        self.open(ctx, &user, origin, "以演示方式登录").await
    }
}
