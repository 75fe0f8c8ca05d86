//! Open work moved when organisations are merged, split or renamed.

use super::write::{Touched, desk, event};
use crate::Engine;
use crate::model::Change;
use crate::port::PostCard;
use crate::repo::cases;
use kernel::id::PostId;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;

impl Engine {
    /// Hands the open cases of some posts to another; answers how many were moved. Cases addressed by role follow the role
    /// by themselves. The caller has authorised the reorganisation.
    ///
    /// # Errors
    /// 409 when a case is changed at the same instant.
    pub async fn move_posts(&self, ctx: &Ctx, from: &[PostId], to: &PostCard) -> Result<u64, Problem> {
        let mut moved = 0;
        for post in from.iter().filter(|post| **post != to.id) {
            moved += self.move_requests(ctx, *post, to).await?;
            for before in cases::of_owner(ctx, *post).await? {
                let lifecycle = self.lifecycle(ctx, &before.lifecycle_hash).await?;
                let mut after = before.clone();
                after.owner_post = Some(to.id);
                after.owner_role = Some(to.role.clone());
                after.version += 1;
                let mut event = event(ctx, &after, ("post.moved", "机构调整，转交承接岗位"), None);
                event.from_state = Some(after.state.clone());
                event.to_state = Some(after.state.clone());
                event.note = Some(format!("由{}{}承接", to.org_name, to.name));
                event.changes = vec![Change {
                    field: "owner_post".into(),
                    from: json!(before.owner_post),
                    to: json!(to.id),
                }];
                if !cases::update(ctx, &after, desk(&lifecycle, &after), before.version).await? {
                    return Err(Problem::conflict(
                        "事项正被他人办理，请重试",
                        json!({ "number": before.number }),
                    ));
                }
                self.conclude(ctx, Some(&before), &after, &event, Touched::new()).await?;
                moved += 1;
            }
        }
        Ok(moved)
    }
}
