//! Comma-separated values (RFC 4180), with a guard against text that a spreadsheet would run as a formula.

use crate::{Cell, Sheet, WriteError};
use std::fs::File;
use std::io::Write as _;

/// Bytes gathered before they go to disk.
const GATHERED: usize = 64 * 1024;

/// Rows gathered, and where they go from time to time when they are not all kept in memory.
pub(crate) struct Csv(String, Option<File>);

impl Csv {
    pub(crate) fn new(sheet: &Sheet) -> Self {
        let mut csv = Self(String::from('\u{feff}'), None);
        if let Some(notice) = &sheet.notice {
            csv.row(&[Cell::Text(notice.clone())]);
        }
        let head: Vec<Cell> = sheet.columns.iter().map(|column| Cell::Text(column.clone())).collect();
        csv.row(&head);
        csv
    }

    pub(crate) fn row(&mut self, cells: &[Cell]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => self.0.push_str(&number.to_string()),
                Cell::Text(text) => self.text(text),
            }
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, text: &str) {
        // A leading apostrophe makes spreadsheets take the rest as text.
        let guard = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quote = guard || text.contains(['"', ',', '\n', '\r']);
        if quote {
            self.0.push('"');
        }
        if guard {
            self.0.push('\'');
        }
        self.0.push_str(&text.replace('"', "\"\""));
        if quote {
            self.0.push('"');
        }
    }

    /// Lets the rows go into a file as they come.
    pub(crate) fn into_file(mut self, file: File) -> Self {
        self.1 = Some(file);
        self
    }

    /// Writes what was gathered into the file, if there is one and it is worth it.
    pub(crate) fn spill(&mut self, least: usize) -> Result<(), WriteError> {
        if let Some(file) = self.1.as_mut().filter(|_| self.0.len() >= least) {
            file.write_all(self.0.as_bytes()).map_err(WriteError::from)?;
            self.0.clear();
        }
        Ok(())
    }

    /// As [`Csv::spill`] once enough has been gathered.
    pub(crate) fn gathered(&mut self) -> Result<(), WriteError> {
        self.spill(GATHERED)
    }

    pub(crate) fn finish_file(mut self) -> Result<File, WriteError> {
        self.spill(0)?;
        self.1.ok_or_else(|| WriteError::Workbook("没有临时文件".to_owned()))
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_formulas_come_out_harmless() {
        let sheet = Sheet {
            name: "表".into(),
            columns: vec!["名称".into(), "数".into()],
            notice: Some("虚构".into()),
        };
        let mut csv = Csv::new(&sheet);
        csv.row(&[Cell::Text("甲\"乙,丙".into()), Cell::Number(1.5)]);
        csv.row(&[Cell::Text("=HYPERLINK(1)".into()), Cell::Empty]);
        let text = String::from_utf8(csv.finish()).unwrap();
        assert_eq!(text, "\u{feff}虚构\r\n名称,数\r\n\"甲\"\"乙,丙\",1.5\r\n\"'=HYPERLINK(1)\",\r\n");
    }
}
