//! Lines of requests.

use super::placeholders;
use crate::model::{LineState, RequestRecord};
use kernel::id::{CaseId, OrgId, PostId};
use store::{Ctx, StoreError, Value, params};
use uuid::Uuid;

/// Writes a line.
pub(crate) async fn insert(ctx: &Ctx, line: &RequestRecord) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO case_requests (id, case_id, code, event_id, org_id, org_name, post_id, post_name, asked_at, \
             reply_by, state) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
            params![
                line.id,
                line.case_id.as_uuid(),
                line.code.clone(),
                line.event_id,
                line.org_id.map(|id| id.as_uuid()),
                line.org_name.clone(),
                line.post_id.as_uuid(),
                line.post_name.clone(),
                line.asked_at.as_micros(),
                line.reply_by.map(|day| day.to_string()),
                line.state.code()
            ],
        )
        .await?;
    Ok(())
}

/// Lines of a case in the order they were asked.
pub(crate) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<Vec<RequestRecord>, StoreError> {
    let sql = format!(
        "SELECT {} FROM case_requests WHERE case_id = $1 ORDER BY asked_at, id",
        RequestRecord::COLUMNS
    );
    ctx.tx.all(&sql, params![case.as_uuid()]).await
}

/// Writes what was answered, if the line still waits. Answers whether it did.
pub(crate) async fn answer(ctx: &Ctx, line: &RequestRecord) -> Result<bool, StoreError> {
    let values = params![
        line.state.code(),
        line.reply.map(crate::model::Reply::code),
        line.opinion.clone(),
        line.answered_at.map(|at| at.as_micros()),
        line.answered_by.map(|id| id.as_uuid()),
        line.answerer.clone(),
        line.file_id.map(|id| id.as_uuid()),
        line.id
    ];
    let sql = "UPDATE case_requests SET state = $1, reply = $2, opinion = $3, answered_at = $4, answered_by = $5, \
        answerer = $6, file_id = $7 WHERE id = $8 AND state = 'waiting'";
    Ok(ctx.tx.execute(sql, values).await? == 1)
}

/// Ends a waiting line without an answer.
pub(crate) async fn end(ctx: &Ctx, id: Uuid, state: LineState) -> Result<(), StoreError> {
    let sql = "UPDATE case_requests SET state = $1, answered_at = $2 WHERE id = $3 AND state = 'waiting'";
    ctx.tx.execute(sql, params![state.code(), ctx.now.as_micros(), id]).await?;
    Ok(())
}

/// Whether one of the posts was ever asked in a case.
pub(crate) async fn asked(ctx: &Ctx, case: CaseId, posts: &[PostId]) -> Result<bool, StoreError> {
    if posts.is_empty() {
        return Ok(false);
    }
    let mut values: Vec<Value> = params![case.as_uuid()];
    let list = placeholders(&mut values, posts.iter().map(|post| post.as_uuid()));
    let sql = format!("SELECT COUNT(*) AS n FROM case_requests WHERE case_id = $1 AND post_id IN ({list})");
    Ok(ctx.tx.count(&sql, values).await? > 0)
}

/// Waiting lines of a post.
pub(crate) async fn waiting_of(ctx: &Ctx, post: PostId) -> Result<Vec<RequestRecord>, StoreError> {
    let sql = format!(
        "SELECT {} FROM case_requests WHERE post_id = $1 AND state = 'waiting' ORDER BY asked_at, id",
        RequestRecord::COLUMNS
    );
    ctx.tx.all(&sql, params![post.as_uuid()]).await
}

/// Hands a waiting line to a post of a body; the names of its day stay.
pub(crate) async fn hand_over(ctx: &Ctx, id: Uuid, to: PostId, org: OrgId) -> Result<(), StoreError> {
    let sql = "UPDATE case_requests SET post_id = $1, org_id = $2 WHERE id = $3";
    ctx.tx.execute(sql, params![to.as_uuid(), org.as_uuid(), id]).await?;
    Ok(())
}
