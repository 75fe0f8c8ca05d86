//! Filling by workbook: a template goes out, comes back filled, and is answered with marks where it is wrong.

use super::Desk;
use super::fill::keep;
use super::returns::{open, visible};
use super::rounds::layout;
use crate::desk::model::{FilledRow, Layout, ReturnId, ReturnRecord, RowsKind, WorkbookAnswer};
use crate::desk::repo::forms;
use crate::desk::rules::print::{self, Sheet, head};
use crate::desk::rules::{cells, layout as shape};
use base64::Engine as _;
use calamine::{Data, Reader};
use kernel::problem::{FieldProblem, Problem};
use kernel::text::normalise;
use serde_json::{Map, Value};
use std::io::Cursor;
use store::Ctx;

/// Rows of free tables in an empty template.
const BLANK_ROWS: usize = 30;

/// The first sheet of an uploaded workbook, as text.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed(Vec<Vec<Value>>);

/// Reads a workbook. Slow for large files: call it before the transaction.
///
/// # Errors
/// 422 on `/file` when it is no workbook or has no sheet.
pub fn parse_workbook(bytes: &[u8]) -> Result<Parsed, Problem> {
    let bad = |message: &str| Problem::invalid(vec![FieldProblem::new("/file", "format", message)]);
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|_| bad("无法打开该文件，请上传 .xlsx 或 .xls 工作簿"))?;
    let range = book
        .worksheet_range_at(0)
        .ok_or_else(|| bad("工作簿里没有工作表"))?
        .map_err(|_| bad("工作表无法读取"))?;
    let top = range.start().map_or(0, |(row, _)| row);
    let left = range.start().map_or(0, |(_, column)| column);
    let mut rows = vec![Vec::new(); usize::try_from(top).unwrap_or(0).min(shape::MOST_ROWS)];
    for row in range.rows().take(shape::MOST_ROWS + 200) {
        let mut cells = vec![Value::Null; usize::try_from(left).unwrap_or(0)];
        cells.extend(row.iter().map(cell));
        rows.push(cells);
    }
    Ok(Parsed(rows))
}

fn cell(data: &Data) -> Value {
    match data {
        Data::Empty | Data::Error(_) => Value::Null,
        Data::String(text) => Value::String(text.clone()),
        Data::Float(number) => serde_json::Number::from_f64(*number).map_or(Value::Null, Value::Number),
        Data::Int(number) => Value::from(*number),
        Data::Bool(yes) => Value::Bool(*yes),
        Data::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            Value::String(format!("{year:04}-{month:02}-{day:02}"))
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => Value::String(text.clone()),
    }
}

fn text(value: &Value) -> String {
    normalise(&crate::desk::rules::number::text(value).unwrap_or_default())
}

/// The rows of a sheet for a layout, read by the heads of its columns wherever they stand.
fn rows_of(parsed: &Parsed, layout: &Layout) -> Result<Vec<FilledRow>, Problem> {
    let wanted: Vec<String> = layout.columns.iter().map(|column| normalise(&head(column))).collect();
    let bare: Vec<String> = layout.columns.iter().map(|column| normalise(&column.name)).collect();
    let is = |text: &str, index: usize| text == wanted[index] || text == bare[index];
    let hits = |row: &Vec<Value>| {
        (0..wanted.len()).filter(|index| row.iter().any(|value| is(&text(value), *index))).count()
    };
    // Heads may stand on two rows when columns have groups.
    let best =
        parsed.0.iter().take(40).enumerate().max_by_key(|(at, row)| (hits(row), std::cmp::Reverse(*at)));
    let Some((at, _)) = best.filter(|(_, row)| hits(row) > 0) else {
        let message = "没有找到本表的表头，请用下载的模板填写";
        return Err(Problem::invalid(vec![FieldProblem::new("/file", "heads", message)]));
    };
    let nearby: Vec<&Vec<Value>> = [at.checked_sub(1), Some(at), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|row| parsed.0.get(row))
        .collect();
    let mut places: Vec<Option<usize>> = Vec::new();
    let mut taken = std::collections::BTreeSet::new();
    for (index, column) in layout.columns.iter().enumerate() {
        let place = nearby.iter().find_map(|row| {
            row.iter()
                .enumerate()
                .position(|(place, value)| !taken.contains(&place) && is(&text(value), index))
        });
        if let Some(place) = place {
            taken.insert(place);
        } else if column.filled() {
            let message = format!("缺少列“{}”，请用下载的模板填写", head(column));
            return Err(Problem::invalid(vec![FieldProblem::new("/file", "heads", message)]));
        }
        places.push(place);
    }
    let last_head = if parsed.0.get(at + 1).is_some_and(|row| hits(row) > 0) { at + 1 } else { at };
    let keys = layout.keys();
    let mut rows: Vec<FilledRow> = Vec::new();
    for sheet in parsed.0.iter().skip(last_head + 1) {
        let mut filled = Map::new();
        for (column, place) in layout.columns.iter().zip(&places) {
            let value = place.and_then(|place| sheet.get(place)).cloned().unwrap_or(Value::Null);
            if column.filled() && !text(&value).is_empty() {
                filled.insert(column.code.clone(), value);
            }
        }
        let first = sheet.first().map(text).unwrap_or_default();
        let key = match layout.rows {
            RowsKind::One if rows.is_empty() && !filled.is_empty() => Some("1".to_owned()),
            RowsKind::One => None,
            RowsKind::Fixed => layout
                .items
                .iter()
                .find(|item| normalise(&item.name) == first || normalise(&item.key) == first)
                .map(|item| item.key.clone())
                .filter(|key| keys.contains(key)),
            RowsKind::Free if filled.is_empty() => None,
            RowsKind::Free => Some(format!("r{}", rows.len() + 1)),
        };
        if let Some(key) = key {
            rows.push(FilledRow { key, cells: filled });
        }
    }
    Ok(rows)
}

