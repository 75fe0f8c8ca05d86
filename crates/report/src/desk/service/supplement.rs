//! Asking the fillers of an earlier round for the columns it did not have (补采).

use super::Desk;
use super::rounds::{lacking, managed, round};
use super::send::{cutoff, write};
use crate::desk::model::{RoundDetail, RoundId, RoundRecord, Supplement};
use crate::desk::repo::forms;
use crate::desk::repo::returns::NewReturn;
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;

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
    let fillers: Vec<NewReturn> = seen
        .returns
        .iter()
        .map(|old| NewReturn {
            id: ids[&old.id],
            round: record.id,
            parent: old.parent_id.and_then(|parent| ids.get(&parent).copied()),
            region: old.region,
            org: old.org,
            filler: old.filler.clone(),
            cutoff_at: input.cutoff_at,
        })
        .collect();
    write(ctx, desk, &record, fillers, "制发补采").await?;
    round(ctx, record.id).await
}
