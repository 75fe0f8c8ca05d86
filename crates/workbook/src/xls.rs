//! Workbooks of the older binary format.

mod stream;

use crate::{Cell, Merge, Row, SheetInfo, Unreadable};
use calamine::{Data, Range, Reader, SheetVisible, Xls as Calamine};
use std::collections::HashSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Bytes a file may have; the format ends at 65,536 rows of 256 columns a sheet.
const LARGEST: u64 = 512 << 20;

/// An opened .xls file, all of it in memory.
#[derive(Debug)]
pub(crate) struct Xls {
    pub(crate) file: String,
    pub(crate) sheets: Vec<SheetInfo>,
    ranges: Vec<Range<Data>>,
    hidden: Vec<HashSet<u32>>,
    from_1904: bool,
}

impl Xls {
    pub(crate) fn open(path: &Path) -> Result<Self, Unreadable> {
        let fault = |reason: String| Unreadable::at_path(path, reason);
        let size = std::fs::metadata(path).map_err(|error| fault(format!("无法打开：{error}")))?.len();
        if size > LARGEST {
            return Err(fault("文件过大，请另存为 .xlsx".into()));
        }
        let bytes = std::fs::read(path).map_err(|error| fault(format!("无法读取：{error}")))?;
        let marks = stream::read(&bytes).map_err(|reason| fault(reason.into()))?;
        // The parser was written for files of good faith; a broken one may trip it.
        let parsed = catch_unwind(AssertUnwindSafe(|| Self::parse(path, &bytes, &marks)));
        parsed.unwrap_or_else(|_| Err(fault("工作簿已损坏，请用表格软件打开后另存为 .xlsx".into())))
    }

    fn parse(path: &Path, bytes: &[u8], marks: &[stream::Marks]) -> Result<Self, Unreadable> {
        let mut book: Calamine<_> = Calamine::new(Cursor::new(bytes)).map_err(|error| {
            let reason = match error {
                calamine::XlsError::Password => "文件已加密，请去除密码后再导入".to_owned(),
                other => format!("工作簿已损坏（{other}），请用表格软件打开后另存为 .xlsx"),
            };
            Unreadable::at_path(path, reason)
        })?;
        let file = path.display().to_string();
        let (mut sheets, mut ranges, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
        for metadata in book.sheets_metadata().to_vec() {
            let Ok(range) = book.worksheet_range(&metadata.name) else { continue };
            let merged = book.merge_cells_by_sheet_name(&metadata.name).unwrap_or_default();
            let mut merged: Vec<Merge> = merged
                .into_iter()
                .filter(|merge| {
                    merge.start.0 <= merge.end.0 && merge.start.1 <= merge.end.1 && merge.end.0 < 65_536
                })
                .map(|merge| Merge {
                    first_row: merge.start.0 + 1,
                    last_row: merge.end.0 + 1,
                    first_column: merge.start.1 + 1,
                    last_column: merge.end.1 + 1,
                })
                .collect();
            merged.sort_unstable();
            let found = marks.iter().find(|marks| marks.sheet == metadata.name);
            let hidden_columns = found.map(|marks| marks.columns.clone()).unwrap_or_default();
            let visible = metadata.visible == SheetVisible::Visible;
            sheets.push(SheetInfo { name: metadata.name.clone(), visible, merged, hidden_columns });
            ranges.push(range);
            hidden.push(found.map(|marks| marks.rows.clone()).unwrap_or_default());
        }
        if sheets.is_empty() {
            return Err(Unreadable::at_path(path, "工作簿里没有工作表"));
        }
        Ok(Self { file, sheets, ranges, hidden, from_1904: book.has_1904_epoch() })
    }

    pub(crate) fn rows(&self, sheet: usize) -> Rows<'_> {
        Rows { book: self, sheet, next: 0 }
    }

    fn cell(&self, data: &Data) -> Cell {
        match data {
            Data::Empty => Cell::Empty,
            Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) => {
                if text.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(text.clone())
                }
            }
            Data::Int(number) => Cell::Number(*number as f64),
            Data::Float(number) => Cell::Number(*number),
            Data::Bool(value) => Cell::Bool(*value),
            Data::Error(error) => Cell::Error(error.to_string()),
            Data::DateTime(date) if date.is_duration() => Cell::Number(date.as_f64()),
            Data::DateTime(date) => crate::number::date(date.as_f64(), self.from_1904)
                .map_or_else(|| Cell::Number(date.as_f64()), Cell::Date),
        }
    }
}

/// The rows of a sheet.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    book: &'a Xls,
    sheet: usize,
    next: u32,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let range = &self.book.ranges[self.sheet];
        let (start, end) = (range.start()?, range.end()?);
        let index = start.0.checked_add(self.next)?;
        if index > end.0 {
            return None;
        }
        self.next += 1;
        let hidden = self.book.hidden[self.sheet].contains(&(index + 1));
        let mut row = Row { number: index + 1, hidden, cells: Vec::new() };
        for column in start.1..=end.1 {
            if let Some(data) = range.get_value((index, column)) {
                row.put(column + 1, self.book.cell(data));
            }
        }
        Some(row)
    }
}