async fn notes(ctx: &Ctx, record: &ReturnRecord) -> Result<Vec<String>, Problem> {
    let round = crate::desk::repo::rounds::by_id(&ctx.tx, record.round_id).await?;
    let Some(round) = round else { return Ok(Vec::new()) };
    let form = forms::by_id(&ctx.tx, round.form_id).await?;
    let notes = [form.and_then(|form| form.note), round.note];
    Ok(notes.into_iter().flatten().filter(|note| !note.trim().is_empty()).collect())
}

/// The workbook of a return to fill, with what is filled already.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn template(ctx: &Ctx, desk: &Desk<'_>, id: ReturnId) -> Result<(String, Vec<u8>), Problem> {
    let (record, round) = visible(ctx, id).await?;
    let layout = layout(ctx, &round).await?.layout;
    let mut rows = cells::tidy(&layout, &record.rows).unwrap_or_else(|_| record.rows.clone());
    if layout.rows == RowsKind::Free {
        let blank =
            (rows.len()..BLANK_ROWS).map(|index| FilledRow { key: format!("b{index}"), cells: Map::new() });
        rows.extend(blank.collect::<Vec<_>>());
    }
    let bytes = packed(ctx, desk, &record, (&layout, &rows), &[]).await?;
    Ok((format!("{}（{}）{}.xlsx", record.title, record.period, record.filler), bytes))
}

async fn packed(
    ctx: &Ctx,
    desk: &Desk<'_>,
    record: &ReturnRecord,
    (layout, rows): (&Layout, &[FilledRow]),
    faults: &[FieldProblem],
) -> Result<Vec<u8>, Problem> {
    let notes = notes(ctx, record).await?;
    let sheet = Sheet {
        title: &record.title,
        period: &record.period,
        filler: &record.filler,
        notes: &notes,
        layout,
        rows,
        synthetic: desk.synthetic,
    };
    paper::ruled_xlsx(&print::template(&sheet, faults), print::made(ctx.now)).map_err(Problem::internal)
}

/// Takes a filled workbook: cells that can be read are saved as a draft when all of them can; else nothing is, and the
/// workbook comes back with marks.
///
/// # Errors
/// 403, 404, 409 on another version or when it is handed in, 422 when the heads are not those of the table.
pub async fn take_workbook(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: ReturnId,
    (version, parsed): (i64, Parsed),
) -> Result<WorkbookAnswer, Problem> {
    let (record, round) = open(ctx, id).await?;
    let layout = layout(ctx, &round).await?.layout;
    let rows = rows_of(&parsed, &layout)?;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let unreadable = match cells::tidy(&layout, &rows) {
        Ok(tidy) => {
            let faults = cells::faults(&layout, &tidy, &record.ledger, &record.reasons);
            let marked = if faults.is_empty() {
                None
            } else {
                Some(base64(&packed(ctx, desk, &record, (&layout, &tidy), &faults).await?))
            };
            let version = version_after(ctx, record, &round, version, rows).await?;
            return Ok(WorkbookAnswer {
                saved: true,
                rows: count,
                faults: placed(faults, &layout),
                marked,
                version,
            });
        }
        Err(faults) => faults,
    };
    let marked = packed(ctx, desk, &record, (&layout, &rows), &unreadable).await?;
    // Nothing of it is kept, but that somebody tried is written down.
    crate::desk::repo::history::event(ctx, round.id, Some(id), "上传的工作簿有误，未保存", None).await?;
    ctx.audit(store::audit::Entry {
        action: "report.workbook",
        object_kind: "report_return",
        object_id: Some(id.as_uuid()),
        summary: format!(
            "上传“{}”（{}）的工作簿，{} 处有误，未保存",
            record.title,
            record.filler,
            unreadable.len()
        ),
        detail: serde_json::json!({ "rows": count }),
        rows: &[],
    })
    .await?;
    Ok(WorkbookAnswer {
        saved: false,
        rows: count,
        faults: placed(unreadable, &layout),
        marked: Some(base64(&marked)),
        version: record.version,
    })
}

async fn version_after(
    ctx: &Ctx,
    record: ReturnRecord,
    round: &crate::desk::model::RoundRecord,
    version: i64,
    rows: Vec<FilledRow>,
) -> Result<i64, Problem> {
    let kept = keep(ctx, record, round, (version, rows, None), "workbook").await?;
    Ok(kept.version + 1)
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Faults with the row and column in words before them.
fn placed(faults: Vec<FieldProblem>, layout: &Layout) -> Vec<FieldProblem> {
    faults
        .into_iter()
        .map(|mut fault| {
            let mut parts = fault.pointer.split('/').skip(2);
            let row = parts.next().and_then(|row| row.parse::<usize>().ok());
            let column = parts.nth(1).and_then(|code| layout.column(code));
            if let (Some(row), Some(column)) = (row, column) {
                fault.message = format!("第 {} 行“{}”：{}", row + 1, column.name, fault.message);
            }
            fault
        })
        .collect()
}
