//! Deactivating, unlocking, resetting.

use super::{CreatedUser, User, WRITE, person_in_reach};
use crate::password::hash_password;
use crate::repo;
use crate::schema::USER;
use crate::secrets::{self, Secrets};
use kernel::id::UserId;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// Changes to an account; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChanges {
    /// Version the changes were made on.
    pub version: i64,
    /// Whether it may sign in. Deactivating ends its sessions.
    #[serde(default)]
    pub active: Option<bool>,
    /// Ends the wait after failed tries.
    #[serde(default)]
    pub unlock: bool,
    /// Sets a one-time password.
    #[serde(default)]
    pub reset_password: bool,
}

/// Changes an account. The one-time password is empty unless it was reset.
///
/// # Errors
/// 403 without the permission or on one's own account, 404 out of reach, 409 on a stale version.
pub async fn update_user(
    ctx: &Ctx,
    secrets: &dyn Secrets,
    id: UserId,
    changes: UserChanges,
) -> Result<CreatedUser, Problem> {
    let mut user = repo::user::by_id(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该账号"))?;
    person_in_reach(ctx, user.person, WRITE).await?;
    if ctx.caller.user == Some(id) {
        return Err(Problem::forbidden("不能变更自己的账号，请由另一名安全管理员办理"));
    }
    if user.version != changes.version {
        return Err(Problem::conflict("账号已被他人修改，请刷新后重试", json!({ "version": user.version })));
    }
    let mut done = Vec::new();
    if let Some(active) = changes.active.filter(|active| *active != user.active) {
        user.active = active;
        done.push(if active { "启用" } else { "停用" });
    }
    if changes.unlock {
        (user.failed_attempts, user.locked_until) = (0, None);
        done.push("解锁");
    }
    let mut password = String::new();
    if changes.reset_password {
        password = secrets::one_time_password(secrets);
        user.password_hash = hash_password(&password, secrets)?;
        user.must_change_password = true;
        done.push("重置口令");
    }
    if !user.active || changes.reset_password {
        repo::session::remove_all(&ctx.tx, id, None).await?;
    }
    repo::user::update(&ctx.tx, &user).await?;
    ctx.audit(Entry {
        action: "user.update",
        object_kind: "user",
        object_id: Some(id.as_uuid()),
        summary: format!("账号“{}”：{}", user.login, done.join("、")),
        detail: json!({ "active": user.active, "unlock": changes.unlock, "reset": changes.reset_password }),
        rows: &[(&USER, id.as_uuid())],
    })
    .await?;
    let stored = repo::user::by_id(&ctx.tx, id).await?.ok_or_else(|| Problem::internal("user"))?;
    Ok(CreatedUser { user: User::of(stored, ctx.now), one_time_password: password })
}
