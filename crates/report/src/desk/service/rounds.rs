//! Rounds: lists and one with its returns.

use super::reach::Reach;
use super::{ASK, READ};
use crate::desk::model::{
    Layout, LayoutVersion, ReturnRecord, RoundDetail, RoundFilter, RoundId, RoundMay, RoundRecord, RoundRow,
};
use crate::desk::repo::rounds::Key;
use crate::desk::repo::{forms, history, locks, returns, rounds};
use crate::desk::rules::mapping;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use store::Ctx;
use store::list::merged;

/// A page of the rounds asked within the caller's regions, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn rounds(
    ctx: &Ctx,
    filter: &RoundFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<RoundRow>, Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let own = filter.mine.unwrap_or(false).then(|| reach.own_regions());
    let selects = rounds::page(&reach.parts(), filter, own.as_deref(), from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |record: &RoundRecord| (record.sent_at, record.id);
    let records: Vec<RoundRecord> = merged(&ctx.tx, selects, most, true, key, |record| record.id).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.sent_at.as_micros().into(), record.id.to_string().into()])
    });
    let ids: Vec<RoundId> = page.items.iter().map(|record| record.id).collect();
    let counts = rounds::counts(&ctx.tx, &ids, ctx.now).await?;
    Ok(page.map(|record| record.row(counts.get(&record.id).copied().unwrap_or_default())))
}

/// A round as one caller sees it.
pub(super) struct Seen {
    pub(super) round: RoundRecord,
    pub(super) returns: Vec<ReturnRecord>,
    pub(super) whole: bool,
}

/// A round with the returns the caller may see; a round of which they may see none does not exist for them.
pub(super) async fn seen(ctx: &Ctx, id: RoundId) -> Result<Seen, Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let missing = || Problem::not_found("该期报表");
    let round = rounds::by_id(&ctx.tx, id).await?.ok_or_else(missing)?;
    let whole = reach.sees_whole(&round);
    let mut returns = returns::of_round(&ctx.tx, id).await?;
    returns.retain(|record| whole || reach.sees(record));
    if !whole && returns.is_empty() {
        return Err(missing());
    }
    Ok(Seen { round, returns, whole })
}

/// A round the caller asks.
pub(super) async fn managed(ctx: &Ctx, id: RoundId) -> Result<Seen, Problem> {
    let seen = seen(ctx, id).await?;
    let reach = Reach::require(ctx, ASK).await?;
    if !reach.asks(seen.round.region, seen.round.org) {
        return Err(Problem::forbidden("该期报表由其他单位制发"));
    }
    Ok(seen)
}

/// The layout as it was sent; of a 补采 only the columns wanted.
pub(super) async fn layout(ctx: &Ctx, round: &RoundRecord) -> Result<LayoutVersion, Problem> {
    let mut version =
        forms::layout(&ctx.tx, round.layout_id).await?.ok_or_else(|| Problem::not_found("该期报表的表式"))?;
    if let Some(only) = &round.only {
        version.layout = narrowed(version.layout, only);
    }
    Ok(version)
}

fn narrowed(mut layout: Layout, only: &[String]) -> Layout {
    layout.columns.retain(|column| only.contains(&column.code) && column.formula.is_none());
    layout
}

/// The columns of the newest layout a round was never asked for; none for supplements.
pub(super) async fn lacking(ctx: &Ctx, round: &RoundRecord) -> Result<Vec<String>, Problem> {
    if round.supplement_of.is_some() {
        return Ok(Vec::new());
    }
    let versions = forms::layouts(&ctx.tx, round.form_id).await?;
    let own = versions.iter().find(|version| version.id == round.layout_id);
    Ok(match (versions.first(), own) {
        (Some(newest), Some(own)) if newest.id != own.id => mapping::lacking(&newest.layout, &own.layout),
        _ => Vec::new(),
    })
}

/// One round with its returns.
///
/// # Errors
/// 403 without the permission, 404 when nothing of it may be seen.
pub async fn round(ctx: &Ctx, id: RoundId) -> Result<RoundDetail, Problem> {
    let Seen { round, returns, whole } = seen(ctx, id).await?;
    let reach = Reach::of(ctx, ASK).await?;
    let manage = reach.asks(round.region, round.org);
    let counts = if whole {
        rounds::counts(&ctx.tx, &[id], ctx.now).await?.remove(&id).unwrap_or_default()
    } else {
        let late = returns.iter().filter(|record| record.state.open() && record.cutoff_at < ctx.now).count();
        let done = returns.iter().filter(|record| !record.state.open()).count();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        (number(returns.len()), number(done), number(late))
    };
    let mut supplements = Vec::new();
    if whole {
        for record in rounds::supplements(&ctx.tx, id).await? {
            let counts = rounds::counts(&ctx.tx, &[record.id], ctx.now).await?;
            supplements.push(record.row(counts.get(&record.id).copied().unwrap_or_default()));
        }
    }
    let locks = if whole { locks::of_round(&ctx.tx, id).await? } else { Vec::new() };
    Ok(RoundDetail {
        layout: layout(ctx, &round).await?,
        returns: ordered(&returns).into_iter().map(|record| record.row(ctx.now)).collect(),
        locks: locks.into_iter().map(|record| record.lock).collect(),
        events: if whole { history::of_round(&ctx.tx, id).await? } else { Vec::new() },
        lacking: lacking(ctx, &round).await?,
        supplements,
        may: RoundMay { manage, whole },
        note: round.note.clone(),
        row: round.row(counts),
    })
}

/// Returns with those below each right after it.
fn ordered(returns: &[ReturnRecord]) -> Vec<&ReturnRecord> {
    let known = |record: &ReturnRecord| {
        record.parent_id.is_some_and(|parent| returns.iter().any(|other| other.id == parent))
    };
    let mut all = Vec::with_capacity(returns.len());
    for root in returns.iter().filter(|record| !known(record)) {
        all.push(root);
        all.extend(returns.iter().filter(|record| record.parent_id == Some(root.id)));
    }
    all
}
