//! The workbooks of a dossier: one list for each item and the index over all.

use super::archive::{Contents, SYNTHETIC};
use crate::model::{DossierItem, Gap};
use chrono::Datelike;
use paper::{Cell, Format, Sheet, WriteError, Writer};
use std::collections::BTreeMap;

fn begin(
    contents: &Contents,
    name: &str,
    columns: &[(&str, f64)],
    notice: String,
) -> Result<Writer, WriteError> {
    let notice = if contents.synthetic { format!("{SYNTHETIC}。{notice}") } else { notice };
    let sheet = Sheet {
        name: name.to_owned(),
        columns: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
        notice: Some(notice),
    };
    let made = contents.row.made_at.civil_date();
    let widths: Vec<f64> = columns.iter().map(|(_, width)| *width).collect();
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    Writer::new(Format::Xlsx, &sheet)?.widths(&widths)?.dated(
        u16::try_from(made.year()).unwrap_or(2000),
        part(made.month()),
        part(made.day()),
    )
}

fn state_of(contents: &Contents) -> String {
    let row = &contents.row;
    format!("期间{}至{}，{}，状态截至{}", row.from, row.to, row.region_name, row.made_at.civil_minute())
}

/// Cases, visits, papers, premises and reports behind one item, with where their files stand.
pub(super) fn item(contents: &Contents, item: &DossierItem) -> Result<Vec<u8>, WriteError> {
    let columns = [
        ("序号", 6.0),
        ("来源", 12.0),
        ("编号", 20.0),
        ("内容", 48.0),
        ("状态", 14.0),
        ("所在区域", 30.0),
        ("日期", 12.0),
        ("期限", 12.0),
        ("办结", 12.0),
        ("说明", 28.0),
        ("佐证文件", 60.0),
    ];
    let line = &item.summary.item;
    let gap = match item.summary.gap {
        Gap::Full => String::new(),
        _ => format!("。{}：{}", item.summary.gap.label(), item.summary.missing.join("；")),
    };
    let head = format!("{} {}。{}{gap}", line.number, line.text, state_of(contents));
    let mut sheet = begin(contents, "清单", &columns, head)?;
    let mut paths: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for file in &item.files {
        let own = file.path.strip_prefix(&format!("{}/", item.summary.folder));
        let shown = own.map_or_else(|| format!("见“{}”", file.path), str::to_owned);
        paths.entry(file.entry).or_default().push(shown);
    }
    let day = |day: Option<chrono::NaiveDate>| Cell::from(day.map(|day| day.to_string()));
    for entry in &item.entries {
        let files = paths.remove(&entry.seq).unwrap_or_default().join("\n");
        let none = entry.source == crate::model::Source::Cases && files.is_empty();
        sheet.row(&[
            Cell::from(entry.seq),
            entry.source.label().into(),
            entry.number.as_str().into(),
            entry.title.as_str().into(),
            entry.state.as_str().into(),
            entry.region.as_str().into(),
            day(entry.on),
            day(entry.due),
            day(entry.closed),
            entry.note.as_str().into(),
            if none {
                "缺佐证".into()
            } else if entry.proves() {
                files.into()
            } else {
                "未核验，不作佐证".into()
            },
        ])?;
    }
    if item.entries.is_empty() {
        sheet.row(&[Cell::Empty, "缺佐证".into(), Cell::Empty, item.summary.missing.join("；").into()])?;
    }
    sheet.finish()
}

/// The index over all items.
pub(super) fn total(contents: &Contents) -> Result<Vec<u8>, WriteError> {
    let columns = [
        ("序号", 8.0),
        ("项目", 56.0),
        ("分值", 8.0),
        ("对应条款", 18.0),
        ("清单行数", 10.0),
        ("佐证文件", 10.0),
        ("佐证情况", 14.0),
        ("缺少什么", 44.0),
        ("文件夹", 40.0),
    ];
    let row = &contents.row;
    let head = format!(
        "{}。评分表：{}（第{}版）。{}",
        row.title,
        row.sheet_title,
        row.sheet_version,
        state_of(contents)
    );
    let mut sheet = begin(contents, "总目录", &columns, head)?;
    for item in &contents.items {
        let summary = &item.summary;
        sheet.row(&[
            summary.item.number.as_str().into(),
            summary.item.text.as_str().into(),
            summary.item.points.map_or(Cell::Empty, Cell::Number),
            summary.item.clauses.join("、").into(),
            summary.entries.into(),
            summary.files.into(),
            summary.gap.label().into(),
            summary.missing.join("；").into(),
            summary.folder.as_str().into(),
        ])?;
    }
    sheet.finish()
}
