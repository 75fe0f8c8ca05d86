//! The importer's own workbook back, with what became of every row.

use super::batch;
use crate::model::{BatchRecord, Outcome};
use crate::repo::rows::{RowRecord, Which};
use crate::repo::{batches, rows};
use kernel::problem::Problem;
use std::path::Path;
use store::Ctx;
use store::files::Files;
use tokio::sync::mpsc::{Sender, channel};
use uuid::Uuid;
use workbook::{Book, CellMark, MarkError, RowMark, Severity, SheetTables};

/// A marked workbook.
#[derive(Debug)]
pub struct Marked {
    /// File name to offer.
    pub name: String,
    /// The workbook, .xlsx, to be read from its start.
    pub file: std::fs::File,
}

/// Rows of one fetch.
const TOGETHER: i64 = 500;

/// Sends what is written beside and into the rows of an import, in order of sheet and row, as fast as it is taken.
async fn send(ctx: &Ctx, record: &BatchRecord, to: Sender<Vec<RowMark>>) -> Result<(), Problem> {
    let mut after = None;
    loop {
        let page = rows::page(ctx, record.id, Which::default(), after, TOGETHER).await?;
        let Some(last) = page.last().map(|row| (row.sheet, row.row)) else { return Ok(()) };
        after = Some(last);
        // Nobody listens when the workbook could not be written: that fault is told.
        if to.send(page.iter().map(told).collect()).await.is_err() {
            return Ok(());
        }
    }
}

fn told(row: &RowRecord) -> RowMark {
    let mut words = vec![row.outcome.words().to_owned()];
    if row.hidden {
        words.push("隐藏行".to_owned());
    }
    let cells: Vec<CellMark> = row
        .marks
        .iter()
        .map(|mark| CellMark {
            column: mark.column,
            severity: if mark.code.is_fault() { Severity::Fault } else { Severity::Note },
            text: format!("{:?} {}", mark.code, mark.message),
        })
        .collect();
    words.extend(cells.iter().map(|cell| cell.text.clone()));
    if row.outcome == Outcome::Review {
        let names: Vec<&str> = row.candidates.iter().map(|one| one.name.as_str()).collect();
        words.push(format!("可能是：{}", names.join("、")));
    }
    RowMark { sheet: row.sheet as usize, row: row.row, cells, result: words.join("；") }
}

/// Writes the marked workbook of an import beside its file.
///
/// # Errors
/// When the file cannot be read again or the marked one cannot be written.
pub async fn write_marked(ctx: &Ctx, record: &BatchRecord, path: &Path, out: &Path) -> Result<(), Problem> {
    let kept = batches::tables(ctx, record.id).await?;
    let (sender, mut receiver) = channel(2);
    let (path, out) = (path.to_path_buf(), out.to_path_buf());
    let written = tokio::task::spawn_blocking(move || {
        let book = Book::open(&path)?;
        let found = match kept {
            Some(kept) => kept.into_iter().map(SheetTables::from).collect(),
            None => workbook::inspect(&book)?,
        };
        let marks = std::iter::from_fn(|| receiver.blocking_recv()).flatten();
        workbook::mark(&book, &workbook::result_columns(&found), marks, &out)
    });
    let sent = send(ctx, record, sender).await;
    let refuse = |error: MarkError| Problem::bad_request(error.to_string());
    written.await.map_err(Problem::internal)?.map_err(refuse)?;
    sent
}

/// The marked workbook of an import.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn marked(ctx: &Ctx, files: &Files, id: Uuid) -> Result<Marked, Problem> {
    let record = batch(ctx, id).await?;
    let folder = tempfile::tempdir_in(files.scratch()?).map_err(Problem::internal)?;
    let (path, out) = (folder.path().join("upload"), folder.path().join("marked.xlsx"));
    files.fetch(&record.sm3, &path).await?;
    write_marked(ctx, &record, &path, &out).await?;
    let stem = record.file_name.rsplit_once('.').map_or(record.file_name.as_str(), |(stem, _)| stem);
    // Open files outlive their folder, so nothing is left behind.
    let file = std::fs::File::open(&out).map_err(Problem::internal)?;
    Ok(Marked { name: format!("{stem}-导入结果.xlsx"), file })
}
