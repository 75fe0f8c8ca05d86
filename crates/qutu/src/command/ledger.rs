//! `qutu ledger …`.

use super::{Exit, Streams};
use anyhow::Result;
use std::path::Path;
use workbook::{Book, SheetTables, Unreadable};

/// `inspect`: the tables of a file, one line a sheet.
///
/// # Errors
/// When a stream is closed.
pub fn inspect(file: &Path, streams: &mut Streams<'_>) -> Result<Exit> {
    match tables(file) {
        Ok(sheets) => {
            for sheet in &sheets {
                streams.line(sheet)?;
            }
            Ok(Exit::Done)
        }
        Err(fault) => {
            streams.say(fault)?;
            Ok(Exit::Unusable)
        }
    }
}

fn tables(file: &Path) -> Result<Vec<SheetTables>, Unreadable> {
    workbook::inspect(&Book::open(file)?)
}
