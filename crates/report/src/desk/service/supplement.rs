//! Asking the fillers of an earlier round for the columns it did not have (补采).

use super::Desk;
use super::rounds::{lacking, managed, round};
use super::send::{cutoff, write};
use crate::desk::model::{RoundDetail, RoundId, RoundRecord, Supplement};
use crate::desk::repo::forms;
use crate::desk::repo::returns::NewReturn;
use kernel::id::OrgId;
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;

/// The body to ask today for what another filled then: itself, or the first that followed it. Of one that was closed
/// without an heir the name stays, and nobody fills it.
async fn standing(ctx: &Ctx, org: OrgId, filler: &str) -> Result<(Option<OrgId>, String), Problem> {
    let Some(heir) = directory::facts::heirs(&ctx.tx, org, ctx.today()).await?.into_iter().next() else {
        return Ok((Some(org), filler.to_owned()));
    };
    let cards = directory::facts::organisation_cards(&ctx.tx, vec![heir], ctx.today()).await?;
    Ok((Some(heir), cards.get(&heir).map_or_else(|| filler.to_owned(), |card| card.name.clone())))
}

/// Sends the missing columns, and only those, to the fillers of a round. The round itself stays as it was.
///
/// # Errors
/// 403, 404, 409 when nothing is missing, 422 on a column that is not among the missing.
pub async fn supplement(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: RoundId,
    input: Supplement,
) -> Result<RoundDetail, Problem> {
    let seen = managed(ctx, id).await?;
    let missing = lacking(ctx, &seen.round).await?;
    if missing.is_empty() {
        return Err(Problem::conflict("本期没有需要补采的列", json!({ "lacking": [] })));
    }
    let faults: Vec<FieldProblem> = input
        .columns
        .iter()
        .enumerate()
        .filter(|(_, code)| !missing.contains(code))
        .map(|(index, code)| {
            FieldProblem::new(format!("/columns/{index}"), "known", format!("“{code}”不是本期缺少的列"))
        })
        .collect();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    cutoff(ctx, input.cutoff_at)?;
    let newest = forms::layouts(&ctx.tx, seen.round.form_id).await?.into_iter().next();
    let newest = newest.ok_or_else(|| Problem::not_found("该报表"))?;
    let only = if input.columns.is_empty() { missing } else { input.columns };
    let names: Vec<String> =
        only.iter().filter_map(|code| newest.layout.column(code).map(|column| column.name.clone())).collect();
    let record = RoundRecord {
        id: ctx.id(),
        layout_id: newest.id,
        title: format!("{}·补采", seen.round.title),
        cutoff_at: input.cutoff_at,
        note: input.note.or_else(|| Some(format!("只补填新增的列：{}", names.join("、")))),
        supplement_of: Some(id),
        only: Some(only),
        locked_at: None,
        sent_at: ctx.now,
        version: 1,
        ..seen.round.clone()
    };
    let ids: BTreeMap<_, _> = seen.returns.iter().map(|old| (old.id, ctx.id())).collect();
    let mut fillers: Vec<NewReturn> = Vec::with_capacity(seen.returns.len());
    for old in &seen.returns {
        let (org, filler) = match old.org {
            Some(org) => standing(ctx, org, &old.filler).await?,
            None => (None, old.filler.clone()),
        };
        if org.is_some() && fillers.iter().any(|known| known.org == org) {
            continue;
        }
        fillers.push(NewReturn {
            id: ids[&old.id],
            round: record.id,
            parent: old.parent_id.and_then(|parent| ids.get(&parent).copied()),
            region: old.region,
            org,
            filler,
            cutoff_at: input.cutoff_at,
        });
    }
    write(ctx, desk, &record, fillers, "制发补采").await?;
    round(ctx, record.id).await
}
