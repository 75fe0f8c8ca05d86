//! Returns: lists and one with its cells.

use super::reach::Reach;
use super::rounds::layout;
use super::{ASK, Desk, FILL, READ};
use crate::desk::model::{
    CellChange, ChildrenSum, FilledRow, Layout, LedgerValue, May, ReturnDetail, ReturnFilter, ReturnId,
    ReturnRecord, ReturnRow, ReturnState, RoundRecord,
};
use crate::desk::repo::returns::Key;
use crate::desk::repo::{forms, history, returns, rounds};
use crate::desk::rules::sum::{Part, by_place};
use crate::desk::rules::{cells, layout as shape};
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::region::Level;
use kernel::time::Timestamp;
use std::collections::BTreeMap;
use store::Ctx;
use store::list::{bounded_count, merged};

/// A page of the returns the caller may see, newest cut-off first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn returns(
    ctx: &Ctx,
    filter: &ReturnFilter,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<ReturnRow>, Problem> {
    let (reach, own) = wanted(ctx, filter).await?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let selects = returns::page(&reach.parts(), filter, own.as_deref(), from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |record: &ReturnRecord| (record.cutoff_at, record.id);
    let records: Vec<ReturnRecord> = merged(&ctx.tx, selects, most, true, key, |record| record.id).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.cutoff_at.as_micros().into(), record.id.to_string().into()])
    });
    Ok(page.map(|record| record.row(ctx.now)))
}

/// How many returns the filter finds; counting stops at ten thousand.
///
/// # Errors
/// 403 without the permission.
pub async fn count_returns(ctx: &Ctx, filter: &ReturnFilter) -> Result<Bounded, Problem> {
    let (reach, own) = wanted(ctx, filter).await?;
    Ok(bounded_count(&ctx.tx, returns::ids(&reach.parts(), filter, own.as_deref())).await?)
}

async fn wanted(ctx: &Ctx, filter: &ReturnFilter) -> Result<(Reach, Option<Vec<String>>), Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let own = if filter.mine.unwrap_or(false) { Some(Reach::of(ctx, FILL).await?.keys()) } else { None };
    Ok((reach, own))
}

/// A return the caller may see, and its round.
pub(super) async fn visible(ctx: &Ctx, id: ReturnId) -> Result<(ReturnRecord, RoundRecord), Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let missing = || Problem::not_found("该填报单");
    let record = returns::by_id(&ctx.tx, id).await?.ok_or_else(missing)?;
    let round = rounds::by_id(&ctx.tx, record.round_id).await?.ok_or_else(missing)?;
    if !reach.sees(&record) && !reach.sees_whole(&round) {
        return Err(missing());
    }
    Ok((record, round))
}

/// A return the caller fills, and its round.
pub(super) async fn filled(ctx: &Ctx, id: ReturnId) -> Result<(ReturnRecord, RoundRecord), Problem> {
    let (record, round) = visible(ctx, id).await?;
    let reach = Reach::require(ctx, FILL).await?;
    if !reach.fills(&record) {
        return Err(Problem::forbidden(format!("该填报单由“{}”填报", record.filler)));
    }
    if let Some(at) = round.locked_at {
        let detail = format!("本期汇总已于 {} 锁定", at.civil_minute());
        return Err(Problem::conflict(detail, serde_json::json!({ "locked_at": at })));
    }
    Ok((record, round))
}

/// As [`filled`], and cells may still be changed.
pub(super) async fn open(ctx: &Ctx, id: ReturnId) -> Result<(ReturnRecord, RoundRecord), Problem> {
    let (record, round) = filled(ctx, id).await?;
    if !record.state.open() {
        let current = serde_json::json!({ "state": record.state, "version": record.version });
        return Err(Problem::conflict(format!("该填报单{}，如需修改请先退回", record.state.name()), current));
    }
    Ok((record, round))
}

/// What the caller may do with a return.
pub(super) async fn may(
    ctx: &Ctx,
    record: &ReturnRecord,
    round: &RoundRecord,
    children: usize,
) -> Result<(May, Option<String>), Problem> {
    let (fill, ask) = (Reach::of(ctx, FILL).await?, Reach::of(ctx, ASK).await?);
    let filler = fill.fills(record);
    let asker = ask.asks(record.round_region, record.round_org);
    let above = match record.parent_id {
        Some(parent) => returns::by_id(&ctx.tx, parent).await?.is_some_and(|parent| fill.fills(&parent)),
        None => false,
    };
    let handed_in = matches!(record.state, ReturnState::Done | ReturnState::Review);
    let free = round.locked_at.is_none();
    let other = ctx.caller.user.is_none() || ctx.caller.user != record.submitted_user;
    let may = May {
        fill: free && filler && record.state.open(),
        review: free && filler && record.state == ReturnState::Review && other,
        send_back: free && handed_in && (asker || above || (filler && record.state == ReturnState::Review)),
        split: free
            && filler
            && record.state.open()
            && children == 0
            && record.org.is_none()
            && record.region.level() < Level::Town,
    };
    let why = if may.fill || may.review {
        None
    } else if !free {
        Some("本期汇总已锁定".to_owned())
    } else if filler && record.state == ReturnState::Review {
        Some("已提交审核，须由本单位另一人审核".to_owned())
    } else if filler {
        Some(format!("该填报单{}，如需修改请制表单位退回", record.state.name()))
    } else {
        Some(format!("该填报单由“{}”填报", record.filler))
    };
    Ok((may, why))
}

