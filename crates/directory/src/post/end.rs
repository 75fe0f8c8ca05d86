//! Ending a post, alone or into another.

use super::{StoredPost, repo};
use crate::Neighbours;
use crate::check::{invalid, same_version};
use crate::reach::may_write;
use crate::schema::{HOLDING, POST, POST_PLACE};
use chrono::NaiveDate;
use kernel::id::PostId;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// How a post ends.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndPost {
    /// Version the decision was made on.
    pub version: i64,
    /// First day no longer; today when absent, never later.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Post that takes over its open work.
    #[serde(default)]
    pub into: Option<PostId>,
}

/// Ends a post; its holders leave it, and its open work moves to `into`. Answers how many cases moved.
///
/// # Errors
/// 404 and 403 by scope; 409 on a stale version, a post already ended, or open work that nobody takes; 422 on a later
/// day or a successor that has ended.
pub async fn end(ctx: &Ctx, rooms: &Neighbours<'_>, id: PostId, request: EndPost) -> Result<u64, Problem> {
    let post = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该岗位"))?;
    may_write(&ctx.caller, &post.place(), "该岗位")?;
    same_version(post.version, request.version)?;
    let on = request.on.unwrap_or_else(|| ctx.today());
    if on > ctx.today() || on < post.valid.from {
        return Err(invalid("/on", "range", "撤销日期应在岗位设立之后，且不晚于今天"));
    }
    if let Some(into) = request.into {
        let successor = repo::one(&ctx.tx, into).await?.filter(|successor| successor.id != id);
        let successor = successor.ok_or_else(|| invalid("/into", "unknown", "接续岗位不存在"))?;
        may_write(&ctx.caller, &successor.place(), "接续岗位")?;
        if !successor.valid.holds_on(ctx.today()) {
            return Err(invalid("/into", "ended", "接续岗位已撤销"));
        }
    }
    let mut rows: Vec<(&AuditedTable, Uuid)> = Vec::new();
    let moved = end_rows(ctx, rooms, &post, on, request.into, &mut rows).await?;
    ctx.audit(Entry {
        action: "post.end",
        object_kind: "post",
        object_id: Some(id.as_uuid()),
        summary: format!("撤销岗位“{}”，移交在办事项 {moved} 件", post.name),
        detail: json!({ "on": on, "into": request.into, "moved": moved }),
        rows: &rows,
    })
    .await?;
    Ok(moved)
}

/// Ends a post, its place and its holdings, and moves its open work; without a successor it must have none.
pub(crate) async fn end_rows(
    ctx: &Ctx,
    rooms: &Neighbours<'_>,
    post: &StoredPost,
    on: NaiveDate,
    into: Option<PostId>,
    rows: &mut Vec<(&'static AuditedTable, Uuid)>,
) -> Result<u64, Problem> {
    if !post.valid.lasts_past(on) {
        return Err(Problem::conflict(
            format!("岗位“{}”已撤销", post.name),
            json!({ "valid_to": post.valid.to }),
        ));
    }
    let moved = match into {
        Some(into) => rooms.work.move_posts(ctx, &[post.id], into).await?,
        None => {
            let open = rooms.work.open_by_post(ctx, &[post.id]).await?.get(&post.id).copied().unwrap_or(0);
            if open > 0 {
                let detail = format!("岗位“{}”还有 {open} 件在办事项，请指定接续岗位", post.name);
                return Err(Problem::conflict(detail, json!({ "post_id": post.id, "open": open })));
            }
            0
        }
    };
    for holding in repo::holdings_of_posts(&ctx.tx, vec![post.id]).await? {
        if holding.span.lasts_past(on) && !holding.span.is_empty() {
            repo::end_holding(&ctx.tx, holding.id, holding.span.from.max(on)).await?;
            rows.push((&HOLDING, holding.id));
        }
    }
    if let Some((place, from)) = repo::current_place(&ctx.tx, post.id).await? {
        repo::end_place(&ctx.tx, place, from.max(on)).await?;
        rows.push((&POST_PLACE, place));
    }
    repo::end(&ctx.tx, post.id, on, into).await?;
    rows.push((&POST, post.id.as_uuid()));
    Ok(moved)
}
