//! Sending a table for a period.

use super::forms::own;
use super::rounds::round;
use super::{ASK, Desk, tell};
use crate::desk::model::{
    FillerChoice, FormId, LayoutVersion, ReturnId, RoundDetail, RoundId, RoundRecord, SendRound,
};
use crate::desk::repo::returns::NewReturn;
use crate::desk::repo::schema::{RETURN, ROUND};
use crate::desk::repo::{forms, history, returns, rounds};
use crate::desk::rules::{period, wording};
use chrono::NaiveDate;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use kernel::scope::Scope;
use kernel::time::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// The layout that holds on a day: the newest that began by then, else the first.
pub(super) fn holding(versions: &[LayoutVersion], day: NaiveDate) -> Option<&LayoutVersion> {
    versions.iter().find(|version| version.from_date <= day).or_else(|| versions.last())
}

/// Sends a table to its fillers; every filler gets a return and its posts a notice.
///
/// # Errors
/// 403, 404, 409 when the period was sent already, 422 without fillers or with a cut-off that has passed.
pub async fn send(ctx: &Ctx, desk: &Desk<'_>, id: FormId, input: SendRound) -> Result<RoundDetail, Problem> {
    let form = own(ctx, id).await?;
    let versions = forms::layouts(&ctx.tx, id).await?;
    let span = period::span(form.row.period, input.day);
    let layout = holding(&versions, span.to).ok_or_else(|| Problem::not_found("该报表"))?;
    if let Some(known) = rounds::of_period(&ctx.tx, id, &span.key).await? {
        let current = json!({ "round_id": known.id, "period": known.period });
        return Err(Problem::conflict(format!("{}已经制发过", span.name), current));
    }
    cutoff(ctx, input.cutoff_at)?;
    let record = RoundRecord {
        id: ctx.id::<RoundId>(),
        form_id: id,
        layout_id: layout.id,
        title: form.row.title.clone(),
        period_kind: form.row.period,
        period_key: span.key,
        period: span.name,
        from_date: span.from,
        to_date: span.to,
        cutoff_at: input.cutoff_at,
        note: input.note.filter(|note| !note.trim().is_empty()),
        supplement_of: None,
        only: None,
        review: form.row.review,
        region: form.row.region,
        org: form.org,
        asker: form.row.asker.clone(),
        locked_at: None,
        sent_at: ctx.now,
        version: 1,
    };
    let fillers = fillers(ctx, &record, &input.fillers).await?;
    write(ctx, desk, &record, fillers, "制发报表").await?;
    round(ctx, record.id).await
}

pub(super) fn cutoff(ctx: &Ctx, at: Timestamp) -> Result<(), Problem> {
    if at > ctx.now {
        return Ok(());
    }
    Err(Problem::invalid(vec![FieldProblem::new("/cutoff_at", "past", "截止时间须晚于现在")]))
}

/// Writes a round with its returns, tells the posts, leaves the record.
pub(super) async fn write(
    ctx: &Ctx,
    desk: &Desk<'_>,
    record: &RoundRecord,
    fillers: Vec<NewReturn>,
    action: &str,
) -> Result<(), Problem> {
    rounds::insert(ctx, record).await?;
    returns::insert(ctx, &fillers).await?;
    history::event(ctx, record.id, None, action, record.note.as_deref()).await?;
    let (title, text) = wording::sent(&record.title, &record.period, &record.asker, record.cutoff_at);
    for filler in &fillers {
        history::event(ctx, record.id, Some(filler.id), "收到报表", None).await?;
        let posts = tell::posts(ctx, desk, filler.region, filler.org).await?;
        desk.engine.announce(ctx, &posts, (&title, &text), &text).await?;
    }
    let mut rows: Vec<(&AuditedTable, Uuid)> = vec![(&ROUND, record.id.as_uuid())];
    rows.extend(fillers.iter().map(|filler| (&RETURN, filler.id.as_uuid())));
    ctx.audit(Entry {
        action: "report.send",
        object_kind: ROUND.kind,
        object_id: Some(record.id.as_uuid()),
        summary: format!("{action}“{}”（{}），{} 个填报单位", record.title, record.period, fillers.len()),
        detail: json!({ "cutoff": record.cutoff_at, "supplement_of": record.supplement_of }),
        rows: &rows,
    })
    .await?;
    Ok(())
}

/// The regions one level below, by name.
pub(super) async fn below(ctx: &Ctx, region: RegionCode) -> Result<BTreeMap<RegionCode, String>, Problem> {
    let scope = Scope::new([kernel::scope::Grant::region(region)]);
    let rows = directory::region::children(ctx, &scope, region).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}

async fn fillers(ctx: &Ctx, round: &RoundRecord, choice: &FillerChoice) -> Result<Vec<NewReturn>, Problem> {
    ctx.caller.require(ASK)?;
    let known = below(ctx, round.region).await?;
    let mut faults = Vec::new();
    let mut new: Vec<NewReturn> = Vec::new();
    let wanted: Vec<RegionCode> =
        if choice.all_below { known.keys().copied().collect() } else { choice.regions.clone() };
    for (index, region) in wanted.iter().enumerate() {
        let Some(name) = known.get(region) else {
            let pointer = format!("/fillers/regions/{index}");
            faults.push(FieldProblem::new(pointer, "region", format!("{region} 不是下一级区划")));
            continue;
        };
        if new.iter().any(|filler| filler.org.is_none() && filler.region == *region) {
            continue;
        }
        let parent = ctx.id::<ReturnId>();
        new.push(filler(parent, round, None, (*region, name.clone())));
        if choice.down {
            for (town, name) in below(ctx, *region).await? {
                new.push(filler(ctx.id(), round, Some(parent), (town, name)));
            }
        }
    }
    let cards =
        directory::facts::organisation_cards(&ctx.tx, choice.organisations.clone(), ctx.today()).await?;
    for (index, org) in choice.organisations.iter().enumerate() {
        let inside = |region: RegionCode| {
            region == round.region || region.ancestors().into_iter().any(|code| code == round.region)
        };
        match cards.get(org).filter(|card| inside(card.region)) {
            Some(_) if new.iter().any(|filler| filler.org == Some(*org)) => {}
            Some(card) => {
                let mut one = filler(ctx.id(), round, None, (card.region, card.name.clone()));
                one.org = Some(*org);
                new.push(one);
            }
            None => {
                let pointer = format!("/fillers/organisations/{index}");
                faults.push(FieldProblem::new(pointer, "organisation", "没有这个单位，或不在您的区划内"));
            }
        }
    }
    if new.is_empty() && faults.is_empty() {
        faults.push(FieldProblem::new("/fillers", "required", "请选择填报单位"));
    }
    if faults.is_empty() { Ok(new) } else { Err(Problem::invalid(faults)) }
}

fn filler(
    id: ReturnId,
    round: &RoundRecord,
    parent: Option<ReturnId>,
    (region, name): (RegionCode, String),
) -> NewReturn {
    NewReturn { id, round: round.id, parent, region, org: None, filler: name, cutoff_at: round.cutoff_at }
}
