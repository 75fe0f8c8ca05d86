//! Why one can, or cannot, see a case.

use super::load::READ;
use crate::Engine;
use crate::answer::WhySeen;
use crate::repo::cases;
use access::explain::explain;
use kernel::id::CaseId;
use kernel::problem::Problem;
use kernel::scope::Place;
use store::Ctx;

impl Engine {
    /// Explains to the caller why they can or cannot see a case. Of a case they do not see, the answer is the same as of
    /// one that does not exist.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn explain(&self, ctx: &Ctx, id: CaseId) -> Result<WhySeen, Problem> {
        let found = cases::one(ctx, id).await?;
        let case = match found {
            Some(case) if self.reached(ctx, &case, READ).await? => Some(case),
            _ => None,
        };
        let Some(case) = case else {
            // A place in no installation: no grant of a region covers it.
            let nowhere = explain(ctx, READ, &Place::default()).await?;
            return Ok(WhySeen { allowed: false, text: NOT_SEEN.to_owned(), posts: nowhere.posts });
        };
        let place = case.place();
        let answer = explain(ctx, READ, &place.columns()).await?;
        if answer.allowed {
            return Ok(WhySeen { allowed: true, text: answer.text, posts: answer.posts });
        }
        let owner = ctx.caller.posts.iter().find(|post| Some(post.id) == case.owner_post);
        let text = match owner {
            Some(post) => format!("您可以查看，因为本事项由您的岗位“{}”承办", post.name),
            None => "您可以查看，因为您的岗位在本事项中被征求意见、会签或签收".to_owned(),
        };
        Ok(WhySeen { allowed: true, text, posts: answer.posts })
    }
}

const NOT_SEEN: &str = "没有这个事项，或它不在您岗位的范围内，也没有征询您的岗位";
