//! Filling: drafts, and figures of the ledger.

use super::Desk;
use super::forms::moved;
use super::ledger::{Cut, figure};
use super::returns::{open, return_detail};
use super::rounds::layout;
use crate::desk::model::{
    CellChange, FilledRow, Layout, ReturnDetail, ReturnId, ReturnRecord, ReturnState, RoundRecord, SaveCells,
};
use crate::desk::repo::schema::RETURN;
use crate::desk::repo::{history, returns};
use crate::desk::rules::{cells, number};
use kernel::problem::Problem;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::Entry;

/// Saves cells as a draft. What cannot be read is refused with its place; what is merely incomplete is kept and told.
///
/// # Errors
/// 403, 404, 409 on another version or when it is handed in, 422 with cells that cannot be read.
pub async fn save(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: ReturnId,
    input: SaveCells,
) -> Result<ReturnDetail, Problem> {
    let (record, round) = open(ctx, id).await?;
    let source = if input.source.as_deref() == Some("paste") { "paste" } else { "page" };
    keep(ctx, record, &round, (input.version, input.rows, Some(input.reasons)), source).await?;
    return_detail(ctx, desk, id).await
}

/// Writes cells with their history. Without reasons the old ones stay.
pub(super) async fn keep(
    ctx: &Ctx,
    mut record: ReturnRecord,
    round: &RoundRecord,
    (version, rows, reasons): (i64, Vec<FilledRow>, Option<BTreeMap<String, String>>),
    source: &str,
) -> Result<ReturnRecord, Problem> {
    let layout = layout(ctx, round).await?.layout;
    let rows = cells::tidy(&layout, &rows).map_err(Problem::invalid)?;
    let mut reasons = reasons.unwrap_or_else(|| record.reasons.clone());
    reasons.retain(|_, reason| !reason.trim().is_empty());
    let changes = changes(ctx, &layout, &record, &rows, &reasons, source);
    record.rows = rows;
    record.reasons = reasons;
    if record.state == ReturnState::Pending {
        record.state = ReturnState::Draft;
    }
    store(ctx, &record, version, None).await?;
    history::cells(ctx, record.id, &changes).await?;
    ctx.audit(Entry {
        action: "report.fill",
        object_kind: RETURN.kind,
        object_id: Some(record.id.as_uuid()),
        summary: format!("填报“{}”（{}，{}）", record.title, record.period, record.filler),
        detail: json!({ "cells": changes.len(), "source": source }),
        rows: &[(&RETURN, record.id.as_uuid())],
    })
    .await?;
    Ok(record)
}

/// Writes a return at a version.
pub(super) async fn store(
    ctx: &Ctx,
    record: &ReturnRecord,
    version: i64,
    reviewed: Option<(&str, kernel::time::Timestamp)>,
) -> Result<(), Problem> {
    if returns::save(&ctx.tx, record, version, reviewed).await? {
        return Ok(());
    }
    Err(moved("该填报单", record.version))
}

fn changes(
    ctx: &Ctx,
    layout: &Layout,
    record: &ReturnRecord,
    rows: &[FilledRow],
    reasons: &BTreeMap<String, String>,
    source: &str,
) -> Vec<CellChange> {
    let before: BTreeMap<&str, &FilledRow> = record.rows.iter().map(|row| (row.key.as_str(), row)).collect();
    let after: BTreeMap<&str, &FilledRow> = rows.iter().map(|row| (row.key.as_str(), row)).collect();
    let mut keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    keys.extend(before.keys().filter(|key| !after.contains_key(*key)));
    let mut found = Vec::new();
    for key in keys {
        for column in layout.columns.iter().filter(|column| column.filled()) {
            let of = |rows: &BTreeMap<&str, &FilledRow>| -> Option<Value> {
                rows.get(key)
                    .and_then(|row| row.cells.get(&column.code))
                    .filter(|value| !value.is_null())
                    .cloned()
            };
            let (old, new) = (of(&before), of(&after));
            let place = cells::place(key, &column.code);
            let reason = reasons.get(&place);
            if old == new && reason == record.reasons.get(&place) {
                continue;
            }
            found.push(CellChange {
                at: ctx.now,
                actor: ctx.caller.name.clone(),
                row: key.to_owned(),
                column: column.code.clone(),
                before: old.as_ref().and_then(number::text),
                after: new.as_ref().and_then(number::text),
                reason: reason.cloned(),
                source: source.to_owned(),
            });
        }
    }
    found
}

/// Takes the figures of the ledger for every bound column: kept with their time and definition, and put into cells that
/// are empty.
///
/// # Errors
/// 403, 404, 409 on another version or when it is handed in.
pub async fn refresh(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: ReturnId,
    version: i64,
) -> Result<ReturnDetail, Problem> {
    let (mut record, round) = open(ctx, id).await?;
    let shape = layout(ctx, &round).await?.layout;
    take_figures(ctx, desk, &mut record, &shape).await?;
    let rows = seeded(&shape, &record);
    keep(ctx, record, &round, (version, rows, None), "ledger").await?;
    return_detail(ctx, desk, id).await
}

/// Figures of every bound column, as of now.
pub(super) async fn take_figures(
    ctx: &Ctx,
    desk: &Desk<'_>,
    record: &mut ReturnRecord,
    layout: &Layout,
) -> Result<(), Problem> {
    let names = directory::facts::region_names(&ctx.tx, vec![record.region]).await?;
    let region = names.get(&record.region).map(|name| name.name.clone()).unwrap_or_default();
    for column in &layout.columns {
        let Some(bound) = &column.measure else { continue };
        for key in layout.keys() {
            let cut = Cut { region: record.region, from: record.from_date, to: record.to_date, row: &key };
            let value = figure(ctx, desk, bound, &cut, &region).await?;
            record.ledger.insert(cells::place(&key, &column.code), value);
        }
    }
    Ok(())
}

/// The rows with figures of the ledger in cells that are empty.
fn seeded(layout: &Layout, record: &ReturnRecord) -> Vec<FilledRow> {
    let mut rows = cells::tidy(layout, &record.rows).unwrap_or_else(|_| record.rows.clone());
    for row in &mut rows {
        for column in layout.columns.iter().filter(|column| column.measure.is_some()) {
            let empty = row.cells.get(&column.code).is_none_or(Value::is_null);
            if let Some(known) = record.ledger.get(&cells::place(&row.key, &column.code)).filter(|_| empty) {
                let micro = number::micro(&known.value.into()).unwrap_or(0);
                row.cells.insert(column.code.clone(), number::value(micro));
            }
        }
    }
    rows
}
