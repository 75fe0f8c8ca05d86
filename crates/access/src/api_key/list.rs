//! Reading keys.

use super::model::StoredKey;
use super::{ApiKey, ApiKeyPost, ApiKeyUser, repo};
use crate::Access;
use crate::rules::appoint::READ;
use directory::facts::PostHistory;
use kernel::id::ApiKeyId;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use store::Ctx;

impl Access {
    /// One page of the caller's own keys and, with `access.read`, those of people in scope, newest first.
    ///
    /// # Errors
    /// 400 on a cursor of another list.
    pub async fn list_api_keys(
        &self,
        ctx: &Ctx,
        limit: Limit,
        cursor: Option<&Cursor>,
    ) -> Result<Page<ApiKey>, Problem> {
        let after = cursor.map(Cursor::read::<(i64, ApiKeyId)>).transpose()?;
        let scope = ctx.caller.scope(READ);
        let rows = repo::visible(&ctx.tx, ctx.caller.user, &scope, after, limit.fetch()).await?;
        let page = Page::from_rows(rows, limit, |row| {
            Cursor::new(vec![row.created_at.as_micros().into(), row.id.to_string().into()])
        });
        Ok(Page { items: describe(ctx, page.items).await?, next: page.next })
    }
}

/// Adds names of posts.
pub(super) async fn describe(ctx: &Ctx, rows: Vec<StoredKey>) -> Result<Vec<ApiKey>, Problem> {
    let history =
        PostHistory::load(&ctx.tx, rows.iter().flat_map(|row| row.posts.iter().copied()).collect()).await?;
    let today = ctx.today();
    let post = |id| {
        let name = history.on(id, today).map(|label| label.name).unwrap_or_default();
        ApiKeyPost { id, name }
    };
    Ok(rows
        .into_iter()
        .map(|row| ApiKey {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            user: ApiKeyUser { id: row.user_id, login: row.login },
            posts: row.posts.into_iter().map(post).collect(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            last_used_at: row.last_used_at,
        })
        .collect())
}
