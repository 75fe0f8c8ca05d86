//! Revoking keys.

use super::repo;
use crate::rules::appoint::{READ, WRITE};
use crate::schema::API_KEY;
use crate::{Access, user};
use directory::facts;
use kernel::id::{ApiKeyId, UserId};
use kernel::problem::Problem;
use serde_json::json;
use store::audit::{AuditedTable, Entry};
use store::{Ctx, Via};
use uuid::Uuid;

impl Access {
    /// Revokes a key for good: one's own, or with `access.write` that of a person in scope. Revoking twice is no fault.
    ///
    /// # Errors
    /// 404 where the caller sees no such key, 403 where they may not revoke it, and for API keys themselves.
    pub async fn revoke_api_key(&self, ctx: &Ctx, id: ApiKeyId) -> Result<(), Problem> {
        let not_found = || Problem::not_found("该接口密钥");
        let key = repo::one(&ctx.tx, id).await?.ok_or_else(not_found)?;
        if ctx.caller.via == Via::ApiKey {
            return Err(Problem::forbidden("接口密钥不能管理接口密钥"));
        }
        if ctx.caller.user != Some(key.user_id) {
            let owner = user::repo::one(&ctx.tx, key.user_id).await?.ok_or_else(not_found)?;
            let home = facts::person_home(&ctx.tx, owner.person_id).await?.ok_or_else(not_found)?;
            if !ctx.caller.scope(WRITE).covers(&home.place()) {
                let sees = ctx.caller.scope(READ).covers(&home.place());
                return Err(if sees {
                    Problem::forbidden("该接口密钥不在您的授权范围内")
                } else {
                    not_found()
                });
            }
        }
        if key.revoked_at.is_some() {
            return Ok(());
        }
        repo::revoke(&ctx.tx, id.as_uuid(), ctx.now).await?;
        ctx.audit(Entry {
            action: "api_key.revoke",
            object_kind: "api_key",
            object_id: Some(id.as_uuid()),
            summary: format!("撤销接口密钥“{}”（{}）", key.name, key.prefix),
            detail: json!({ "user_id": key.user_id }),
            rows: &[(&API_KEY, id.as_uuid())],
        })
        .await?;
        Ok(())
    }
}

/// Revokes every key of an account, and answers the audited rows for the caller's record.
pub(crate) async fn revoke_all(
    ctx: &Ctx,
    user: UserId,
) -> Result<Vec<(&'static AuditedTable, Uuid)>, Problem> {
    let mut rows: Vec<(&'static AuditedTable, Uuid)> = Vec::new();
    for id in repo::living(&ctx.tx, user, ctx.now).await? {
        repo::revoke(&ctx.tx, id, ctx.now).await?;
        rows.push((&API_KEY, id));
    }
    Ok(rows)
}
