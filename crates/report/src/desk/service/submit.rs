//! Handing in, the second look, sending back.

use super::fill::{store, take_figures};
use super::reach::Reach;
use super::returns::{children_sum, filled, known_figures, may, open, return_detail, visible};
use super::rounds::layout;
use super::{ASK, Desk, FILL, tell};
use crate::desk::model::{ReturnDetail, ReturnId, ReturnRecord, ReturnState, RoundRecord, SendBack};
use crate::desk::repo::schema::RETURN;
use crate::desk::repo::{history, returns};
use crate::desk::rules::{cells, wording};
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

async fn written(
    ctx: &Ctx,
    round: &RoundRecord,
    record: &ReturnRecord,
    action: &str,
    note: Option<&str>,
) -> Result<(), Problem> {
    history::event(ctx, round.id, Some(record.id), action, note).await?;
    ctx.audit(Entry {
        action: "report.return",
        object_kind: RETURN.kind,
        object_id: Some(record.id.as_uuid()),
        summary: format!("{action}“{}”（{}，{}）", record.title, record.period, record.filler),
        detail: json!({ "state": record.state, "note": note }),
        rows: &[(&RETURN, record.id.as_uuid())],
    })
    .await?;
    Ok(())
}

/// Hands a return in. Where the table asks for a second look it waits for another person of the filler.
///
/// # Errors
/// 403, 404, 409 on another version or state, 422 with every cell that is not in order.
pub async fn submit(ctx: &Ctx, desk: &Desk<'_>, id: ReturnId, version: i64) -> Result<ReturnDetail, Problem> {
    let (mut record, round) = open(ctx, id).await?;
    let layout = layout(ctx, &round).await?.layout;
    let bound = layout.columns.iter().any(|column| column.measure.is_some());
    if bound && record.ledger.is_empty() {
        take_figures(ctx, desk, &mut record, &layout).await?;
    }
    let rows = cells::tidy(&layout, &record.rows).map_err(Problem::invalid)?;
    let sum = children_sum(&layout, &returns::children(&ctx.tx, id).await?);
    let known = known_figures(&record, sum.as_ref(), ctx.now);
    let faults = cells::faults(&layout, &rows, &known, &record.reasons);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    // What is handed in carries the name of its day.
    if let Some(org) = record.org {
        let cards = directory::facts::organisation_cards(&ctx.tx, vec![org], ctx.today()).await?;
        if let Some(card) = cards.get(&org) {
            record.filler.clone_from(&card.name);
        }
    }
    record.rows = rows;
    record.state = if round.review { ReturnState::Review } else { ReturnState::Done };
    record.submitted_user = ctx.caller.user;
    record.submitted_by = Some(ctx.caller.name.clone());
    record.submitted_at = Some(ctx.now);
    record.returned_reason = None;
    store(ctx, &record, version, None).await?;
    written(ctx, &round, &record, if round.review { "提交审核" } else { "报送" }, None).await?;
    return_detail(ctx, desk, id).await
}

/// The second look: another person of the filler hands it in.
///
/// # Errors
/// 403 for whoever filled it, 404, 409 on another version or state.
pub async fn review(ctx: &Ctx, desk: &Desk<'_>, id: ReturnId, version: i64) -> Result<ReturnDetail, Problem> {
    let (mut record, round) = filled(ctx, id).await?;
    if record.state != ReturnState::Review {
        let current = json!({ "state": record.state, "version": record.version });
        return Err(Problem::conflict(format!("该填报单{}，不待审核", record.state.name()), current));
    }
    if ctx.caller.user.is_some() && ctx.caller.user == record.submitted_user {
        return Err(Problem::forbidden("填报人不能审核自己填报的报表"));
    }
    record.state = ReturnState::Done;
    store(ctx, &record, version, Some((&ctx.caller.name, ctx.now))).await?;
    written(ctx, &round, &record, "审核通过并报送", None).await?;
    return_detail(ctx, desk, id).await
}

/// Sends a return back with a reason.
///
/// # Errors
/// 403, 404, 409 on another version or state, 422 without a reason.
pub async fn send_back(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: ReturnId,
    input: SendBack,
) -> Result<ReturnDetail, Problem> {
    let (mut record, round) = visible(ctx, id).await?;
    let (allowed, _) = may(ctx, &record, &round, 0).await?;
    if !allowed.send_back {
        let (fill, ask) = (Reach::of(ctx, FILL).await?, Reach::of(ctx, ASK).await?);
        let parent = match record.parent_id {
            Some(parent) => returns::by_id(&ctx.tx, parent).await?,
            None => None,
        };
        let entitled = ask.asks(record.round_region, record.round_org)
            || parent.is_some_and(|parent| fill.fills(&parent));
        if entitled && (round.locked_at.is_some() || record.state.open()) {
            let current = json!({ "state": record.state, "version": record.version });
            let why = if record.state.open() { record.state.name() } else { "所在一期已锁定" };
            return Err(Problem::conflict(format!("该填报单{why}，不能退回"), current));
        }
        return Err(Problem::forbidden("只有制表单位或上一级填报单位可以退回"));
    }
    let reason = input.reason.trim();
    if reason.is_empty() {
        return Err(Problem::invalid(vec![FieldProblem::new("/reason", "required", "请填写退回理由")]));
    }
    record.state = ReturnState::Returned;
    record.returned_reason = Some(reason.to_owned());
    store(ctx, &record, input.version, None).await?;
    written(ctx, &round, &record, "退回", Some(reason)).await?;
    let posts = tell::posts(ctx, desk, record.region, record.org).await?;
    let (title, text) = wording::returned(&record.title, &record.period, &ctx.caller.name, reason);
    desk.engine.announce(ctx, &posts, (&title, &text), &text).await?;
    return_detail(ctx, desk, id).await
}
