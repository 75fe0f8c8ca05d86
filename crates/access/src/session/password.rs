//! Changing one's own password.

use super::SignedIn;
use super::attempt::Attempt;
use crate::rules::password;
use crate::schema::USER;
use crate::{Access, user};
use kernel::problem::{FieldProblem, Problem};
use serde::Deserialize;
use serde_json::json;
use store::audit::Entry;
use store::context::Env;

/// Old and new password.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// Password until now.
    pub old: String,
    /// New password: at least 10 characters, not the login, not a common one.
    pub new: String,
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ChangePassword").finish_non_exhaustive()
    }
}

fn fault(pointer: &str, code: &str, message: impl Into<String>) -> Problem {
    Problem::invalid(vec![FieldProblem::new(pointer, code, message)])
}

impl Access {
    /// Changes the password of the account that is signed in, and ends its other sessions. A wrong old password counts
    /// as a failed sign-in.
    ///
    /// # Errors
    /// 422 on a wrong old or a weak new password, 429 after several failures, 403 for API keys.
    pub async fn change_password(
        &self,
        env: &Env,
        signed_in: &SignedIn,
        request: &ChangePassword,
    ) -> Result<(), Problem> {
        let (Some(id), Some(token_hash)) = (signed_in.caller.user, &signed_in.token_hash) else {
            return Err(Problem::forbidden("接口密钥不能修改密码"));
        };
        if let Some(message) = password::fault(&request.new, &signed_in.login) {
            return Err(fault("/new", "weak", message));
        }
        if request.new == request.old {
            return Err(fault("/new", "same", "新密码不能与原密码相同"));
        }
        let salt = self.secrets.bytes(16)?;
        let clear = request.new.clone();
        let hash = password::off_thread(move || password::hash(&clear, &salt)).await??;
        let tx = env.database.read().await?;
        let before = user::repo::one(&tx, id).await?.ok_or_else(Problem::unauthorised)?;
        tx.rollback().await?;
        let attempt = Attempt {
            login: &before.login,
            address: signed_in.caller.address.as_deref(),
            password: &request.old,
        };
        let ctx = match self.attempt(env, &attempt, Some(&before), signed_in.caller.clone()).await {
            // Here 401 would send a signed-in user to the sign-in page.
            Err(problem) if problem.status == 401 => return Err(fault("/old", "wrong", "原密码不正确")),
            other => other?,
        };
        let mut row = user::repo::one(&ctx.tx, id).await?.ok_or_else(Problem::unauthorised)?;
        if row.password_hash != before.password_hash || !row.active {
            return Err(Problem::conflict("密码刚刚被修改过，请重新登录", json!({ "version": row.version })));
        }
        row.password_hash = Some(hash);
        row.must_change_password = false;
        user::repo::save(&ctx.tx, &row).await?;
        let ended = user::repo::end_sessions(&ctx.tx, id, Some(token_hash)).await?;
        ctx.audit(Entry {
            action: "user.change_password",
            object_kind: "user",
            object_id: Some(id.as_uuid()),
            summary: format!("账号“{}”修改密码", row.login),
            detail: json!({ "sessions_ended": ended }),
            rows: &[(&USER, id.as_uuid())],
        })
        .await?;
        ctx.commit().await?;
        Ok(())
    }
}
