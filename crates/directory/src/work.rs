//! The open work that hangs on posts and bodies, which rooms above keep and this room only asks to move.

use async_trait::async_trait;
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Ctx;
use uuid::Uuid;

/// What a piece of work is that is addressed to a body and not to one of its posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AddressedKind {
    /// A task of a plan that the body leads or supports.
    PlanTask,
    /// A table the body was asked to fill.
    ReportReturn,
}

/// Open work that is addressed to a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Addressed {
    /// What it is.
    pub kind: AddressedKind,
    /// Its id.
    pub id: Uuid,
    /// What it says.
    pub title: String,
}

/// A body whose open work goes to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// Body that gives work away.
    pub from: OrgId,
    /// Bodies that follow, in the order of the decision. What nobody named goes to the first that has a post which may do
    /// it, else to the first.
    pub heirs: Vec<OrgId>,
    /// Work that was given to one of them by name.
    pub named: BTreeMap<Uuid, OrgId>,
    /// Whether what nobody named goes too; not so when the body goes on.
    pub rest: bool,
}

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

    /// Open work addressed to a body itself, by kind and title.
    ///
    /// # Errors
    /// When a room cannot be read.
    async fn addressed(&self, _ctx: &Ctx, _body: OrgId) -> Result<Vec<Addressed>, Problem> {
        Ok(Vec::new())
    }

    /// Gives the open work of a body to those that follow it; answers how many pieces. Finished work stays as it was.
    ///
    /// # Errors
    /// When a room refuses or cannot be written.
    async fn succeed(&self, _ctx: &Ctx, _succession: &Succession) -> Result<u64, Problem> {
        Ok(0)
    }

    /// Posts stand in other bodies now: what waits for their answer is addressed there.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    async fn placed(&self, _ctx: &Ctx, _posts: &[(PostId, OrgId)]) -> Result<(), Problem> {
        Ok(())
    }
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
