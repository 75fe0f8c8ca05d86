//! Signing in and out.

use crate::password::{self, Policy};
use crate::repo;
use crate::secrets::{self, Secrets};
use kernel::problem::Problem;
use kernel::time::Timestamp;
use serde::Deserialize;
use serde_json::json;
use store::audit::Entry;
use store::context::Env;
use store::{Caller, Via};

/// Login and password.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Login name, case does not matter.
    pub login: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignIn").field("login", &self.login).finish_non_exhaustive()
    }
}

/// A session just opened. The token goes into the cookie and nowhere else.
#[derive(Clone)]
pub struct Opened {
    /// Token of the cookie.
    pub token: String,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Opened(…)")
    }
}

/// One refusal for every reason, so that nobody learns which logins exist.
fn refused() -> Problem {
    Problem::unauthorised().with_code("sign_in_refused").hint("登录名或口令不正确；连续输错会暂时锁定")
}

fn locked(until: Timestamp, now: Timestamp) -> Problem {
    let seconds = u64::try_from((until.as_micros() - now.as_micros()) / 1_000_000 + 1).unwrap_or(1);
    Problem::too_many(seconds).hint("连续输错口令，账号暂时锁定；到时自动解除，也可请安全管理员解锁")
}

/// Checks a password and opens a session. Unknown logins cost as much time as known ones.
///
/// # Errors
/// 401 on a wrong login or password or a deactivated account; 429 while the account waits.
pub async fn sign_in(
    env: &Env,
    secrets: &dyn Secrets,
    attempt: SignIn,
    address: &str,
    agent: &str,
) -> Result<Opened, Problem> {
    let login = attempt.login.trim().to_lowercase();
    let policy = Policy::default();
    let tx = env.database.read().await.map_err(Problem::from)?;
    let user = repo::user::by_login(&tx, &login).await?;
    tx.rollback().await?;
    let now = env.clock.now();
    if let Some(until) = user.as_ref().and_then(|user| user.locked_until).filter(|until| *until > now) {
        return Err(locked(until, now));
    }
    let hash = user.as_ref().map_or_else(|| password::NOBODY.to_owned(), |user| user.password_hash.clone());
    let matches = tokio::task::spawn_blocking(move || password::matches(&attempt.password, &hash))
        .await
        .map_err(Problem::internal)?;
    let Some(user) = user else { return Err(refused()) };
    let mut caller = Caller::system(&user.person_name, Via::Session);
    caller.user = Some(user.id);
    caller.address = Some(address.to_owned());
    let ctx = env.write(caller).await?;
    if !matches || !user.active {
        // Read again inside the transaction, or two tries at once would count as one.
        let known = repo::user::by_id(&ctx.tx, user.id).await?.map_or(0, |user| user.failed_attempts);
        let failures = known + 1;
        let until = password::locked_until(failures, policy, ctx.now);
        repo::user::failed(&ctx.tx, user.id, failures, until).await?;
        ctx.audit(Entry {
            action: "session.refused",
            object_kind: "user",
            object_id: Some(user.id.as_uuid()),
            summary: format!("登录失败（第{failures}次）"),
            detail: json!({ "login": login, "active": user.active }),
            rows: &[],
        })
        .await?;
        ctx.commit().await?;
        return Err(until.map_or_else(refused, |until| locked(until, now)));
    }
    let opened = open(&ctx, secrets, &user, agent).await?;
    ctx.commit().await?;
    Ok(opened)
}

/// Opens a session by login alone. Only the demonstration may call this.
///
/// # Errors
/// 404 when there is no such account.
pub async fn sign_in_without_password(
    env: &Env,
    secrets: &dyn Secrets,
    login: &str,
    address: &str,
    agent: &str,
) -> Result<Opened, Problem> {
    let ctx = env.write(Caller::system("演示登录", Via::Session)).await?;
    let user = repo::user::by_login(&ctx.tx, login).await?.ok_or_else(|| Problem::not_found("该演示账号"))?;
    if !user.active {
        return Err(Problem::not_found("该演示账号"));
    }
    let _ = address;
    let opened = open(&ctx, secrets, &user, agent).await?;
    ctx.commit().await?;
    Ok(opened)
}

async fn open(
    ctx: &store::Ctx,
    secrets: &dyn Secrets,
    user: &repo::user::Stored,
    agent: &str,
) -> Result<Opened, Problem> {
    let (token, csrf) = (secrets::token(secrets), secrets::token(secrets));
    let address = ctx.caller.address.clone().unwrap_or_default();
    repo::session::insert(&ctx.tx, &secrets::digest(&token), user.id, &csrf, ctx.now, &address, agent).await?;
    repo::user::entered(&ctx.tx, user.id, ctx.now).await?;
    ctx.audit(Entry {
        action: "session.open",
        object_kind: "user",
        object_id: Some(user.id.as_uuid()),
        summary: format!("{}登录", user.person_name),
        detail: json!({ "login": user.login }),
        rows: &[],
    })
    .await?;
    Ok(Opened { token })
}

/// Ends the session of a token.
///
/// # Errors
/// When the database refuses.
pub async fn sign_out(env: &Env, caller: Caller, token: &str) -> Result<(), Problem> {
    let ctx = env.write(caller).await?;
    let user = ctx.caller.user.map(|user| user.as_uuid());
    if repo::session::remove(&ctx.tx, &secrets::digest(token)).await? > 0 {
        ctx.audit(Entry {
            action: "session.close",
            object_kind: "user",
            object_id: user,
            summary: format!("{}退出", ctx.caller.name),
            detail: json!({}),
            rows: &[],
        })
        .await?;
    }
    ctx.commit().await?;
    Ok(())
}
