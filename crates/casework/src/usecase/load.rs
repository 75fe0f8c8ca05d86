//! Reading a case with everything the rules need.

use crate::Engine;
use crate::model::{CaseRecord, Change, RequestRecord};
use crate::repo::clocks::ClockRecord;
use crate::repo::marks::MarkRecord;
use crate::repo::{cases, clocks, events, marks, requests};
use crate::rules::{Done, Snapshot, latest};
use chrono::NaiveDate;
use kernel::id::{CaseId, PostId};
use kernel::problem::Problem;
use pack::lifecycle::Lifecycle;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Ctx;

/// Permission to see cases.
pub(crate) const READ: &str = "case.read";

/// A case with everything the rules need.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) case: CaseRecord,
    pub(crate) lifecycle: Arc<Lifecycle>,
    pub(crate) marks: Vec<MarkRecord>,
    pub(crate) clocks: Vec<ClockRecord>,
    pub(crate) done: Vec<Done>,
    pub(crate) asked: Vec<RequestRecord>,
    pub(crate) today: NaiveDate,
}

impl Loaded {
    /// What the rules see.
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot {
            place: self.case.place(),
            state: self.case.state.clone(),
            previous_state: self.case.previous_state.clone(),
            marks: self.marks.iter().map(|mark| mark.code.clone()).collect(),
            edition: self.case.edition.clone(),
            round: self.case.round,
            last_actor: self.case.last_actor,
            owner_post: self.case.owner_post,
            done: self.done.clone(),
            clocks: self.clocks.iter().map(|record| record.clock.clone()).collect(),
            asked: latest(&self.asked, self.today),
        }
    }

    /// Name of a state.
    pub(crate) fn state_name(&self, code: &str) -> String {
        self.lifecycle.state(code).map_or(code.to_owned(), |state| state.name.clone())
    }

    /// The state as it is, for a conflict answer.
    pub(crate) fn current(&self, changed: &[Change]) -> Value {
        json!({
            "state": self.case.state,
            "state_name": self.state_name(&self.case.state),
            "version": self.case.version,
            "changed": changed,
        })
    }
}

impl Engine {
    /// A case within the caller's scope.
    pub(crate) async fn seen(&self, ctx: &Ctx, id: CaseId) -> Result<CaseRecord, Problem> {
        let missing = || Problem::not_found("该事项");
        let case = cases::one(ctx, id).await?.ok_or_else(missing)?;
        if self.reached(ctx, &case, READ).await? { Ok(case) } else { Err(missing()) }
    }

    /// Whether the caller reaches a case with a permission: by area and sector, as the post it was handed to, or as a
    /// post that was asked in it.
    pub(crate) async fn reached(
        &self,
        ctx: &Ctx,
        case: &CaseRecord,
        permission: &str,
    ) -> Result<bool, Problem> {
        if ctx.caller.scope(permission).covers(&case.place().columns()) {
            return Ok(true);
        }
        let posts: Vec<PostId> = ctx.caller.posts_with(permission).map(|post| post.id).collect();
        if case.owner_post.is_some_and(|owner| posts.contains(&owner)) {
            return Ok(true);
        }
        Ok(requests::asked(ctx, case.id, &posts).await?)
    }

    /// A case within the caller's scope, with everything the rules need.
    pub(crate) async fn load(&self, ctx: &Ctx, id: CaseId) -> Result<Loaded, Problem> {
        let case = self.seen(ctx, id).await?;
        self.complete(ctx, case).await
    }

    /// Reads what belongs to a case.
    pub(crate) async fn complete(&self, ctx: &Ctx, case: CaseRecord) -> Result<Loaded, Problem> {
        let lifecycle = self.lifecycle(ctx, &case.lifecycle_hash).await?;
        let marks = marks::of_case(ctx, case.id).await?;
        let clocks = clocks::of_case(ctx, case.id).await?;
        let done = events::done(ctx, case.id).await?;
        let asked = requests::of_case(ctx, case.id).await?;
        Ok(Loaded { case, lifecycle, marks, clocks, done, asked, today: ctx.today() })
    }
}
