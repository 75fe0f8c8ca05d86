//! A table as it is printed: a title, lines above, grouped heads, rows with tones, lines below; landscape A4.
//!
//! The same grid with the same time gives the same bytes, so that a table that was locked can be made again.

use crate::{Cell, WriteError};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet,
    XlsxError,
};

/// A column of a grid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuledHead {
    /// Head above several columns; neighbours with the same group share one merged cell.
    pub group: Option<String>,
    /// Head of the column.
    pub name: String,
    /// Width in characters.
    pub width: f64,
    /// Explanation, as a note on the head.
    pub note: Option<String>,
}

/// How a row or cell stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// As the rest.
    #[default]
    Plain,
    /// A sum.
    Total,
    /// Wrong: filled, with its note.
    Wrong,
    /// Not to be filled in.
    Quiet,
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct RuledCell {
    /// What it holds.
    pub value: Cell,
    /// How it stands out.
    pub tone: Tone,
    /// A note on the cell.
    pub note: Option<String>,
}

impl<T: Into<Cell>> From<T> for RuledCell {
    fn from(value: T) -> Self {
        Self { value: value.into(), tone: Tone::Plain, note: None }
    }
}

/// A printed table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ruled {
    /// Name of the sheet; characters a sheet cannot have are left out and it is cut at 31.
    pub name: String,
    /// Title over all columns.
    pub title: String,
    /// Lines between title and head.
    pub above: Vec<String>,
    /// Heads.
    pub heads: Vec<RuledHead>,
    /// Rows.
    pub rows: Vec<Vec<RuledCell>>,
    /// Lines below the rows.
    pub below: Vec<String>,
}

/// Year, month, day, hour, minute and second that stand in the properties of the file.
pub type Made = (u16, u8, u8, u16, u8, u8);

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn failed(error: XlsxError) -> WriteError {
    WriteError::Workbook(error.to_string())
}

fn sheet_name(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if kept.trim().is_empty() { "表".to_owned() } else { kept }
}

/// Writes a grid as a workbook; `made` stands in its properties.
///
/// # Errors
/// When the workbook cannot be put together.
pub fn ruled_xlsx(grid: &Ruled, made: Made) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let (year, month, day, hour, minute, second) = made;
    let at = ExcelDateTime::from_ymd(year, month, day)
        .and_then(|date| date.and_hms(hour, minute, second))
        .map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_title(&grid.title).set_creation_datetime(&at));
    let sheet = workbook.add_worksheet();
    write(sheet, grid).map_err(failed)?;
    workbook.save_to_buffer().map_err(failed)
}

fn write(sheet: &mut Worksheet, grid: &Ruled) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&grid.name))?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let last = u16::try_from(grid.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let title = Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    let line = Format::new().set_text_wrap().set_align(FormatAlign::Left).set_align(FormatAlign::Top);
    let mut next = across(sheet, 0, last, &grid.title, &title)?;
    for text in &grid.above {
        next = across(sheet, next, last, text, &line)?;
    }
    let head_from = next;
    next = heads(sheet, next, &grid.heads)?;
    sheet.set_freeze_panes(next, 1)?;
    sheet.set_repeat_rows(head_from, next.saturating_sub(1))?;
    for row in &grid.rows {
        for (column, cell) in (0_u16..).zip(row) {
            let format = format(cell.tone, &cell.value);
            match &cell.value {
                Cell::Empty => sheet.write_blank(next, column, &format)?,
                Cell::Text(text) => sheet.write_string_with_format(next, column, text, &format)?,
                Cell::Number(number) => sheet.write_number_with_format(next, column, *number, &format)?,
            };
            if let Some(note) = &cell.note {
                sheet.insert_note(next, column, &Note::new(note).add_author_prefix(false))?;
            }
        }
        next += 1;
    }
    for text in &grid.below {
        next = across(sheet, next, last, text, &line)?;
    }
    Ok(())
}

fn across(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<u32, XlsxError> {
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, format)?;
    }
    Ok(row + 1)
}

fn heads(sheet: &mut Worksheet, row: u32, heads: &[RuledHead]) -> Result<u32, XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00E6_EBF0))
        .set_border(FormatBorder::Thin);
    let grouped = heads.iter().any(|head| head.group.is_some());
    let names = if grouped { row + 1 } else { row };
    let mut column = 0;
    while column < heads.len() {
        let head = &heads[column];
        let same =
            heads[column..].iter().take_while(|other| other.group.is_some() && other.group == head.group);
        let width = same.count().max(1);
        let at = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        match &head.group {
            Some(group) if grouped && width > 1 => {
                sheet.merge_range(row, at(column), row, at(column + width - 1), group, &format)?;
            }
            Some(group) if grouped => {
                sheet.write_string_with_format(row, at(column), group, &format)?;
            }
            None if grouped => {
                sheet.merge_range(row, at(column), names, at(column), &head.name, &format)?;
            }
            _ => {}
        }
        for (index, head) in heads.iter().enumerate().skip(column).take(width) {
            if !grouped || head.group.is_some() {
                sheet.write_string_with_format(names, at(index), &head.name, &format)?;
            }
            sheet.set_column_width(at(index), head.width.max(6.0))?;
            if let Some(note) = &head.note {
                let on = if grouped && head.group.is_none() { row } else { names };
                sheet.insert_note(on, at(index), &Note::new(note).add_author_prefix(false))?;
            }
        }
        column += width;
    }
    Ok(names + 1)
}

fn format(tone: Tone, value: &Cell) -> Format {
    let format = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let format = if matches!(value, Cell::Number(_)) { format.set_align(FormatAlign::Right) } else { format };
    match tone {
        Tone::Plain => format,
        Tone::Total => format.set_bold().set_background_color(Color::RGB(0x00F3_F5F8)),
        Tone::Wrong => format.set_background_color(Color::RGB(0x00F9_D9D3)),
        Tone::Quiet => format.set_font_color(Color::RGB(0x0066_7080)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx as Read};
    use std::io::Cursor;

    fn table() -> Ruled {
        let head = |group: Option<&str>, name: &str| RuledHead {
            group: group.map(str::to_owned),
            name: name.into(),
            width: 12.0,
            note: Some("口径".into()),
        };
        Ruled {
            name: "五月/汇总".into(),
            title: "月报".into(),
            above: vec!["截止 2024-05-31".into()],
            heads: vec![head(None, "单位"), head(Some("隐患"), "发现"), head(Some("隐患"), "整改")],
            rows: vec![vec!["甲县".into(), 3_u32.into(), RuledCell { tone: Tone::Wrong, ..4_u32.into() }]],
            below: vec!["未报：乙县".into()],
        }
    }

    #[test]
    fn the_same_table_gives_the_same_bytes_and_is_read_back() {
        let made = (2024, 5, 31, 9, 0, 0);
        let bytes = ruled_xlsx(&table(), made).unwrap();
        assert_eq!(bytes, ruled_xlsx(&table(), made).unwrap());
        let mut book: Read<_> = Read::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("五月汇总").unwrap();
        assert_eq!(range.get_value((2, 1)), Some(&Data::String("隐患".into())));
        assert_eq!(range.get_value((3, 2)), Some(&Data::String("整改".into())));
        assert_eq!(range.get_value((4, 1)), Some(&Data::Float(3.0)));
        assert_eq!(range.get_value((5, 0)), Some(&Data::String("未报：乙县".into())));
    }
}
