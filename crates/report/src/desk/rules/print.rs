//! Sums and templates as printed tables.

use super::number;
use crate::desk::model::{Column, ColumnKind, FilledRow, Layout, LineKind, RowsKind, SumDocument};
use chrono::{Datelike, Timelike};
use kernel::problem::FieldProblem;
use kernel::time::Timestamp;
use paper::{Cell, Made, Ruled, RuledCell, RuledHead, Tone};
use serde_json::Value;
use std::collections::BTreeMap;

/// The time in the properties of a file.
#[must_use]
pub fn made(at: Timestamp) -> Made {
    let (day, time) = (at.civil_date(), at.civil_time());
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let hour = u16::try_from(time.hour()).unwrap_or(0);
    (year, small(day.month()), small(day.day()), hour, small(time.minute()), small(time.second()))
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        Some(Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Some(other) => number::text(other).into(),
        None => Cell::Empty,
    }
}

/// Head of a column, as templates have it and uploads are recognised by.
#[must_use]
pub fn head(column: &Column) -> String {
    let unit = column.unit.as_deref().filter(|unit| !unit.is_empty());
    unit.map_or_else(|| column.name.clone(), |unit| format!("{}（{unit}）", column.name))
}

fn heads(columns: &[&Column], first: &[&str]) -> Vec<RuledHead> {
    let plain = |name: &str| RuledHead { name: name.to_owned(), width: 20.0, ..RuledHead::default() };
    let own = columns.iter().map(|column| RuledHead {
        group: column.group.clone().filter(|group| !group.is_empty()),
        name: head(column),
        width: if column.kind == ColumnKind::Text { 24.0 } else { 12.0 },
        note: column.definition.clone().filter(|text| !text.is_empty()),
    });
    first.iter().map(|name| plain(name)).chain(own).collect()
}

/// A sum as a printed table. The same document gives the same table.
#[must_use]
pub fn sum(document: &SumDocument) -> Ruled {
    let columns: Vec<&Column> = document.columns.iter().map(|column| &column.column).collect();
    let row_head = document.row_head.as_deref().unwrap_or("项目");
    let with_rows = document.rows != RowsKind::One;
    let first: Vec<&str> = if with_rows { vec!["填报单位", row_head] } else { vec!["填报单位"] };
    let rows = document
        .lines
        .iter()
        .map(|line| {
            let total = matches!(line.kind, LineKind::Total | LineKind::Row | LineKind::Subtotal);
            let tone = if total { Tone::Total } else { Tone::Plain };
            let indent = if line.kind == LineKind::Child { "　" } else { "" };
            let missing = if line.counted { "" } else { "（未报）" };
            let mut cells: Vec<RuledCell> =
                vec![RuledCell { tone, ..format!("{indent}{}{missing}", line.filler).into() }];
            if with_rows {
                let name =
                    line.row.clone().unwrap_or_else(|| if total { "小计".into() } else { String::new() });
                cells.push(RuledCell { tone, ..name.into() });
            }
            cells.extend(columns.iter().map(|column| {
                RuledCell {
                    value: cell(line.cells.get(&column.code)),
                    tone,
                    note: line
                        .reasons
                        .get(&column.code)
                        .and_then(Value::as_str)
                        .map(|text| format!("差异说明：{text}")),
                }
            }));
            cells
        })
        .collect();
    Ruled {
        name: document.title.clone(),
        title: format!("{}（{}）", document.title, document.period),
        above: above(document),
        heads: heads(&columns, &first),
        rows,
        below: below(document),
    }
}

fn above(document: &SumDocument) -> Vec<String> {
    let mut lines = Vec::new();
    if document.synthetic {
        lines.push("演示数据，均为虚构".to_owned());
    }
    let lock = match (&document.locked_at, &document.locked_by) {
        (Some(at), Some(by)) => format!("已锁定：{}（{by}）", at.civil_minute()),
        _ => format!("未锁定，汇总时间：{}", document.at.civil_minute()),
    };
    lines.push(format!(
        "制表：{}　统计期：{} 至 {}　截止：{}　{lock}",
        document.asker,
        document.from_date,
        document.to_date,
        document.cutoff_at.civil_minute()
    ));
    lines
}

