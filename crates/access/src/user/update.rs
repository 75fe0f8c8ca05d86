//! Closing, opening, unlocking an account and resetting its password.

use super::create::last_day;
use super::{User, list, repo};
use crate::schema::USER;
use crate::{Access, api_key, session};
use chrono::NaiveDate;
use kernel::id::UserId;
use kernel::problem::Problem;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// Changes to an account; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChanges {
    /// Version the changes were made on.
    pub version: i64,
    /// Whether it may sign in; closing it ends its sessions and revokes its API keys.
    #[serde(default)]
    pub active: Option<bool>,
    /// New last day; `null` leaves it as it is, see `unlimited`.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// Takes the last day away.
    #[serde(default)]
    pub unlimited: bool,
    /// Sets a one-time password and ends its sessions.
    #[serde(default)]
    pub reset_password: bool,
    /// Forgets failed sign-ins.
    #[serde(default)]
    pub unlock: bool,
}

/// An account after a change.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct UpdatedUser {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// The one-time password, when it was reset; shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_time_password: Option<String>,
}

impl std::fmt::Debug for UpdatedUser {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("UpdatedUser").field("user", &self.user).finish_non_exhaustive()
    }
}

impl Access {
    /// Changes an account.
    ///
    /// # Errors
    /// 403 and 404 as the rules of appointing say; 409 on a stale version.
    pub async fn update_user(
        &self,
        ctx: &Ctx,
        id: UserId,
        changes: UserChanges,
    ) -> Result<UpdatedUser, Problem> {
        let mut row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该账号"))?;
        self.may_manage(ctx, row.person_id).await?;
        if row.version != changes.version {
            return Err(Problem::conflict(
                "账号已被他人修改，请刷新后重试",
                json!({ "version": row.version }),
            ));
        }
        let mut done: Vec<&str> = Vec::new();
        let mut rows: Vec<(&'static AuditedTable, Uuid)> = vec![(&USER, id.as_uuid())];
        let mut one_time_password = None;
        if changes.reset_password {
            let (password, hash) = self.fresh_password().await?;
            row.password_hash = Some(hash);
            row.must_change_password = true;
            one_time_password = Some(password);
            done.push("重置密码");
        }
        if let Some(active) = changes.active.filter(|active| *active != row.active) {
            row.active = active;
            done.push(if active { "启用" } else { "停用" });
            if !active {
                rows.extend(api_key::revoke_all(ctx, id).await?);
            }
        }
        if changes.valid_until.is_some() && changes.valid_until != row.valid_until {
            last_day(changes.valid_until, ctx.today())?;
            row.valid_until = changes.valid_until;
            done.push("调整有效期");
        } else if changes.unlimited && row.valid_until.is_some() {
            row.valid_until = None;
            done.push("改为长期有效");
        }
        if changes.reset_password || !row.active {
            repo::end_sessions(&ctx.tx, id, None).await?;
        }
        if changes.unlock || changes.reset_password {
            session::failures::forget(&ctx.tx, &session::failures::login_subject(&row.login)).await?;
            if changes.unlock {
                done.push("解除锁定");
            }
        }
        repo::save(&ctx.tx, &row).await?;
        row.version += 1;
        ctx.audit(Entry {
            action: "user.update",
            object_kind: "user",
            object_id: Some(id.as_uuid()),
            summary: format!(
                "账号“{}”：{}",
                row.login,
                if done.is_empty() { "无变化".into() } else { done.join("、") }
            ),
            detail: json!({
                "active": changes.active, "reset_password": changes.reset_password, "unlock": changes.unlock,
                "valid_until": row.valid_until,
            }),
            rows: &rows,
        })
        .await?;
        let user = list::describe(ctx, vec![row]).await?.pop().ok_or_else(|| Problem::not_found("该账号"))?;
        Ok(UpdatedUser { user, one_time_password })
    }
}
