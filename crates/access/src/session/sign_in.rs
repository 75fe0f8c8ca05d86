//! Signing in with a password.

use super::attempt::Attempt;
use super::open::bare_caller;
use super::{NewSession, SignIn};
use crate::user::{self, StoredUser};
use crate::{Access, Origin};
use directory::facts;
use kernel::problem::Problem;
use kernel::text::normalise;
use store::context::Env;
use store::{Caller, Via};

impl Access {
    /// Signs in. Takes its own transactions, because a failure must be counted and a password takes time to check.
    ///
    /// # Errors
    /// 401 on a wrong login or password; 429 with the seconds to wait after several failures; 403 when the account is
    /// closed, told only to who knows the password.
    pub async fn sign_in(&self, env: &Env, request: &SignIn, origin: &Origin) -> Result<NewSession, Problem> {
        let login = normalise(&request.login);
        let tx = env.database.read().await?;
        let user = user::repo::by_login(&tx, &login).await?;
        let caller = match &user {
            Some(user) => {
                let names = facts::people(&tx, vec![user.person_id]).await?;
                let name = names.get(&user.person_id).map(|person| person.name.clone()).unwrap_or_default();
                bare_caller(user, name, origin)
            }
            None => Caller::system("未登录", Via::Session),
        };
        tx.rollback().await?;
        let attempt =
            Attempt { login: &login, address: origin.address.as_deref(), password: &request.password };
        let ctx = self.attempt(env, &attempt, user.as_ref(), caller).await?;
        // Read again: the account may have been closed, or its password set, while the old one was being checked.
        let tried = user.ok_or_else(Problem::unauthorised)?;
        let user: StoredUser = user::repo::one(&ctx.tx, tried.id).await?.ok_or_else(Problem::unauthorised)?;
        if !user.active {
            let closed = Problem::forbidden("账号已停用，请联系安全管理员").with_code("account_closed");
            return Err(closed);
        }
        if user.expired_on(ctx.today()) {
            let over = Problem::forbidden("账号已超过有效期，请联系安全管理员").with_code("account_expired");
            return Err(over);
        }
        if user.password_hash != tried.password_hash {
            return Err(Problem::unauthorised().with_code("wrong_credentials"));
        }
        self.open(ctx, &user, origin, "登录").await
    }
}
