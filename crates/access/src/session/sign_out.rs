//! Signing out.

use super::{SignedIn, repo};
use crate::Access;
use kernel::problem::Problem;
use serde_json::json;
use store::audit::Entry;
use store::context::Env;

impl Access {
    /// Ends the session of a request; signing out twice is no fault. API keys have no session to end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sign_out(&self, env: &Env, signed_in: &SignedIn) -> Result<(), Problem> {
        let Some(token_hash) = &signed_in.token_hash else { return Ok(()) };
        let ctx = env.write(signed_in.caller.clone()).await?;
        if repo::end(&ctx.tx, token_hash).await? > 0 {
            ctx.audit(Entry {
                action: "session.end",
                object_kind: "user",
                object_id: signed_in.caller.user.map(|user| user.as_uuid()),
                summary: format!("账号“{}”退出", signed_in.login),
                detail: json!({}),
                rows: &[],
            })
            .await?;
        }
        ctx.commit().await?;
        Ok(())
    }
}
