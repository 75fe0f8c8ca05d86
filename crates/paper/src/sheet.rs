//! A sheet of rows, written row by row so that its length does not matter.

use crate::{csv, xlsx};
use std::fs::File;
use std::io::Seek as _;
use std::str::FromStr;

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML workbook.
    Xlsx,
    /// Comma-separated UTF-8 with a byte-order mark, which Excel and WPS open with Chinese intact.
    Csv,
}

/// The text names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("导出格式只有 xlsx 和 csv，没有“{0}”")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text {
            "xlsx" => Ok(Self::Xlsx),
            "csv" => Ok(Self::Csv),
            other => Err(UnknownFormat(other.to_owned())),
        }
    }
}

impl Format {
    /// Media type of the file.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Ending of the file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// What stands above the rows.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Name of the sheet, at most 31 characters.
    pub name: String,
    /// Head of every column.
    pub columns: Vec<String>,
    /// A line above the head, for instance that the data is made up.
    pub notice: Option<String>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text; never read as a formula.
    Text(String),
    /// Number.
    Number(f64),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More rows than a sheet takes (1,048,576). The other format has no such end.
    #[error("超过 Excel 单表 1048576 行的上限，请改用 csv 或缩小范围")]
    TooLong,
    /// The workbook could not be put together.
    #[error("表格未能生成：{0}")]
    Workbook(String),
}

impl From<std::io::Error> for WriteError {
    fn from(error: std::io::Error) -> Self {
        Self::Workbook(error.to_string())
    }
}

/// Writes a sheet row by row.
pub struct Writer(Kind);

enum Kind {
    Xlsx(Box<xlsx::Xlsx>),
    Csv(csv::Csv),
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Writer")
    }
}

impl Writer {
    /// Begins a sheet.
    ///
    /// # Errors
    /// When the workbook cannot be begun.
    pub fn new(format: Format, sheet: &Sheet) -> Result<Self, WriteError> {
        Ok(Self(match format {
            Format::Xlsx => Kind::Xlsx(Box::new(xlsx::Xlsx::new(sheet)?)),
            Format::Csv => Kind::Csv(csv::Csv::new(sheet)),
        }))
    }

    /// Lets the rows go to a temporary file of the disk as they come, for [`Writer::finish_file`]. The file has no name and is
    /// gone when it is closed. Rows of a workbook go to disk anyway.
    ///
    /// # Errors
    /// When there is no room for a temporary file.
    pub fn on_disk(self) -> Result<Self, WriteError> {
        Ok(match self.0 {
            Kind::Csv(sheet) => Self(Kind::Csv(sheet.into_file(tempfile::tempfile()?))),
            sheet @ Kind::Xlsx(_) => Self(sheet),
        })
    }

    /// Writes a day instead of the moment of writing into the file, so that the same rows give the same bytes.
    ///
    /// # Errors
    /// When the day is none a workbook knows (before 1900).
    pub fn dated(mut self, year: u16, month: u8, day: u8) -> Result<Self, WriteError> {
        if let Kind::Xlsx(sheet) = &mut self.0 {
            sheet.dated(year, month, day)?;
        }
        Ok(self)
    }

    /// Sets widths of columns, in characters, from the first on.
    ///
    /// # Errors
    /// When there are more columns than a sheet takes.
    pub fn widths(mut self, widths: &[f64]) -> Result<Self, WriteError> {
        if let Kind::Xlsx(sheet) = &mut self.0 {
            sheet.widths(widths)?;
        }
        Ok(self)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`WriteError::TooLong`] where the format has an end.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), WriteError> {
        match &mut self.0 {
            Kind::Xlsx(sheet) => sheet.row(cells),
            Kind::Csv(sheet) => {
                sheet.row(cells);
                sheet.gathered()
            }
        }
    }

    /// Ends the sheet and answers the file.
    ///
    /// # Errors
    /// When the workbook cannot be packed.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.0 {
            Kind::Xlsx(sheet) => sheet.finish(),
            Kind::Csv(sheet) => Ok(sheet.finish()),
        }
    }

    /// Ends a sheet that was begun [`Writer::on_disk`] and answers the file, to be read from its start.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish_file(self) -> Result<File, WriteError> {
        let mut file = match self.0 {
            Kind::Xlsx(sheet) => sheet.finish_file(tempfile::tempfile()?)?,
            Kind::Csv(sheet) => sheet.finish_file()?,
        };
        file.rewind()?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn a_sheet_on_disk_is_the_sheet_in_memory() {
        let sheet =
            Sheet { name: "场所".into(), columns: vec!["名称".into(), "数".into()], notice: None };
        for format in [Format::Csv, Format::Xlsx] {
            let write = |mut writer: Writer| {
                for number in 0..5_000_u32 {
                    writer.row(&[Cell::Text(format!("示例{number}")), number.into()]).unwrap();
                }
                writer
            };
            let begun = || Writer::new(format, &sheet).unwrap().dated(2024, 9, 30).unwrap();
            let memory = write(begun()).finish().unwrap();
            let mut disk = Vec::new();
            write(begun().on_disk().unwrap()).finish_file().unwrap().read_to_end(&mut disk).unwrap();
            assert!(memory == disk && disk.len() > 20_000, "{format:?}: {} and {}", memory.len(), disk.len());
        }
    }
}
