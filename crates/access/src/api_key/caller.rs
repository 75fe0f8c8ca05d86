//! Recognising a key on every request.

use super::model::parts;
use super::repo;
use crate::rules::appoint::WRITE;
use crate::{Access, SignedIn, caller, user};
use directory::facts;
use kernel::problem::Problem;
use store::context::Env;
use store::{Caller, Via};

/// Seconds within which being used again is not written down.
const USED_EVERY: i64 = 60;

impl Access {
    /// The caller behind `Authorization: Bearer <key>`: the person, with those of the key's posts they hold today, less
    /// the permission to manage accounts.
    ///
    /// # Errors
    /// 401 when the key is unknown, expired or revoked, or the account is closed.
    pub async fn caller_for_api_key(
        &self,
        env: &Env,
        text: &str,
        address: Option<&str>,
    ) -> Result<SignedIn, Problem> {
        let refused = || {
            let mut problem = Problem::unauthorised().with_code("api_key");
            problem.detail = "接口密钥无效、已过期或已撤销".to_owned();
            problem
        };
        let (prefix, secret) = parts(text).ok_or_else(refused)?;
        let tx = env.database.read().await?;
        let now = env.clock.now();
        let key =
            repo::by_prefix(&tx, prefix).await?.filter(|key| key.opens(secret, now)).ok_or_else(refused)?;
        let today = now.civil_date();
        let user = user::repo::one(&tx, key.user_id).await?;
        let user = user.filter(|user| user.holds_on(today)).ok_or_else(refused)?;
        let names = facts::people(&tx, vec![user.person_id]).await?;
        let mut posts = caller::posts(&tx, &self.roles, user.person_id, now.civil_date()).await?;
        posts.retain(|post| key.posts.contains(&post.id));
        for post in &mut posts {
            post.permissions.remove(WRITE);
        }
        tx.rollback().await?;
        if key.last_used_at.is_none_or(|last| now.seconds_since(last) >= USED_EVERY) {
            let write = env.database.write().await?;
            repo::used(&write, key.id, now).await?;
            write.commit().await?;
        }
        let person = names.get(&user.person_id).map(|person| person.name.clone()).unwrap_or_default();
        let caller = Caller {
            user: Some(user.id),
            person: Some(user.person_id),
            name: format!("{person}（接口密钥“{}”）", key.name),
            via: Via::ApiKey,
            posts,
            address: address.map(str::to_owned),
        };
        Ok(SignedIn { caller, login: user.login, must_change_password: false, csrf: None, token_hash: None })
    }
}
