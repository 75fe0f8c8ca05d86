//! Recognising a session on every request.

use super::{SignedIn, repo};
use crate::secrets::digest;
use crate::{Access, caller};
use directory::facts;
use kernel::problem::Problem;
use store::context::Env;
use store::{Caller, Via};

/// Seconds within which being seen again is not written down.
const SEEN_EVERY: i64 = 60;

/// 401: there was a session and it has ended.
fn ended() -> Problem {
    let mut problem = Problem::unauthorised().with_code("session_ended");
    problem.detail = "登录已过期，请重新登录".to_owned();
    problem
}

impl Access {
    /// The caller behind the token of a session cookie.
    ///
    /// # Errors
    /// 401 when the token is unknown, the session has ended by time or the account is closed.
    pub async fn caller_for_session(
        &self,
        env: &Env,
        token: &str,
        address: Option<&str>,
    ) -> Result<SignedIn, Problem> {
        let token_hash = digest(token);
        let tx = env.database.read().await?;
        let now = env.clock.now();
        let session = repo::one(&tx, &token_hash).await?.ok_or_else(Problem::unauthorised)?;
        let idle = now.seconds_since(session.last_seen_at);
        let over = session.valid_until.is_some_and(|last| last < now.civil_date());
        if now >= session.expires_at || idle >= self.settings.idle_minutes * 60 || !session.active || over {
            return Err(ended());
        }
        let names = facts::people(&tx, vec![session.person]).await?;
        // In the demonstration nobody is asked to change a password they never typed.
        let must_change_password = session.must_change_password && !self.settings.demo;
        let posts = if must_change_password {
            Vec::new()
        } else {
            caller::posts(&tx, &self.roles, session.person, now.civil_date()).await?
        };
        tx.rollback().await?;
        if idle >= SEEN_EVERY {
            // Not being able to note it ends the session early at worst, so it does not fail the request.
            if let Err(error) = self.seen(env, &token_hash).await {
                tracing::warn!(%error, "session not touched");
            }
        }
        let caller = Caller {
            user: Some(session.user),
            person: Some(session.person),
            name: names.get(&session.person).map(|person| person.name.clone()).unwrap_or_default(),
            via: Via::Session,
            posts,
            address: address.map(str::to_owned),
        };
        Ok(SignedIn {
            caller,
            login: session.login,
            must_change_password,
            csrf: Some(session.csrf),
            token_hash: Some(token_hash),
        })
    }

    async fn seen(&self, env: &Env, token_hash: &str) -> Result<(), store::StoreError> {
        let tx = env.database.write().await?;
        repo::seen(&tx, token_hash, env.clock.now()).await?;
        tx.commit().await
    }
}