/// A return as a sum needs it.
pub(super) fn part(record: &ReturnRecord) -> Part {
    Part {
        id: record.id,
        parent: record.parent_id,
        filler: record.filler.clone(),
        state: record.state,
        rows: record.rows.clone(),
        reasons: record.reasons.clone(),
        chased: record.chased,
    }
}

/// What lies below a return, added up; none when it was not sent on.
pub(super) fn children_sum(layout: &Layout, children: &[ReturnRecord]) -> Option<ChildrenSum> {
    if children.is_empty() {
        return None;
    }
    let parts: Vec<Part> = children.iter().map(part).collect();
    let done: Vec<&Part> = parts.iter().filter(|part| part.state == ReturnState::Done).collect();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    if layout.rows == crate::desk::model::RowsKind::Free {
        for part in &done {
            let below = part.rows.iter().map(|row| FilledRow {
                key: format!(
                    "{}-{}",
                    part.id.to_string().split('-').next_back().unwrap_or_default(),
                    row.key
                ),
                cells: row.cells.clone(),
            });
            rows.extend(below);
        }
        rows.truncate(shape::MOST_ROWS);
    }
    Some(ChildrenSum {
        done: number(done.len()),
        all: number(parts.len()),
        values: if rows.is_empty() { by_place(layout, &done) } else { BTreeMap::new() },
        rows,
        missing: parts
            .iter()
            .filter(|part| part.state != ReturnState::Done)
            .map(|part| part.filler.clone())
            .collect(),
    })
}

/// The figures a filler must agree with or explain: those of the ledger, and where the table was sent on the sums of those
/// below.
pub(super) fn known_figures(
    record: &ReturnRecord,
    sum: Option<&ChildrenSum>,
    now: Timestamp,
) -> BTreeMap<String, LedgerValue> {
    let mut known = record.ledger.clone();
    for (place, value) in sum.iter().filter(|sum| sum.done > 0).flat_map(|sum| &sum.values) {
        known.entry(place.clone()).or_insert_with(|| LedgerValue {
            value: *value,
            at: now,
            definition: "下级合计".to_owned(),
            link: None,
        });
    }
    known
}

/// One return with its cells.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn return_detail(ctx: &Ctx, _desk: &Desk<'_>, id: ReturnId) -> Result<ReturnDetail, Problem> {
    let (record, round) = visible(ctx, id).await?;
    let layout = layout(ctx, &round).await?.layout;
    let children = returns::children(&ctx.tx, id).await?;
    let rows = cells::tidy(&layout, &record.rows).unwrap_or_else(|_| record.rows.clone());
    let sum = children_sum(&layout, &children);
    let faults = if record.state.open() {
        cells::faults(&layout, &rows, &known_figures(&record, sum.as_ref(), ctx.now), &record.reasons)
    } else {
        Vec::new()
    };
    let (may, why_not) = may(ctx, &record, &round, children.len()).await?;
    let form = forms::by_id(&ctx.tx, round.form_id).await?;
    let notes = [form.and_then(|form| form.note), round.note.clone()];
    let counts = rounds::counts(&ctx.tx, &[round.id], ctx.now).await?.remove(&round.id).unwrap_or_default();
    // Who else fills, and how far they are, is the asker's to know.
    let whole = Reach::of(ctx, READ).await?.sees_whole(&round);
    Ok(ReturnDetail {
        row: record.row(ctx.now),
        round: round.row(if whole { counts } else { (1, i64::from(!record.state.open()), 0) }),
        notes: notes.into_iter().flatten().filter(|note| !note.trim().is_empty()).collect(),
        faults,
        children_sum: sum,
        children: children.iter().map(|child| child.row(ctx.now)).collect(),
        layout,
        rows,
        ledger: record.ledger,
        reasons: record.reasons,
        events: history::of_return(&ctx.tx, id).await?,
        may,
        why_not,
    })
}

/// Changes of the cells of a return, newest first.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn cell_changes(
    ctx: &Ctx,
    id: ReturnId,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<CellChange>, Problem> {
    visible(ctx, id).await?;
    let from = cursor.map(Cursor::read::<(i64, i64)>).transpose()?;
    let rows = history::of_cells(&ctx.tx, id, from, limit).await?;
    let page = Page::from_rows(rows, limit, |(change, position)| {
        Cursor::new(vec![change.at.as_micros().into(), (*position).into()])
    });
    Ok(page.map(|(change, _)| change))
}
