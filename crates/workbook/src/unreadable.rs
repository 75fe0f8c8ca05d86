//! Why a workbook could not be read.

use std::fmt;
use std::path::Path;

/// The file cannot be read, or not any further; says which file, and where in it as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Path as it was given.
    pub file: String,
    /// Name of the sheet, when the fault lies in one.
    pub sheet: Option<String>,
    /// Row of the sheet, 1-based, at or after which the fault lies.
    pub row: Option<u32>,
    /// What is wrong and what to do, in Chinese.
    pub reason: String,
}

impl Unreadable {
    pub(crate) fn new(file: &str, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), sheet: None, row: None, reason: reason.into() }
    }

    pub(crate) fn at_path(path: &Path, reason: impl Into<String>) -> Self {
        Self::new(&path.display().to_string(), reason)
    }

    /// The same, in a sheet.
    pub(crate) fn in_sheet(mut self, sheet: &str) -> Self {
        self.sheet.get_or_insert_with(|| sheet.to_owned());
        self
    }

    /// The same, at a row.
    pub(crate) fn at_row(mut self, row: u32) -> Self {
        if row > 0 {
            self.row.get_or_insert(row);
        }
        self
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: ", self.file, self.row.unwrap_or(1))?;
        if let Some(sheet) = &self.sheet {
            write!(formatter, "工作表“{sheet}”")?;
            if let Some(row) = self.row {
                write!(formatter, "第{row}行")?;
            }
            formatter.write_str("：")?;
        }
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for Unreadable {}
