//! A workbook of whatever format, opened.

use crate::csv::{self, Csv};
use crate::xls::{self, Xls};
use crate::xlsx::{self, Xlsx};
use crate::{Row, SheetInfo, Unreadable};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// An opened .xlsx, .xls or .csv. What it is is decided by its bytes, never by its name.
#[derive(Debug)]
pub struct Book {
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Xlsx(Box<Xlsx>),
    Xls(Xls),
    Csv(Csv),
}

/// What a file's first bytes say it is.
const FOREIGN: [(&[u8], &str); 9] = [
    (b"%PDF", "这是 PDF 文件，不是工作簿"),
    (b"\x89PNG", "这是图片，不是工作簿"),
    (b"\xFF\xD8\xFF", "这是图片，不是工作簿"),
    (b"GIF8", "这是图片，不是工作簿"),
    (b"Rar!", "这是压缩包，请解压后导入其中的工作簿"),
    (b"7z\xBC\xAF", "这是压缩包，请解压后导入其中的工作簿"),
    (b"\x1F\x8B", "这是压缩包，请解压后导入其中的工作簿"),
    (b"{\\rtf", "这是 RTF 文档，不是工作簿"),
    (b"SQLite format 3", "这是数据库文件，不是工作簿"),
];

impl Book {
    /// Opens a workbook. Of a .xlsx the shared strings are read now, of a .xls everything; a .csv is held to one
    /// encoding from its first byte to its last.
    ///
    /// # Errors
    /// When there is no such file, it is none of the three formats, or it is encrypted or broken.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let mut start = Vec::new();
        File::open(path)
            .and_then(|file| file.take(512).read_to_end(&mut start))
            .map_err(|error| Unreadable::at_path(path, format!("无法打开：{error}")))?;
        let kind = if start.is_empty() {
            return Err(Unreadable::at_path(path, "文件是空的"));
        } else if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            Kind::Xlsx(Box::new(Xlsx::open(path)?))
        } else if start.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            Kind::Xls(Xls::open(path)?)
        } else if let Some((_, reason)) = FOREIGN.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(Unreadable::at_path(path, *reason));
        } else {
            Kind::Csv(Csv::open(path)?)
        };
        Ok(Self { kind })
    }

    /// The sheets in the order of their tabs; sheets of charts or macros alone are left out.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        match &self.kind {
            Kind::Xlsx(book) => &book.sheets,
            Kind::Xls(book) => &book.sheets,
            Kind::Csv(book) => std::slice::from_ref(&book.sheet),
        }
    }

    /// The rows of a sheet (0-based index into [`Book::sheets`]) from the top, as a stream.
    ///
    /// # Errors
    /// When there is no such sheet or it cannot be opened. Faults further down come with the rows.
    pub fn rows(&self, sheet: usize) -> Result<Rows<'_>, Unreadable> {
        if sheet >= self.sheets().len() {
            return Err(Unreadable::new(self.file(), format!("没有第 {} 个工作表", sheet + 1)));
        }
        Ok(Rows(match &self.kind {
            Kind::Xlsx(book) => RowsOf::Xlsx(Box::new(book.rows(sheet)?)),
            Kind::Xls(book) => RowsOf::Xls(book.rows(sheet)),
            Kind::Csv(book) => RowsOf::Csv(Box::new(book.rows()?)),
        }))
    }

    /// Path as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        match &self.kind {
            Kind::Xlsx(book) => book.package.file(),
            Kind::Xls(book) => &book.file,
            Kind::Csv(book) => &book.file,
        }
    }

    /// Whether cells are bare text, so that types have to be guessed from what is written.
    #[must_use]
    pub const fn is_plain_text(&self) -> bool {
        matches!(self.kind, Kind::Csv(_))
    }
}

/// The rows of a sheet. After an error there is nothing more.
#[derive(Debug)]
pub struct Rows<'a>(RowsOf<'a>);

#[derive(Debug)]
enum RowsOf<'a> {
    Xlsx(Box<xlsx::Rows<'a>>),
    Xls(xls::Rows<'a>),
    Csv(Box<csv::Rows>),
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            RowsOf::Xlsx(rows) => rows.next(),
            RowsOf::Xls(rows) => rows.next().map(Ok),
            RowsOf::Csv(rows) => rows.next(),
        }
    }
}
