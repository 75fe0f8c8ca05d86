//! Tables a body has still to fill, given to whoever follows it in a reorganisation. What was handed in stays under the
//! name of its day.

use super::{Desk, tell};
use crate::desk::model::ReturnRecord;
use crate::desk::repo::schema::RETURN;
use crate::desk::repo::{history, returns};
use directory::{Addressed, AddressedKind, Succession};
use kernel::id::OrgId;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

async fn open(ctx: &Ctx, body: OrgId) -> Result<Vec<ReturnRecord>, Problem> {
    let mut found = returns::of_body(&ctx.tx, body).await?;
    found.retain(|record| record.state.open());
    Ok(found)
}

/// Tables a body was asked to fill and has not handed in, in rounds that are not locked, by cut-off.
///
/// # Errors
/// When the database refuses.
pub async fn addressed(ctx: &Ctx, body: OrgId) -> Result<Vec<Addressed>, Problem> {
    let found = open(ctx, body).await?;
    let told = found.into_iter().map(|record| Addressed {
        kind: AddressedKind::ReportReturn,
        id: record.id.as_uuid(),
        title: format!("报表“{}”（{}）", record.title, record.period),
    });
    Ok(told.collect())
}

/// Gives the tables a body has still to fill to those that follow it, and tells the posts that fill; answers how many.
/// What nobody named goes to the first heir with a post that fills tables, else to the first.
///
/// # Errors
/// When the database refuses.
pub async fn succeed(ctx: &Ctx, desk: &Desk<'_>, succession: &Succession) -> Result<u64, Problem> {
    let found = open(ctx, succession.from).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let cards = directory::facts::organisation_cards(&ctx.tx, succession.heirs.clone(), ctx.today()).await?;
    let mut rest = None;
    for heir in succession.heirs.iter().filter(|_| succession.rest) {
        let region = cards.get(heir).map(|card| card.region);
        let Some(region) = region else { continue };
        if !tell::posts(ctx, desk, region, Some(*heir)).await?.is_empty() {
            rest = Some(*heir);
            break;
        }
    }
    let rest = rest.or_else(|| succession.heirs.first().copied().filter(|_| succession.rest));
    let mut rows: Vec<(&AuditedTable, Uuid)> = Vec::new();
    for record in &found {
        let Some(heir) = succession.named.get(&record.id.as_uuid()).copied().or(rest) else { continue };
        let Some(card) = cards.get(&heir) else { continue };
        returns::give(&ctx.tx, record.id, heir, &card.name).await?;
        let note = format!("由“{}”改由“{}”填报", record.filler, card.name);
        history::event(ctx, record.round_id, Some(record.id), "机构调整", Some(&note)).await?;
        let posts = tell::posts(ctx, desk, record.region, Some(heir)).await?;
        let title = format!("机构调整：由{}填报报表“{}”（{}）", card.name, record.title, record.period);
        let text = format!("{title}，原填报单位{}，截止{}。", record.filler, record.cutoff_at.civil_minute());
        desk.engine.announce(ctx, &posts, (&title, &text), &text).await?;
        rows.push((&RETURN, record.id.as_uuid()));
    }
    if !rows.is_empty() {
        ctx.audit(Entry {
            action: "report.succeed",
            object_kind: RETURN.kind,
            object_id: None,
            summary: format!("机构调整，转交待填报表 {} 份", rows.len()),
            detail: json!({ "from": succession.from, "heirs": succession.heirs }),
            rows: &rows,
        })
        .await?;
    }
    Ok(rows.len() as u64)
}
