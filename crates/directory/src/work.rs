//! The open work that hangs on posts, which the ledger keeps and this room only asks to move.

use async_trait::async_trait;
use kernel::id::PostId;
use kernel::problem::Problem;
use std::collections::BTreeMap;
use store::Ctx;

/// Answered by the room that keeps cases. Cases reference posts, so moving a post to another organisation moves its
/// work along; only when posts themselves are merged must the ledger be told.
#[async_trait]
pub trait OpenWork: Send + Sync {
    /// Gives the open work of `from` to `to`, and answers how many cases moved.
    ///
    /// # Errors
    /// When the ledger refuses or cannot be written.
    async fn move_posts(&self, ctx: &Ctx, from: &[PostId], to: PostId) -> Result<u64, Problem>;

    /// Number of open cases each post owes; a post without any may be left out.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    async fn open_by_post(&self, ctx: &Ctx, posts: &[PostId]) -> Result<BTreeMap<PostId, u64>, Problem>;
}

/// No ledger at all: nothing is open and nothing moves. For installations and tests without cases.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoOpenWork;

#[async_trait]
impl OpenWork for NoOpenWork {
    async fn move_posts(&self, _: &Ctx, _: &[PostId], _: PostId) -> Result<u64, Problem> {
        Ok(0)
    }

    async fn open_by_post(&self, _: &Ctx, _: &[PostId]) -> Result<BTreeMap<PostId, u64>, Problem> {
        Ok(BTreeMap::new())
    }
}
