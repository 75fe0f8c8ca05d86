//! Workbooks.

use crate::{Cell, Sheet, WriteError};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::fs::File;

pub(crate) struct Xlsx {
    workbook: Workbook,
    next: u32,
}

/// Rows a sheet can hold.
const ROWS: u32 = 1_048_576;

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn failed(error: XlsxError) -> WriteError {
    WriteError::Workbook(error.to_string())
}

impl Xlsx {
    pub(crate) fn new(sheet: &Sheet) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        // Rows go to a temporary file as they come, so memory stays small however long the sheet is.
        let worksheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        worksheet.set_name(&sheet.name).map_err(failed)?;
        let mut next = 0;
        if let Some(notice) = &sheet.notice {
            worksheet.write_string_with_format(next, 0, notice, &Format::new().set_bold()).map_err(failed)?;
            next += 1;
        }
        let head = Format::new().set_bold().set_background_color("E6EBF0");
        for (column, name) in (0_u16..).zip(&sheet.columns) {
            worksheet.write_string_with_format(next, column, name, &head).map_err(failed)?;
            worksheet.set_column_width(column, 16).map_err(failed)?;
        }
        worksheet.set_freeze_panes(next + 1, 0).map_err(failed)?;
        Ok(Self { workbook, next: next + 1 })
    }

    pub(crate) fn dated(&mut self, year: u16, month: u8, day: u8) -> Result<(), WriteError> {
        let made = ExcelDateTime::from_ymd(year, month, day).map_err(failed)?;
        self.workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        Ok(())
    }

    pub(crate) fn widths(&mut self, widths: &[f64]) -> Result<(), WriteError> {
        let worksheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (column, width) in (0_u16..).zip(widths) {
            worksheet.set_column_width(column, *width).map_err(failed)?;
        }
        Ok(())
    }

    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<(), WriteError> {
        if self.next >= ROWS {
            return Err(WriteError::TooLong);
        }
        let worksheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => worksheet.write_string(self.next, column, text),
                Cell::Number(number) => worksheet.write_number(self.next, column, *number),
            }
            .map_err(failed)?;
        }
        self.next += 1;
        Ok(())
    }

    pub(crate) fn finish_file(mut self, mut file: File) -> Result<File, WriteError> {
        self.workbook.save_to_writer(&mut file).map_err(failed)?;
        Ok(file)
    }

    pub(crate) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.workbook.save_to_buffer().map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx as Read};
    use std::io::Cursor;

    #[test]
    fn what_is_written_is_read_back_and_formulas_stay_text() {
        let sheet = Sheet {
            name: "场所".into(),
            columns: vec!["名称".into(), "数".into()],
            notice: Some("虚构".into()),
        };
        let mut writer = Xlsx::new(&sheet).unwrap();
        writer.row(&[Cell::Text("=1+1".into()), Cell::Number(3.0)]).unwrap();
        writer.row(&[Cell::Empty, Cell::Number(0.5)]).unwrap();
        let mut book: Read<_> = Read::new(Cursor::new(writer.finish().unwrap())).unwrap();
        let range = book.worksheet_range("场所").unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("虚构".into())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::String("数".into())));
        assert_eq!(range.get_value((2, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get_value((3, 1)), Some(&Data::Float(0.5)));
    }
}
