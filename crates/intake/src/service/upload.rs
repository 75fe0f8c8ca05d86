//! Taking a workbook in: its tables are found and a mapping is proposed.

use super::{WRITE, detail, home};
use crate::model::{BatchDetail, Importer, Mapping};
use crate::repo::{batches, sources};
use crate::rules::suggest;
use crate::schema::IMPORT;
use kernel::problem::{FieldProblem, Problem};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;
use workbook::{Book, KeptSheet, SheetTables};

/// A file that was looked through but not yet stored.
#[derive(Debug)]
pub struct Looked {
    /// File name.
    pub name: String,
    /// Tables by sheet.
    pub tables: Vec<SheetTables>,
    /// Sheets that are not shown.
    pub hidden: BTreeSet<String>,
}

/// Looks a file through. Slow for large files: call it outside a transaction.
///
/// # Errors
/// 422 on `/file` when it is no workbook, or holds no table.
pub fn look(name: &str, path: &Path) -> Result<Looked, Problem> {
    let refuse = |message: String| Problem::invalid(vec![FieldProblem::new("/file", "unreadable", message)]);
    let book = Book::open(path).map_err(|error| refuse(error.reason))?;
    let mut tables = workbook::inspect(&book).map_err(|error| refuse(error.reason))?;
    if book.is_plain_text() {
        // The file on disk has a name of its own; people know theirs.
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        tables.iter_mut().for_each(|sheet| stem.clone_into(&mut sheet.sheet));
    }
    if tables.iter().all(|sheet| sheet.tables.is_empty()) {
        return Err(refuse("没有找到带表头的表格，请确认第一行或前几行是列名".to_owned()));
    }
    let hidden =
        book.sheets().iter().filter(|sheet| !sheet.visible).map(|sheet| sheet.name.clone()).collect();
    Ok(Looked { name: name.to_owned(), tables, hidden })
}

/// The sheet a table of a mapping stands in. A text file has only one, whatever it is called.
pub(super) fn sheet_of(book: &Book, name: &str) -> Option<usize> {
    if book.is_plain_text() {
        return Some(0);
    }
    book.sheets().iter().position(|sheet| sheet.name == name)
}

/// Keeps a file that was looked through, with a proposed mapping.
///
/// # Errors
/// 403 without the permission, 422 on `/source`.
pub async fn upload(
    ctx: &Ctx,
    looked: Looked,
    source: &str,
    (sm3, size): (&str, i64),
) -> Result<BatchDetail, Problem> {
    let region = home(&ctx.caller)?;
    let source = source.trim();
    if source.is_empty() || source.chars().count() > 50 {
        let message = "请写明是谁的台账，例如“市场监管局九小场所台账”，最多 50 字";
        return Err(Problem::invalid(vec![FieldProblem::new("/source", "length", message)]));
    }
    let key = region.map(|code| code.to_string()).unwrap_or_default();
    let remembered = sources::remembered(ctx, &key, source).await?;
    let mapping: Mapping = suggest::suggest(&looked.tables, &looked.hidden, remembered.as_ref());
    let id: Uuid = ctx.id();
    let new = batches::New {
        id,
        source,
        file_name: &looked.name,
        sm3,
        size,
        region,
        mapping: &mapping,
        tables: &looked.tables.iter().map(KeptSheet::from).collect::<Vec<_>>(),
        total: suggest::total(&mapping),
        caller: kept(ctx)?,
    };
    batches::insert(ctx, new).await?;
    ctx.audit(Entry {
        action: "import.upload",
        object_kind: IMPORT.kind,
        object_id: Some(id),
        summary: format!("上传台账“{}”（{source}）", looked.name),
        detail: json!({ "sm3": sm3, "size": size }),
        rows: &[(&IMPORT, id)],
    })
    .await?;
    ctx.caller.require(WRITE)?;
    detail(ctx, id).await
}

/// The caller as the work behind the page will need them.
pub(super) fn kept(ctx: &Ctx) -> Result<String, Problem> {
    serde_json::to_string(&Importer::from(&ctx.caller)).map_err(Problem::internal)
}
