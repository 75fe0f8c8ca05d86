//! Notices of the caller's posts.

use crate::Engine;
use crate::answer::Notice;
use crate::repo::notices;
use kernel::id::{NoticeId, PostId};
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use store::Ctx;
use store::list::COUNT_BOUND;
use uuid::Uuid;

impl Engine {
    /// A page of notices, newest first.
    ///
    /// # Errors
    /// 400 on a cursor of another list.
    pub async fn notices(
        &self,
        ctx: &Ctx,
        unread: bool,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<Notice>, Problem> {
        let after = match cursor.filter(|text| !text.is_empty()) {
            Some(text) => Some(Cursor::decode(text)?.read::<(i64, Uuid)>()?),
            None => None,
        };
        let rows = notices::of_posts(ctx, &posts(ctx), unread, after, limit).await?;
        Ok(Page::from_rows(rows, limit, |last| {
            Cursor::new(vec![last.at.as_micros().into(), last.id.to_string().into()])
        }))
    }

    /// How many notices nobody of the posts has read, up to a bound.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unread_notices(&self, ctx: &Ctx) -> Result<Bounded, Problem> {
        let counted = notices::unread(ctx, &posts(ctx), COUNT_BOUND + 1).await?;
        Ok(Bounded::capped(u64::try_from(counted).unwrap_or(0), COUNT_BOUND))
    }

    /// Marks every notice of the caller's posts as read (全部已读).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_all_notices(&self, ctx: &Ctx) -> Result<(), Problem> {
        notices::read_all(ctx, &posts(ctx)).await?;
        Ok(())
    }

    /// Marks a notice as read. Reading twice keeps the first time.
    ///
    /// # Errors
    /// 404 when no post of the caller got such a notice.
    pub async fn read_notice(&self, ctx: &Ctx, id: NoticeId) -> Result<(), Problem> {
        if notices::read(ctx, id, &posts(ctx)).await? { Ok(()) } else { Err(Problem::not_found("该通知")) }
    }
}

fn posts(ctx: &Ctx) -> Vec<PostId> {
    ctx.caller.posts.iter().map(|post| post.id).collect()
}
