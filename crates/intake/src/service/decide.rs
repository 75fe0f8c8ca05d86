//! A person says which premises a row is about.

use super::batch;
use super::run::went_in;
use super::settle::{Choice, settle_one};
use super::sides::Words;
use crate::model::{ImportRow, Outcome, State};
use crate::repo::{batches, rows, taken};
use crate::schema::IMPORT;
use kernel::problem::Problem;
use pack::Pack;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// Settles a row of the review queue.
///
/// # Errors
/// 404 outside the scope or for another row, 409 when the import is not in yet or the row was decided, 422 when the
/// premises chosen is none of the candidates.
pub async fn decide(
    ctx: &Ctx,
    pack: &Pack,
    id: Uuid,
    (sheet, row): (u32, u32),
    choice: Choice,
) -> Result<ImportRow, Problem> {
    ctx.caller.require(registry::service::WRITE)?;
    let record = batch(ctx, id).await?;
    if !matches!(record.state, State::Committed | State::Cancelled) {
        let current = json!({ "state": record.state });
        return Err(Problem::conflict("请先导入无疑问的行，再核对这些行", current));
    }
    let waiting = rows::find(ctx, id, sheet, row).await?.ok_or_else(|| Problem::not_found("该行"))?;
    if waiting.outcome != Outcome::Review {
        let current = json!({ "outcome": waiting.outcome });
        return Err(Problem::conflict(format!("该行已是“{}”", waiting.outcome.words()), current));
    }
    let from = waiting.outcome;
    let settled = settle_one(ctx, pack, id, waiting, choice).await?;
    let mut counts = record.counts;
    counts.settle(from, settled.outcome);
    rows::insert(ctx, id, std::slice::from_ref(&settled)).await?;
    taken::insert(ctx, id, &went_in(&settled).into_iter().collect::<Vec<_>>()).await?;
    batches::set_counts(ctx, id, &counts).await?;
    ctx.audit(Entry {
        action: "import.decide",
        object_kind: IMPORT.kind,
        object_id: Some(id),
        summary: format!("核对“{}”第 {row} 行：{}", record.file_name, settled.outcome.words()),
        detail: json!({ "sheet": sheet, "row": row, "premises": settled.premises }),
        rows: &[],
    })
    .await?;
    let words = Words::of(ctx, pack, std::slice::from_ref(&settled)).await?;
    Ok(words.shown(settled, false))
}
