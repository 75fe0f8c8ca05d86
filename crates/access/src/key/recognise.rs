//! Recognising a caller by API key.

use crate::{SignedIn, repo, resolve, secrets};
use kernel::problem::Problem;
use pack::role::Role;
use store::Via;
use store::context::Env;

/// Recognises `qutu_<prefix>_<secret>`.
///
/// # Errors
/// 401 when the key is unknown, revoked or past its day, or its owner is deactivated.
pub async fn caller_for_api_key(env: &Env, roles: &[Role], key: &str, address: &str) -> Result<SignedIn, Problem> {
    let mut parts = key.splitn(3, '_');
    let (Some("qutu"), Some(prefix), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Problem::unauthorised());
    };
    let now = env.clock.now();
    let tx = env.database.read().await?;
    let Some(stored) = repo::key::by_prefix(&tx, prefix).await? else { return Err(Problem::unauthorised()) };
    // Both sides are digests of random secrets, so comparing them leaks nothing worth having.
    let live = stored.revoked_at.is_none() && stored.expires_at.is_none_or(|end| end > now);
    if stored.secret_hash != secrets::digest(secret) || !live {
        return Err(Problem::unauthorised());
    }
    let user = repo::user::by_id(&tx, stored.user).await?.filter(|user| user.active);
    let Some(user) = user else { return Err(Problem::unauthorised()) };
    let mut caller = resolve::caller(&tx, roles, &user, now.civil_date(), Via::ApiKey, address).await?;
    tx.rollback().await?;
    caller.posts.retain(|post| stored.posts.contains(&post.id));
    caller.name = format!("{}（接口密钥 {}）", caller.name, stored.name);
    if stored.last_used_at.is_none_or(|used| now.as_micros() - used.as_micros() > 60_000_000) {
        let tx = env.database.write().await?;
        repo::key::used(&tx, stored.id, now).await?;
        tx.commit().await?;
    }
    Ok(SignedIn { caller, csrf_token: None, must_change_password: false })
}
