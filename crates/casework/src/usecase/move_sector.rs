//! Open cases whose premises another department leads now: the new one sees them, the old one's timeline stays.

use super::write::{Touched, desk, event};
use crate::Engine;
use crate::model::Change;
use crate::repo::cases;
use kernel::id::CaseId;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;

impl Engine {
    /// Gives an open case to a sector; answers whether it changed. A post that no longer reaches the case hands it back to
    /// the role, so that it does not lie on a desk of the department before; whoever is to act now is told. A finished
    /// case keeps the sector of its day.
    ///
    /// # Errors
    /// 409 when the case is changed at the same instant.
    pub async fn move_sector(
        &self,
        ctx: &Ctx,
        id: CaseId,
        sector: Option<&str>,
        why: &str,
    ) -> Result<bool, Problem> {
        let Some(before) = cases::one(ctx, id).await? else { return Ok(false) };
        if !before.is_open() || before.sector.as_deref() == sector {
            return Ok(false);
        }
        let lifecycle = self.lifecycle(ctx, &before.lifecycle_hash).await?;
        let mut after = before.clone();
        after.sector = sector.map(str::to_owned);
        after.version += 1;
        let mut changes =
            vec![Change { field: "sector".into(), from: json!(before.sector), to: json!(after.sector) }];
        if let Some(post) = before.owner_post {
            let card = self.directory.post(ctx, post).await?;
            let reaches = card.is_some_and(|card| card.grant.covers(&after.place().columns()));
            if !reaches {
                after.owner_post = None;
                after.owner_role = None;
                changes.push(Change { field: "owner_post".into(), from: json!(post), to: json!(null) });
            }
        }
        let mut event = event(ctx, &after, ("sector.moved", "行业主管部门变更，转交"), None);
        event.from_state = Some(after.state.clone());
        event.to_state = Some(after.state.clone());
        event.note = Some(why.to_owned());
        event.changes = changes;
        after.last_event = Some(event.id);
        let written = cases::update(ctx, &after, desk(&lifecycle, &after), before.version).await?;
        if !written {
            return Err(Problem::conflict("事项正被他人办理，请重试", json!({ "number": before.number })));
        }
        cases::set_sector(ctx, &after).await?;
        self.conclude(ctx, Some(&before), &after, &event, Touched::new()).await?;
        let posts = self.owners(ctx, &lifecycle, &after).await?.into_iter().map(|card| card.id).collect();
        let title = format!("行业主管部门变更：{}", after.number);
        let text = format!("{} {}，{why}", after.number, after.title);
        self.tell(ctx, &after, &posts, (&title, &text), &text).await?;
        Ok(true)
    }
}
