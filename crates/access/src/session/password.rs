//! Changing one's own password.

use crate::password::{self, Policy};
use crate::repo;
use crate::schema::USER;
use crate::secrets::{self, Secrets};
use kernel::problem::{FieldProblem, Problem};
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// Old and new password.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// Present password.
    pub old: String,
    /// New password, at least 10 characters.
    pub new: String,
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ChangePassword(…)")
    }
}

/// Changes the caller's password and ends their other sessions. `token` is the present one's.
///
/// # Errors
/// 422 when the old one is wrong or the new one is too weak.
pub async fn change_password(
    ctx: &Ctx,
    secrets: &dyn Secrets,
    request: ChangePassword,
    token: Option<&str>,
) -> Result<(), Problem> {
    let id = ctx.caller.user.ok_or_else(Problem::unauthorised)?;
    let mut user = repo::user::by_id(&ctx.tx, id).await?.ok_or_else(Problem::unauthorised)?;
    let field = |pointer: &str, message: &str| {
        Problem::invalid(vec![FieldProblem {
            pointer: pointer.into(),
            code: "password".into(),
            message: message.into(),
        }])
    };
    if !password::matches(&request.old, &user.password_hash) {
        return Err(field("/old", "原口令不正确"));
    }
    if request.old == request.new {
        return Err(field("/new", "新口令不能与原口令相同"));
    }
    password::check_password(&request.new, &user.login, Policy::default())?;
    user.password_hash = password::hash_password(&request.new, secrets)?;
    user.must_change_password = false;
    repo::user::update(&ctx.tx, &user).await?;
    let present = token.map(secrets::digest);
    repo::session::remove_all(&ctx.tx, id, present.as_deref()).await?;
    ctx.audit(Entry {
        action: "user.password",
        object_kind: "user",
        object_id: Some(id.as_uuid()),
        summary: "修改自己的口令".into(),
        detail: json!({}),
        rows: &[(&USER, id.as_uuid())],
    })
    .await?;
    Ok(())
}
