//! Comma-separated values (RFC 4180), with a guard against text that a spreadsheet would run as a formula.

use crate::{Cell, Sheet};

pub(crate) struct Csv(String);

impl Csv {
    pub(crate) fn new(sheet: &Sheet) -> Self {
        let mut csv = Self(String::from('\u{feff}'));
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
