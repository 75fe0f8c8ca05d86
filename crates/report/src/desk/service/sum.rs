//! Sums over returns.

use super::Desk;
use super::returns::part;
use super::rounds::{Seen, layout, seen};
use crate::desk::model::{
    FilledRow, Layout, LayoutId, ReturnRecord, ReturnState, RoundId, SumColumn, SumDocument,
};
use crate::desk::repo::{forms, returns, rounds};
use crate::desk::rules::mapping::{self, Source};
use crate::desk::rules::sum::Part;
use crate::desk::rules::{print, sum as add};
use kernel::problem::Problem;
use paper::ruled_xlsx;
use std::collections::BTreeMap;
use store::Ctx;

/// The sum of a round over the returns the caller may see, as it stands now; in another layout of the table through its
/// mapping.
///
/// # Errors
/// 403 without the permission, 404 when nothing of it may be seen or the layout is of another table.
pub async fn sum(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: RoundId,
    wanted: Option<LayoutId>,
) -> Result<SumDocument, Problem> {
    let seen = seen(ctx, id).await?;
    document(ctx, desk, &seen, wanted).await
}

/// The sum of a round that was read already.
pub(super) async fn document(
    ctx: &Ctx,
    desk: &Desk<'_>,
    seen: &Seen,
    wanted: Option<LayoutId>,
) -> Result<SumDocument, Problem> {
    let Seen { round, returns, whole } = seen;
    let own = layout(ctx, round).await?;
    let (shown, parts, gone) = match wanted.filter(|wanted| *wanted != own.id) {
        None => (own, returns.iter().map(part).collect::<Vec<Part>>(), Vec::new()),
        Some(wanted) => {
            let versions = forms::layouts(&ctx.tx, round.form_id).await?;
            let new = versions.into_iter().find(|version| version.id == wanted);
            let new = new.ok_or_else(|| Problem::not_found("该表式"))?;
            let extra = supplements(ctx, round.id).await?;
            let supplemented: Vec<String> = extra.0;
            let gone: Vec<String> = new
                .layout
                .columns
                .iter()
                .filter(|column| mapping::source(column, &own.layout, &supplemented) == Source::Nothing)
                .map(|column| column.code.clone())
                .collect();
            let parts =
                returns.iter().map(|record| carried(&new.layout, &own.layout, record, &extra.1)).collect();
            (new, parts, gone)
        }
    };
    let (lines, missing) = add::lines(&shown.layout, &parts);
    let fillers = parts.iter().filter(|one| one.parent.is_none() || !whole).count();
    let columns = shown
        .layout
        .columns
        .iter()
        .map(|column| SumColumn { not_collected: gone.contains(&column.code), column: column.clone() })
        .collect();
    Ok(SumDocument {
        title: round.title.clone(),
        period: round.period.clone(),
        from_date: round.from_date,
        to_date: round.to_date,
        asker: round.asker.clone(),
        cutoff_at: round.cutoff_at,
        at: ctx.now,
        layout: shown.number,
        rows: shown.layout.rows,
        row_head: shown.layout.row_head,
        columns,
        lines,
        missing,
        fillers: i64::try_from(fillers).unwrap_or(i64::MAX),
        partial: !whole,
        synthetic: desk.synthetic,
        locked_at: None,
        locked_by: None,
    })
}

/// Columns that were asked for afterwards, and the rows handed in for them by filler.
async fn supplements(
    ctx: &Ctx,
    of: RoundId,
) -> Result<(Vec<String>, BTreeMap<String, Vec<FilledRow>>), Problem> {
    let mut columns = Vec::new();
    let mut rows: BTreeMap<String, Vec<FilledRow>> = BTreeMap::new();
    for round in rounds::supplements(&ctx.tx, of).await? {
        columns.extend(round.only.clone().unwrap_or_default());
        for record in returns::of_round(&ctx.tx, round.id).await? {
            if record.state == ReturnState::Done {
                rows.entry(key(&record)).or_default().extend(record.rows);
            }
        }
    }
    Ok((columns, rows))
}

fn key(record: &ReturnRecord) -> String {
    record.org.map_or_else(|| record.region.to_string(), |org| org.to_string())
}

fn carried(
    new: &Layout,
    old: &Layout,
    record: &ReturnRecord,
    extra: &BTreeMap<String, Vec<FilledRow>>,
) -> Part {
    let mut one = part(record);
    let joined = extra.get(&key(record)).map(|rows| merged(rows)).unwrap_or_default();
    one.rows = mapping::carry(new, old, &one.rows, &joined);
    one
}

/// Rows of several supplements as one.
fn merged(rows: &[FilledRow]) -> Vec<FilledRow> {
    let mut joined: Vec<FilledRow> = Vec::new();
    for row in rows {
        match joined.iter_mut().find(|known| known.key == row.key) {
            Some(known) => known.cells.extend(row.cells.clone()),
            None => joined.push(row.clone()),
        }
    }
    joined
}

/// A sum as a workbook. The same document gives the same bytes.
///
/// # Errors
/// 500 when the workbook cannot be put together.
pub fn as_file(document: &SumDocument) -> Result<Vec<u8>, Problem> {
    let at = document.locked_at.unwrap_or(document.at);
    ruled_xlsx(&print::sum(document), print::made(at)).map_err(Problem::internal)
}