fn below(document: &SumDocument) -> Vec<String> {
    let mut lines = Vec::new();
    let missing: Vec<String> =
        document.missing.iter().map(|one| format!("{}（{}）", one.filler, one.state.name())).collect();
    lines.push(if missing.is_empty() {
        "各单位均已报送。".to_owned()
    } else {
        format!("未报送 {} 个，未计入合计：{}", missing.len(), missing.join("、"))
    });
    if document.partial {
        lines.push("本表只含您权限范围内的单位。".to_owned());
    }
    let gone: Vec<&str> = document
        .columns
        .iter()
        .filter(|column| column.not_collected)
        .map(|column| column.column.name.as_str())
        .collect();
    if !gone.is_empty() {
        lines.push(format!("本期未采集：{}", gone.join("、")));
    }
    let defined: Vec<String> = document
        .columns
        .iter()
        .filter_map(|column| {
            let text = column.column.definition.as_deref().filter(|text| !text.is_empty())?;
            Some(format!("{}：{text}", column.column.name))
        })
        .collect();
    if !defined.is_empty() {
        lines.push(format!("口径：{}", defined.join("；")));
    }
    lines
}

/// What a return's workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Title of the table.
    pub title: &'a str,
    /// The period, in words.
    pub period: &'a str,
    /// Who fills.
    pub filler: &'a str,
    /// Lines for the filler.
    pub notes: &'a [String],
    /// Columns and rows.
    pub layout: &'a Layout,
    /// Cells; of a marked workbook as they were typed.
    pub rows: &'a [FilledRow],
    /// Whether the data is made up.
    pub synthetic: bool,
}

/// The workbook of a return to be filled, or one that came back with faults marked.
#[must_use]
pub fn template(sheet: &Sheet<'_>, faults: &[FieldProblem]) -> Ruled {
    let columns: Vec<&Column> = sheet.layout.columns.iter().collect();
    let first = match sheet.layout.rows {
        RowsKind::One => "填报单位",
        RowsKind::Fixed => sheet.layout.row_head.as_deref().unwrap_or("项目"),
        RowsKind::Free => "序号",
    };
    let marks: BTreeMap<&str, &str> =
        faults.iter().map(|fault| (fault.pointer.as_str(), fault.message.as_str())).collect();
    let rows = sheet
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let name = match sheet.layout.rows {
                RowsKind::One => sheet.filler.to_owned(),
                RowsKind::Fixed => sheet.layout.row_name(&row.key).unwrap_or_else(|| row.key.clone()),
                RowsKind::Free => (index + 1).to_string(),
            };
            let mut cells = vec![RuledCell { tone: Tone::Quiet, ..name.into() }];
            cells.extend(columns.iter().map(|column| {
                let mark = marks.get(super::cells::pointer(index, &column.code).as_str());
                let tone = match mark {
                    Some(_) => Tone::Wrong,
                    None if !column.filled() => Tone::Quiet,
                    None => Tone::Plain,
                };
                RuledCell {
                    value: cell(row.cells.get(&column.code)),
                    tone,
                    note: mark.map(|text| (*text).to_owned()),
                }
            }));
            cells
        })
        .collect();
    let mut above: Vec<String> = Vec::new();
    if sheet.synthetic {
        above.push("演示数据，均为虚构".to_owned());
    }
    above.push(format!("填报单位：{}　灰色列由系统计算，不必填写；请勿改动表头", sheet.filler));
    above.extend(sheet.notes.iter().cloned());
    if !faults.is_empty() {
        above.push(format!("有 {} 处需要修改，已标红并附批注；改好后重新上传本文件", faults.len()));
    }
    Ruled {
        name: sheet.title.to_owned(),
        title: format!("{}（{}）", sheet.title, sheet.period),
        above,
        heads: heads(&columns, &[first]),
        rows,
        below: Vec::new(),
    }
}
