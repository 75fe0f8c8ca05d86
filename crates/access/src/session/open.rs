//! Beginning a session once it is known whose it is.

use super::repo::{self, Fresh};
use super::{NewSession, SignedIn};
use crate::secrets::{digest, token};
use crate::user::StoredUser;
use crate::{Access, Origin, caller, user};
use kernel::problem::Problem;
use serde_json::json;
use store::audit::Entry;
use store::{Caller, Ctx, Via};

/// The caller behind an account, without posts.
pub(crate) fn bare_caller(user: &StoredUser, name: String, origin: &Origin) -> Caller {
    Caller {
        user: Some(user.id),
        person: Some(user.person_id),
        name,
        via: Via::Session,
        posts: Vec::new(),
        address: origin.address.clone(),
    }
}

impl Access {
    /// Stores a session of `user`, audits it and commits.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn open(
        &self,
        ctx: Ctx,
        user: &StoredUser,
        origin: &Origin,
        how: &str,
    ) -> Result<NewSession, Problem> {
        let (token, csrf) = (token(self.secrets.as_ref())?, token(self.secrets.as_ref())?);
        let token_hash = digest(&token);
        let expires_at = ctx.now.plus_hours(self.settings.longest_hours);
        let fresh =
            Fresh { token_hash: &token_hash, user: user.id, csrf: &csrf, now: ctx.now, expires_at, origin };
        repo::insert(&ctx.tx, &fresh).await?;
        user::repo::signed_in(&ctx.tx, user.id, ctx.now).await?;
        ctx.audit(Entry {
            action: "session.start",
            object_kind: "user",
            object_id: Some(user.id.as_uuid()),
            summary: format!("账号“{}”{how}", user.login),
            detail: json!({ "agent": origin.agent }),
            rows: &[],
        })
        .await?;
        let mut caller = ctx.caller.clone();
        let must_change_password = user.must_change_password && !self.settings.demo;
        if !must_change_password {
            caller.posts = caller::posts(&ctx.tx, &self.roles, user.person_id, ctx.today()).await?;
        }
        ctx.commit().await?;
        let signed_in = SignedIn {
            caller,
            login: user.login.clone(),
            must_change_password,
            csrf: Some(csrf),
            token_hash: Some(token_hash),
        };
        Ok(NewSession { token, max_age_seconds: self.settings.longest_hours * 3_600, signed_in })
    }
}
