//! The inbox: what waits for me, oldest legal deadline first.

use super::list::{merge, read_cursor};
use crate::Engine;
use crate::answer::{CaseRow, Order};
use crate::model::RowRecord;
use crate::repo::list::{Desk, Reach, inbox};
use kernel::page::{Bounded, Limit, Page};
use kernel::problem::Problem;
use std::collections::BTreeMap;
use store::list::bounded_count;
use store::{CallerPost, Ctx};

const ACT: &str = "case.act";

impl Engine {
    /// A page of the inbox.
    ///
    /// # Errors
    /// 400 on a cursor of another list.
    pub async fn inbox(
        &self,
        ctx: &Ctx,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<CaseRow>, Problem> {
        let from = read_cursor(Order::Due, cursor)?;
        let reach = Reach {
            columns: &RowRecord::COLUMNS,
            order: Some(Order::Due),
            from: from.as_ref(),
            limit: Some(limit.fetch()),
        };
        let rows = merge(ctx, inbox(&self.desks(ctx), &reach), Order::Due, limit.fetch()).await?;
        self.page(ctx, rows, limit, Order::Due).await
    }

    /// How much waits for me, up to a bound.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn inbox_count(&self, ctx: &Ctx) -> Result<Bounded, Problem> {
        let reach = Reach { columns: &["id"], order: None, from: None, limit: None };
        Ok(bounded_count(&ctx.tx, inbox(&self.desks(ctx), &reach)).await?)
    }

    /// Each post of the caller with the states its role owns, by lifecycle.
    fn desks(&self, ctx: &Ctx) -> Vec<Desk> {
        ctx.caller
            .posts_with(ACT)
            .map(|post| Desk { post: post.id, grant: post.grant.clone(), states: self.owned_states(post) })
            .collect()
    }

    fn owned_states(&self, post: &CallerPost) -> BTreeMap<String, Vec<String>> {
        let mut states = BTreeMap::new();
        for (hash, lifecycle) in self.lifecycles() {
            let owned = lifecycle.states.iter().filter(|state| state.owners.contains(&post.role));
            let codes: Vec<String> = owned.map(|state| state.code.clone()).collect();
            if !codes.is_empty() {
                states.insert(hash, codes);
            }
        }
        states
    }
}
