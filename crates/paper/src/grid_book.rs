//! A table with merged heads as a worksheet, and the rows behind it on a second one.

use crate::grid::{Grid, GridRow, Slot, slots};
use crate::{Cell, WriteError};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows on a sheet of their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Details {
    /// Name of the sheet, at most 31 characters.
    pub name: String,
    /// A line above them: what they are, and where they end.
    pub notice: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn failed(error: XlsxError) -> WriteError {
    WriteError::Workbook(error.to_string())
}

const BODY_FONT: &str = "仿宋_GB2312";

fn plain() -> Format {
    Format::new().set_font_name(BODY_FONT).set_font_size(11)
}

/// Writes a table, and what lies behind it, as a workbook. `made` is `YYYY-MM-DD`: the file carries it as its day, so that
/// the same content is always the same bytes.
///
/// # Errors
/// When the workbook cannot be put together.
pub fn workbook(grid: &Grid, details: Option<&Details>, made: &str) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::parse_from_str(made).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = book.add_worksheet();
    sheet.set_name("统计表").map_err(failed)?;
    table(sheet, grid).map_err(failed)?;
    if let Some(details) = details {
        let sheet = book.add_worksheet();
        sheet.set_name(&details.name).map_err(failed)?;
        rows_behind(sheet, details).map_err(failed)?;
    }
    book.save_to_buffer().map_err(failed)
}

fn table(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    let last = grid.columns().max(1) - 1;
    let mut row = 0;
    let across = |sheet: &mut Worksheet, row: u32, text: &str, format: &Format| -> Result<(), XlsxError> {
        if last == 0 {
            sheet.write_string_with_format(row, 0, text, format)?;
        } else {
            sheet.merge_range(row, 0, row, last, text, format)?;
        }
        Ok(())
    };
    if let Some(notice) = &grid.notice {
        across(sheet, row, notice, &plain().set_bold())?;
        row += 1;
    }
    let title =
        Format::new().set_font_name("方正小标宋简体").set_font_size(18).set_align(FormatAlign::Center);
    across(sheet, row, &grid.title, &title)?;
    sheet.set_row_height(row, 30)?;
    row += 1;
    if !grid.left.is_empty() || !grid.right.is_empty() {
        sheet.write_string_with_format(row, 0, &grid.left, &plain())?;
        if last > 0 {
            sheet.write_string_with_format(row, last, &grid.right, &plain().set_align(FormatAlign::Right))?;
        }
        row += 1;
    }
    for (index, width) in (0..=last).zip(grid.widths.iter().chain(std::iter::repeat(&10))) {
        sheet.set_column_width(index, f64::from(*width))?;
    }
    let first = row;
    row = lines(sheet, &grid.head, row, true)?;
    sheet.set_repeat_rows(first, row.saturating_sub(1).max(first))?;
    sheet.set_freeze_panes(row, 0)?;
    row = lines(sheet, &grid.body, row, false)?;
    let note = plain().set_text_wrap().set_align(FormatAlign::Left);
    for text in &grid.notes {
        across(sheet, row, text, &note)?;
        row += 1;
    }
    Ok(())
}

fn lines(sheet: &mut Worksheet, rows: &[GridRow], first: u32, head: bool) -> Result<u32, XlsxError> {
    for ((at, row), line) in (first..).zip(rows).zip(slots(rows)) {
        for (column, slot) in line {
            let Slot::Cell(cell) = slot else { continue };
            let mut format = plain().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
            if head {
                format = format.set_background_color("E6EBF0").set_bold().set_text_wrap();
            }
            if row.strong {
                format = format.set_bold();
            }
            if cell.centred {
                format = format.set_align(FormatAlign::Center);
            }
            let (down, right) = (at + u32::from(cell.rows.max(1)) - 1, column + cell.columns.max(1) - 1);
            if (down, right) != (at, column) {
                sheet.merge_range(at, column, down, right, &cell.text, &format)?;
            } else if let Some(number) = cell.number {
                let shape = if number.fract() == 0.0 { "#,##0" } else { "#,##0.00" };
                sheet.write_number_with_format(at, column, number, &format.set_num_format(shape))?;
            } else {
                sheet.write_string_with_format(at, column, &cell.text, &format)?;
            }
        }
    }
    Ok(first + u32::try_from(rows.len()).unwrap_or(0))
}

fn rows_behind(sheet: &mut Worksheet, details: &Details) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, &details.notice, &Format::new().set_bold())?;
    let head = Format::new().set_bold().set_background_color("E6EBF0");
    for (column, name) in (0_u16..).zip(&details.columns) {
        sheet.write_string_with_format(1, column, name, &head)?;
        sheet.set_column_width(column, 16)?;
    }
    sheet.set_freeze_panes(2, 0)?;
    for (at, row) in (2_u32..).zip(&details.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string(at, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(at, column, *number)?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GridCell;
    use calamine::{Data, Reader, Xlsx as Read};
    use std::io::Cursor;

    #[test]
    fn the_table_and_the_rows_behind_it_are_read_back_and_the_bytes_stay_the_same() {
        let grid = Grid {
            title: "统计表".into(),
            left: "制表单位：甲".into(),
            right: "单位：件".into(),
            head: vec![
                GridRow {
                    cells: vec![GridCell::head("地区", 1, 2), GridCell::head("件数", 2, 1)],
                    strong: false,
                },
                GridRow {
                    cells: vec![GridCell::head("本期", 1, 1), GridCell::head("同期", 1, 1)],
                    strong: false,
                },
            ],
            body: vec![GridRow {
                cells: vec![
                    GridCell::text("临溪区"),
                    GridCell::number(12.0, "12"),
                    GridCell::number(2.5, "2.50"),
                ],
                strong: false,
            }],
            notes: vec!["口径".into()],
            ..Grid::default()
        };
        let details = Details {
            name: "明细".into(),
            notice: "共1条".into(),
            columns: vec!["编号".into()],
            rows: vec![vec![Cell::Text("=1".into())]],
        };
        let bytes = workbook(&grid, Some(&details), "2024-05-06").unwrap();
        assert_eq!(bytes, workbook(&grid, Some(&details), "2024-05-06").unwrap());
        let mut book: Read<_> = Read::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("统计表").unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("统计表".into())));
        assert_eq!(range.get_value((2, 1)), Some(&Data::String("件数".into())));
        assert_eq!(range.get_value((4, 1)), Some(&Data::Float(12.0)));
        assert_eq!(range.get_value((4, 2)), Some(&Data::Float(2.5)));
        let rows = book.worksheet_range("明细").unwrap();
        assert_eq!(rows.get_value((2, 0)), Some(&Data::String("=1".into())));
    }
}
