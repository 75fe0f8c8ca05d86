//! Posts that stand in another body after a reorganisation: what waits for their answer is addressed there.

use crate::Engine;
use crate::repo::{cases, requests};
use crate::schema::REQUEST;
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

impl Engine {
    /// Addresses the waiting lines of posts to the bodies they stand in now, so that colleagues there may answer too; the
    /// name under which they were asked stays. Answers how many lines. The caller has authorised the reorganisation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn placed(&self, ctx: &Ctx, posts: &[(PostId, OrgId)]) -> Result<u64, Problem> {
        let mut moved = 0;
        for (post, org) in posts {
            for line in requests::waiting_of(ctx, *post).await? {
                if line.org_id == Some(*org) {
                    continue;
                }
                let Some(case) = cases::one(ctx, line.case_id).await? else { continue };
                requests::hand_over(ctx, line.id, *post, *org).await?;
                ctx.audit(Entry {
                    action: "case.request_moved",
                    object_kind: "case",
                    object_id: Some(case.id.as_uuid()),
                    summary: format!("机构调整，{}的征询随岗位转入新机构", case.number),
                    detail: json!({ "request": line.id, "from": line.org_id, "to": org }),
                    rows: &[(&REQUEST, line.id)],
                })
                .await?;
                moved += 1;
            }
        }
        Ok(moved)
    }
}
