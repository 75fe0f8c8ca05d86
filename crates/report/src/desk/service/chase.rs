//! Chasing who has not handed in.

use super::reach::Reach;
use super::rounds::seen;
use super::{ASK, Desk, FILL, tell};
use crate::desk::model::{Chase, Chased, ReturnRecord, RoundId};
use crate::desk::repo::schema::RETURN;
use crate::desk::repo::{history, returns};
use crate::desk::rules::wording;
use kernel::id::PostId;
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use std::collections::BTreeSet;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// Chases fillers who have not handed in, all or some: a notice to their posts, a count, and a text to paste. The asker
/// chases everybody, whoever sent a return on those below.
///
/// # Errors
/// 403, 404, 409 when nobody is missing, 422 on a return that is not among the missing.
pub async fn chase(ctx: &Ctx, desk: &Desk<'_>, id: RoundId, input: Chase) -> Result<Chased, Problem> {
    let seen = seen(ctx, id).await?;
    let (ask, fill) = (Reach::of(ctx, ASK).await?, Reach::of(ctx, FILL).await?);
    let asker = ask.asks(seen.round.region, seen.round.org);
    let mine = |record: &ReturnRecord| {
        let parent = record.parent_id.and_then(|parent| seen.returns.iter().find(|other| other.id == parent));
        asker || parent.is_some_and(|parent| fill.fills(parent))
    };
    if !asker && !seen.returns.iter().any(mine) {
        return Err(Problem::forbidden("只有制表单位或下发单位可以催报"));
    }
    let open: Vec<&ReturnRecord> =
        seen.returns.iter().filter(|record| record.state.open() && mine(record)).collect();
    let mut chosen: Vec<&ReturnRecord> = Vec::new();
    let mut faults = Vec::new();
    for (index, id) in input.returns.iter().enumerate() {
        match open.iter().find(|record| record.id == *id) {
            Some(record) => chosen.push(record),
            None => {
                faults.push(FieldProblem::new(
                    format!("/returns/{index}"),
                    "missing",
                    "该单位不在未报名单中",
                ));
            }
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    if input.returns.is_empty() {
        chosen = open;
    }
    if chosen.is_empty() {
        return Err(Problem::conflict("没有未报送的单位", json!({ "missing": 0 })));
    }
    let names: Vec<String> = chosen.iter().map(|record| record.filler.clone()).collect();
    let text = wording::chase(&seen.round.title, &seen.round.period, seen.round.cutoff_at, ctx.now, &names);
    let title = format!("催报：{}（{}）", seen.round.title, seen.round.period);
    let mut posts_told: BTreeSet<PostId> = BTreeSet::new();
    let mut unreached = Vec::new();
    for record in &chosen {
        returns::chased(ctx, record.id).await?;
        history::event(ctx, id, Some(record.id), "催报", None).await?;
        let posts = tell::posts(ctx, desk, record.region, record.org).await?;
        if posts.is_empty() {
            unreached.push(record.filler.clone());
        }
        let own = wording::chase(
            &seen.round.title,
            &seen.round.period,
            record.cutoff_at,
            ctx.now,
            std::slice::from_ref(&record.filler),
        );
        desk.engine.announce(ctx, &posts, (&title, &own), &own).await?;
        posts_told.extend(posts);
    }
    let rows: Vec<(&AuditedTable, Uuid)> =
        chosen.iter().map(|record| (&RETURN, record.id.as_uuid())).collect();
    ctx.audit(Entry {
        action: "report.chase",
        object_kind: "report_round",
        object_id: Some(id.as_uuid()),
        summary: format!("催报“{}”（{}）：{}", seen.round.title, seen.round.period, names.join("、")),
        detail: json!({ "unreached": unreached }),
        rows: &rows,
    })
    .await?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Chased { returns: number(chosen.len()), posts: number(posts_told.len()), unreached, text })
}
