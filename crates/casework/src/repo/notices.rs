//! The outbox.

use super::placeholders;
use crate::answer::Notice;
use kernel::id::{CaseId, NoticeId, PostId};
use kernel::page::Limit;
use kernel::time::Timestamp;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

/// A notice to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewNotice {
    pub(crate) id: NoticeId,
    pub(crate) post: Option<PostId>,
    pub(crate) case: Option<CaseId>,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) paste_text: String,
    pub(crate) channel: String,
    pub(crate) address: Option<String>,
}

/// A notice waiting to leave.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) id: NoticeId,
    pub(crate) post_id: Option<PostId>,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) channel: String,
    pub(crate) address: Option<String>,
    pub(crate) case_id: Option<CaseId>,
    pub(crate) state: String,
    pub(crate) created_at: Timestamp,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            post_id: row.opt_id("post_id")?,
            title: row.text("title")?,
            text: row.text("body")?,
            channel: row.text("channel")?,
            address: row.opt_text("address")?,
            case_id: row.opt_id("case_id")?,
            state: row.text("state")?,
            created_at: row.time("created_at")?,
        })
    }
}

impl FromRow for Notice {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            at: row.time("created_at")?,
            title: row.text("title")?,
            text: row.text("body")?,
            case_id: row.opt_id("case_id")?,
            read: row.opt_time("read_at")?.is_some(),
            channel: row.text("channel")?,
            paste_text: row.text("paste_text")?,
        })
    }
}

/// Writes a notice. What stays in the house is delivered by being written.
pub(crate) async fn insert(ctx: &Ctx, notice: &NewNotice) -> Result<(), StoreError> {
    let inside = notice.channel == crate::channel::IN_APP;
    ctx.tx
        .execute_quietly(
            "INSERT INTO notices (id, post_id, case_id, title, body, paste_text, channel, address, state, created_at, \
             sent_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
            params![
                notice.id.as_uuid(),
                notice.post.map(|id| id.as_uuid()),
                notice.case.map(|id| id.as_uuid()),
                notice.title.clone(),
                notice.text.clone(),
                notice.paste_text.clone(),
                notice.channel.clone(),
                notice.address.clone(),
                if inside { "sent" } else { "ready" },
                ctx.now.as_micros(),
                inside.then(|| ctx.now.as_micros())
            ],
        )
        .await?;
    Ok(())
}

/// A notice that leaves by a channel.
pub(crate) async fn waiting(ctx: &Ctx, id: NoticeId) -> Result<Option<Waiting>, StoreError> {
    ctx.tx
        .one(
            "SELECT id, post_id, title, body, channel, address, case_id, state, created_at FROM notices WHERE id = $1",
            params![id.as_uuid()],
        )
        .await
}

/// Notes how sending went.
pub(crate) async fn sent(ctx: &Ctx, id: NoticeId, error: Option<&str>) -> Result<(), StoreError> {
    let state = if error.is_none() { "sent" } else { "ready" };
    ctx.tx
        .execute_quietly(
            "UPDATE notices SET state = $1, sent_at = $2, attempts = attempts + 1, last_error = $3 WHERE id = $4",
            params![
                state,
                error.is_none().then(|| ctx.now.as_micros()),
                error.map(str::to_owned),
                id.as_uuid()
            ],
        )
        .await?;
    Ok(())
}

/// Notices of some posts, newest first, `limit` and one more.
pub(crate) async fn of_posts(
    ctx: &Ctx,
    posts: &[PostId],
    unread: bool,
    after: Option<(i64, Uuid)>,
    limit: Limit,
) -> Result<Vec<Notice>, StoreError> {
    let mut rows: Vec<Notice> = Vec::new();
    // One range scan for each post, merged; an IN list would sort everything the posts ever got.
    for post in posts {
        let mut values: Vec<Value> = params![post.as_uuid()];
        let mut sql =
            "SELECT id, title, body, paste_text, channel, case_id, created_at, read_at FROM notices \
             WHERE post_id = $1 AND channel = 'in_app'"
                .to_owned();
        if let Some((at, id)) = after {
            values.push(at.into());
            values.push(id.into());
            sql.push_str(" AND (created_at, id) < ($2, $3)");
        }
        if unread {
            sql.push_str(" AND read_at IS NULL");
        }
        sql.push_str(&format!(" ORDER BY created_at DESC, id DESC LIMIT {}", limit.fetch()));
        rows.extend(ctx.tx.all::<Notice>(&sql, values).await?);
    }
    rows.sort_by_key(|notice| std::cmp::Reverse((notice.at, notice.id)));
    rows.truncate(limit.as_usize() + 1);
    Ok(rows)
}

/// Unread notices of some posts, counted up to `most`.
pub(crate) async fn unread(ctx: &Ctx, posts: &[PostId], most: u64) -> Result<i64, StoreError> {
    if posts.is_empty() {
        return Ok(0);
    }
    let mut values: Vec<Value> = Vec::new();
    let list = placeholders(&mut values, posts.iter().map(|post| post.as_uuid()));
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT id FROM notices WHERE post_id IN ({list}) AND channel = 'in_app' \
         AND read_at IS NULL LIMIT {most}) AS unread"
    );
    ctx.tx.count(&sql, values).await
}

/// Marks a notice of one of the posts as read; answers whether there is such a notice.
pub(crate) async fn read(ctx: &Ctx, id: NoticeId, posts: &[PostId]) -> Result<bool, StoreError> {
    if posts.is_empty() {
        return Ok(false);
    }
    let mut values: Vec<Value> = params![ctx.now.as_micros(), id.as_uuid()];
    let list = placeholders(&mut values, posts.iter().map(|post| post.as_uuid()));
    let sql =
        format!("UPDATE notices SET read_at = COALESCE(read_at, $1) WHERE id = $2 AND post_id IN ({list})");
    Ok(ctx.tx.execute_quietly(&sql, values).await? > 0)
}

/// Marks every notice of the posts as read; answers how many were unread.
pub(crate) async fn read_all(ctx: &Ctx, posts: &[PostId]) -> Result<u64, StoreError> {
    if posts.is_empty() {
        return Ok(0);
    }
    let mut values: Vec<Value> = params![ctx.now.as_micros()];
    let list = placeholders(&mut values, posts.iter().map(|post| post.as_uuid()));
    let sql = format!("UPDATE notices SET read_at = $1 WHERE post_id IN ({list}) AND read_at IS NULL");
    ctx.tx.execute_quietly(&sql, values).await
}
