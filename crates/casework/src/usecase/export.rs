//! Every row of a filter, chunk by chunk, without a cap.

use super::list::{place_of, rows};
use super::load::READ;
use crate::Engine;
use crate::answer::{CaseFilter, CaseRow};
use crate::filter::Checked;
use crate::repo::list::From;
use kernel::problem::Problem;
use kernel::scope::Scope;
use store::Ctx;

/// Rows read at a time.
const CHUNK: u64 = 1000;

/// An export under way.
#[derive(Debug, Clone)]
pub struct Export {
    checked: Checked,
    scope: Scope,
    from: Option<From>,
    done: bool,
}

impl Export {
    /// Begins an export of what the caller may both see and export.
    ///
    /// # Errors
    /// 403 without the permission, 422 on a bad filter.
    pub fn begin(ctx: &Ctx, filter: CaseFilter) -> Result<Self, Problem> {
        ctx.caller.require("export")?;
        let posts = ctx.caller.posts_with("export").filter(|post| post.permissions.contains(READ));
        let scope = Scope::new(posts.map(|post| post.grant.clone())).simplify();
        Ok(Self { checked: filter.check()?, scope, from: None, done: false })
    }

    /// Every row of a filter within a scope that the room above has asked the permissions for.
    ///
    /// # Errors
    /// 422 on a bad filter.
    pub fn within(scope: Scope, filter: CaseFilter) -> Result<Self, Problem> {
        Ok(Self { checked: filter.check()?, scope, from: None, done: false })
    }

    /// The next rows, none at the end. All chunks of one export belong in one reading transaction.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next(&mut self, engine: &Engine, ctx: &Ctx) -> Result<Option<Vec<CaseRow>>, Problem> {
        if self.done {
            return Ok(None);
        }
        let found = rows(ctx, &self.scope, &self.checked, self.from.as_ref(), CHUNK).await?;
        self.done = (found.len() as u64) < CHUNK;
        let Some(last) = found.last() else { return Ok(None) };
        self.from = Some(place_of(self.checked.order, last));
        engine.views(ctx, found).await.map(Some)
    }
}
