//! The file as a stream of checked rows, on a thread of its own.

use super::upload::sheet_of;
use crate::model::{Checked, Class, Code, Draft, Mapping, Mark};
use crate::rules::{Above, Filled, Gazetteer, Kinds, Outlines, Reader};
use kernel::scope::Scope;
use kernel::text::normalise;
use sm3::{Digest, Sm3};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, channel};
use workbook::{Book, Cell, RowClass, SheetTables, Unreadable};

/// Rows settled in one transaction.
pub(crate) const CHUNK: usize = 500;

/// What rows are held against.
#[derive(Debug, Clone)]
pub(crate) struct Standard {
    pub gazetteer: Arc<Gazetteer>,
    pub kinds: Arc<Kinds>,
    pub outlines: Arc<Outlines>,
    pub scope: Scope,
}

/// Reads the file in the background. Chunks come in the order of the file; an unreadable file ends the stream with its
/// reason.
pub(crate) fn open(
    path: PathBuf,
    mapping: Mapping,
    kept: Option<Vec<SheetTables>>,
    standard: Standard,
) -> Receiver<Result<Vec<Checked>, Unreadable>> {
    // Few chunks in flight: the file is read only as fast as the database takes it.
    let (sender, receiver) = channel(2);
    tokio::task::spawn_blocking(move || {
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = read(&path, &mapping, kept, &standard, &mut |row| {
            chunk.push(row);
            chunk.len() < CHUNK || sender.blocking_send(Ok(std::mem::take(&mut chunk))).is_ok()
        });
        let last = match read {
            Ok(()) if chunk.is_empty() => return,
            Ok(()) => Ok(chunk),
            Err(error) => Err(error),
        };
        // Nobody listens when the import was stopped.
        drop(sender.blocking_send(last));
    });
    receiver
}

/// Reads rows until `take` answers false. Tables that nobody kept are found again.
pub(crate) fn read(
    path: &std::path::Path,
    mapping: &Mapping,
    kept: Option<Vec<SheetTables>>,
    standard: &Standard,
    take: &mut dyn FnMut(Checked) -> bool,
) -> Result<(), Unreadable> {
    let book = Book::open(path)?;
    let reader = Reader {
        gazetteer: &standard.gazetteer,
        kinds: &standard.kinds,
        scope: &standard.scope,
        outlines: &standard.outlines,
        mapping,
    };
    let mut seen = Seen::default();
    let mut found: Vec<Option<SheetTables>> = kept.unwrap_or_default().into_iter().map(Some).collect();
    found.resize_with(book.sheets().len(), || None);
    for table in mapping.tables.iter().filter(|table| table.taken) {
        let Some(sheet) = sheet_of(&book, &table.sheet) else { continue };
        let number = u32::try_from(sheet).unwrap_or(u32::MAX);
        let Some(here) = found.get_mut(sheet) else { continue };
        let here = match here {
            Some(here) => here,
            empty => empty.insert(workbook::tables(&book, sheet)?),
        };
        let Some(body) = here.tables.iter().find(|body| body.header_rows == table.header_rows) else {
            continue;
        };
        let mut above = Above::default();
        for row in workbook::table_rows(&book, sheet, body)? {
            let row = row?;
            let place = (number, row.number, row.hidden);
            let checked = match row.class {
                RowClass::Blank => continue,
                RowClass::Data => {
                    let mut cells: Vec<Filled> = Vec::new();
                    for (at, (cell, column)) in row.cells.into_iter().zip(&body.columns).enumerate() {
                        let index = column.index.saturating_sub(1) as usize;
                        cells.resize(cells.len().max(index + 1), Filled { cell: Cell::Empty, merged: false });
                        if let Some(place) = cells.get_mut(index) {
                            *place = Filled { cell, merged: row.merged.contains(&at) };
                        }
                    }
                    let mut checked = reader.read(table, &mut above, place, &cells);
                    seen.hold(&mut checked);
                    checked
                }
                RowClass::Subtotal => apart(place, Class::Subtotal),
                RowClass::Note | RowClass::RepeatedHeader => apart(place, Class::Note),
            };
            if !take(checked) {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn apart((sheet, row, hidden): (u32, u32, bool), class: Class) -> Checked {
    Checked {
        sheet,
        row,
        hidden,
        draft: Draft::default(),
        marks: Vec::new(),
        code_column: 1,
        kind_column: 1,
        class,
    }
}

/// Rows seen before, by a digest of what makes them the same: sixteen bytes a row.
#[derive(Default)]
struct Seen(HashMap<[u8; 16], (u32, u32)>);

impl Seen {
    /// Marks a row that stands in the file already. A row with a fault of its own is not remembered: its double may be the
    /// right one.
    fn hold(&mut self, row: &mut Checked) {
        if !row.good() {
            return;
        }
        let draft = &row.draft;
        let region = draft.region.and_then(|region| region.town()).map(|town| town.to_string());
        let key = [
            normalise(&draft.name),
            normalise(&draft.address),
            draft.credit_code.clone().unwrap_or_default(),
            region.unwrap_or_default(),
        ]
        .join("\n");
        let mut digest = [0; 16];
        for (to, from) in digest.iter_mut().zip(Sm3::digest(key.as_bytes())) {
            *to = from;
        }
        match self.0.get(&digest) {
            Some((sheet, first)) => {
                let at =
                    if *sheet == row.sheet { String::new() } else { format!("第 {} 张表", sheet + 1) };
                let message = format!("与{at}第 {first} 行重复");
                row.marks.push(Mark::new(row.code_column, Code::F08, message));
            }
            None => {
                self.0.insert(digest, (row.sheet, row.row));
            }
        }
    }
}
