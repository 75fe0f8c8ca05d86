//! Recognising the caller of a request by its cookie.

use super::{IDLE_SECONDS, LONGEST_SECONDS};
use crate::{repo, resolve, secrets};
use kernel::problem::Problem;
use pack::role::Role;
use store::context::Env;
use store::{Caller, Via};

/// A recognised caller.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub caller: Caller,
    /// Value that writes of this session must carry; none for API keys.
    pub csrf_token: Option<String>,
    /// Whether the password must be changed first.
    pub must_change_password: bool,
}

/// Recognises a session. It ends after half an hour without a request and after twelve hours.
///
/// # Errors
/// 401 when there is no such session, it has ended, or the account is deactivated.
pub async fn caller_for_session(env: &Env, roles: &[Role], token: &str, address: &str) -> Result<SignedIn, Problem> {
    let hash = secrets::digest(token);
    let now = env.clock.now();
    let tx = env.database.read().await?;
    let found = repo::session::find(&tx, &hash).await?;
    let Some(session) = found else { return Err(Problem::unauthorised()) };
    let idle = (now.as_micros() - session.last_seen_at.as_micros()) / 1_000_000;
    let age = (now.as_micros() - session.created_at.as_micros()) / 1_000_000;
    if idle > IDLE_SECONDS || age > LONGEST_SECONDS {
        tx.rollback().await?;
        let tx = env.database.write().await?;
        repo::session::remove(&tx, &hash).await?;
        tx.commit().await?;
        return Err(Problem::unauthorised().hint("长时间未操作，请重新登录"));
    }
    let user = repo::user::by_id(&tx, session.user).await?.filter(|user| user.active);
    let Some(user) = user else { return Err(Problem::unauthorised()) };
    let caller = resolve::caller(&tx, roles, &user, now.civil_date(), Via::Session, address).await?;
    tx.rollback().await?;
    // Once a minute is often enough, and spares a write on every request.
    if idle >= 60 {
        let tx = env.database.write().await?;
        repo::session::touch(&tx, &hash, now).await?;
        tx.commit().await?;
    }
    Ok(SignedIn { caller, csrf_token: Some(session.csrf), must_change_password: user.must_change_password })
}
