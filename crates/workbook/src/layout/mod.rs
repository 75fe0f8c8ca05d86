//! Rows put into a form that another office gave out: its formats stay, its table grows.

mod moved;
mod sheet;
mod whole;

use crate::book::Kind;
use crate::table::RowClass;
use crate::{Book, Cell, MarkError, Merge, SheetTables, Unreadable};
use moved::Moved;
use sheet::Fill;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Bytes the sheet of a form may have.
const LARGEST: u64 = 64 << 20;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filled {
    /// Rows written.
    pub rows: u32,
    /// Rows by which the table outgrew the form; what stood below moved down.
    pub grown: u32,
}

/// Where rows go in a form.
pub(crate) struct Place {
    /// First row of data.
    first: u32,
    /// First row below the prepared ones; none when nothing stands below.
    below: Option<u32>,
    /// Column of each value.
    columns: Vec<u32>,
    /// Column that numbers the rows and gets no value.
    ordinal: Option<u32>,
    /// Merged ranges of the sheet.
    merged: Vec<Merge>,
}

/// Writes rows into one table of a .xlsx form: `columns[k]` is the 1-based column of the k-th value of every row.
///
/// Rows begin below the header. Cells keep the format of the prepared row, or of the first prepared row where there
/// are more rows than prepared ones; columns without values keep their formulas, and a column 序号 is numbered. What
/// stands below (sums, notes, another table) moves down as far as needed, merged ranges, rules and the sheet's own
/// formulas with it; formulas of other sheets and pictures stay where they are. The office program computes all
/// formulas anew when it opens the file.
///
/// # Errors
/// When the form is no .xlsx or cannot be read, `out` cannot be written, or the rows do not fit into a sheet.
pub fn fill_layout(
    book: &Book,
    sheet: usize,
    found: &SheetTables,
    table: usize,
    columns: &[u32],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    out: &Path,
) -> Result<Filled, MarkError> {
    let Kind::Xlsx(source) = &book.kind else {
        return Err(Unreadable::new(book.file(), "只有 .xlsx 能用作填报模板，请先另存为 .xlsx").into());
    };
    let place = place(book, sheet, found, table, columns)?;
    let part = &source.parts[sheet];
    let content = source.package.bytes(part, LARGEST)?;
    let fault = |reason: String| {
        MarkError::from(Unreadable::new(book.file(), reason).in_sheet(&book.sheets()[sheet].name))
    };
    let mut archive = ZipArchive::new(BufReader::new(File::open(source.package.path())?))?;
    let mut zip = ZipWriter::new(BufWriter::new(File::create(out)?));
    let relations = crate::xlsx::relations_of(&source.workbook_part);
    let same = |name: &str, part: &str| {
        name.trim_start_matches('/').eq_ignore_ascii_case(part.trim_start_matches('/'))
    };
    let mut names = BTreeMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        // The order of computation names cells that have moved; office programs make it anew.
        if name.to_ascii_lowercase().ends_with("calcchain.xml") {
            continue;
        }
        match [part, &relations, &source.workbook_part, "[Content_Types].xml"]
            .iter()
            .find(|part| same(&name, part))
        {
            Some(part) => {
                names.insert((*part).to_owned(), name);
            }
            None => zip.raw_copy_file(entry)?,
        }
    }
    for (part, name) in names.iter().filter(|(name, _)| *name != part) {
        let text = source.package.bytes(part, LARGEST)?;
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(&whole::without_chain(&text).map_err(|broken| fault(broken.0))?)?;
    }
    zip.start_file(names.get(part).map_or(part.as_str(), String::as_str), SimpleFileOptions::default())?;
    let mut fill = Fill::new(&content, BufWriter::new(&mut zip), &place, source);
    let filled = fill.run(rows.into_iter()).map_err(|error| match error {
        sheet::Stop::Source(reason) => fault(reason),
        sheet::Stop::Target(error) => error,
    })?;
    drop(fill);
    zip.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(filled)
}

fn place(
    book: &Book,
    sheet: usize,
    found: &SheetTables,
    table: usize,
    columns: &[u32],
) -> Result<Place, MarkError> {
    let wrong = |reason: &str| MarkError::from(Unreadable::new(book.file(), reason));
    let chosen = found.tables.get(table).ok_or_else(|| wrong("模板里没有这张表"))?;
    if columns.iter().any(|column| *column == 0 || *column > crate::number::COLUMNS) {
        return Err(wrong("列号不对"));
    }
    let shape = chosen.shape();
    let mut first = shape.header_end + 1;
    let next = found
        .tables
        .iter()
        .filter_map(|other| other.header_rows.first().copied())
        .filter(|row| *row >= first)
        .min();
    let mut below = next;
    for row in book.rows(sheet)? {
        let row = row?;
        if row.number < first || row.is_blank() {
            continue;
        }
        if next.is_some_and(|next| row.number >= next) {
            break;
        }
        let merged = crate::table::starting(&book.sheets()[sheet].merged, row.number, row.number);
        match shape.class(&row, merged) {
            // A line that numbers the columns belongs to the header.
            RowClass::Note if row.number == first && shape.numbers_columns(&row) => first += 1,
            RowClass::Note | RowClass::Subtotal => {
                below = Some(row.number);
                break;
            }
            _ => {}
        }
    }
    let ordinal = shape.ordinal.filter(|ordinal| !columns.contains(ordinal));
    let merged = book.sheets()[sheet].merged.clone();
    Ok(Place { first, below, columns: columns.to_vec(), ordinal, merged })
}

impl Place {
    /// How rows move when so many are written.
    fn moved(&self, rows: u32) -> Moved {
        let room = self.below.map_or(u32::MAX, |below| below - self.first);
        Moved { from: self.below.unwrap_or(u32::MAX), by: rows.saturating_sub(room) }
    }
}
