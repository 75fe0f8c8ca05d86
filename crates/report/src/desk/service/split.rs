//! Sending a return on to the regions below.

use super::forms::moved;
use super::returns::{open, return_detail};
use super::send::below;
use super::{Desk, tell};
use crate::desk::model::{ReturnDetail, ReturnId, Split};
use crate::desk::repo::returns::NewReturn;
use crate::desk::repo::schema::RETURN;
use crate::desk::repo::{history, returns};
use crate::desk::rules::wording;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// Sends a return on; each region below gets one of its own, which adds up into this one.
///
/// # Errors
/// 403, 404, 409 on another version or when it was sent on already, 422 on strange regions or a late cut-off.
pub async fn split(ctx: &Ctx, desk: &Desk<'_>, id: ReturnId, input: Split) -> Result<ReturnDetail, Problem> {
    let (record, round) = open(ctx, id).await?;
    if record.version != input.version {
        return Err(moved("该填报单", record.version));
    }
    if record.org.is_some() {
        return Err(Problem::forbidden("部门的填报单不能下发到区划"));
    }
    if !returns::children(&ctx.tx, id).await?.is_empty() {
        return Err(Problem::conflict("该填报单已经下发过", json!({ "version": record.version })));
    }
    let known = below(ctx, record.region).await?;
    let wanted: Vec<RegionCode> =
        if input.regions.is_empty() { known.keys().copied().collect() } else { input.regions.clone() };
    let mut faults = Vec::new();
    for (index, region) in wanted.iter().enumerate().filter(|(_, region)| !known.contains_key(region)) {
        faults.push(FieldProblem::new(
            format!("/regions/{index}"),
            "region",
            format!("{region} 不是下一级区划"),
        ));
    }
    if wanted.is_empty() {
        faults.push(FieldProblem::new("/regions", "required", "下面没有可下发的区划"));
    }
    let cutoff_at = input.cutoff_at.unwrap_or(record.cutoff_at);
    if cutoff_at > record.cutoff_at {
        faults.push(FieldProblem::new("/cutoff_at", "range", "下级的截止时间不能晚于本级"));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let new: Vec<NewReturn> = known
        .into_iter()
        .filter(|(region, _)| wanted.contains(region))
        .map(|(region, filler)| NewReturn {
            id: ctx.id(),
            round: round.id,
            parent: Some(id),
            region,
            org: None,
            filler,
            cutoff_at,
        })
        .collect();
    returns::insert(ctx, &new).await?;
    history::event(ctx, round.id, Some(id), "下发到下一级", None).await?;
    let (title, text) = wording::sent(&record.title, &record.period, &record.filler, cutoff_at);
    for one in &new {
        history::event(ctx, round.id, Some(one.id), "收到报表", None).await?;
        let posts = tell::posts(ctx, desk, one.region, None).await?;
        desk.engine.announce(ctx, &posts, (&title, &text), &text).await?;
    }
    let rows: Vec<(&AuditedTable, Uuid)> = new.iter().map(|one| (&RETURN, one.id.as_uuid())).collect();
    ctx.audit(Entry {
        action: "report.split",
        object_kind: RETURN.kind,
        object_id: Some(id.as_uuid()),
        summary: format!(
            "{}将“{}”（{}）下发到 {} 个下级",
            record.filler,
            record.title,
            record.period,
            new.len()
        ),
        detail: json!({ "cutoff": cutoff_at }),
        rows: &rows,
    })
    .await?;
    return_detail(ctx, desk, id).await
}
