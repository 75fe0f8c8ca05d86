//! First values of every column, so that a person sees what a title stands over.

use super::batch;
use super::upload::sheet_of;
use crate::model::{ColumnSamples, Field, Mapping, TableMapping, TableSamples};
use kernel::problem::{FieldProblem, Problem};
use std::path::Path;
use store::Ctx;
use store::files::Files;
use uuid::Uuid;
use workbook::{Book, Unreadable};

/// Rows looked at.
const ROWS: usize = 20;
/// Values of a column.
const VALUES: usize = 3;
/// Characters of a value.
const LONGEST: usize = 40;

/// First values of the columns of every table, in the order of the mapping.
///
/// # Errors
/// 403 without the permission, 404 outside the scope, 422 when the file cannot be read again.
pub async fn samples(ctx: &Ctx, files: &Files, id: Uuid) -> Result<Vec<TableSamples>, Problem> {
    let record = batch(ctx, id).await?;
    let mapping = record.mapping;
    let folder = tempfile::tempdir_in(files.scratch()?).map_err(Problem::internal)?;
    let path = folder.path().join("upload");
    files.fetch(&record.sm3, &path).await?;
    tokio::task::spawn_blocking(move || {
        // Gone when the rows have been read, not before.
        let _folder = folder;
        read(&path, &mapping)
            .map_err(|error| Problem::invalid(vec![FieldProblem::new("/file", "unreadable", error.reason)]))
    })
    .await
    .map_err(Problem::internal)?
}

fn read(path: &Path, mapping: &Mapping) -> Result<Vec<TableSamples>, Unreadable> {
    let book = Book::open(path)?;
    let mut all = Vec::with_capacity(mapping.tables.len());
    for table in &mapping.tables {
        let mut found = TableSamples {
            sheet: table.sheet.clone(),
            first: table.first,
            columns: table
                .columns
                .iter()
                .map(|column| ColumnSamples { column: column.column, values: Vec::new() })
                .collect(),
        };
        if let Some(sheet) = sheet_of(&book, &table.sheet) {
            fill(&book, sheet, table, &mut found)?;
        }
        all.push(found);
    }
    Ok(all)
}

fn fill(book: &Book, sheet: usize, table: &TableMapping, found: &mut TableSamples) -> Result<(), Unreadable> {
    let mut seen = 0;
    for row in book.rows(sheet)? {
        let row = row?;
        if row.number < table.first || row.is_blank() {
            continue;
        }
        if row.number > table.last || seen == ROWS {
            break;
        }
        seen += 1;
        for (column, samples) in table.columns.iter().zip(&mut found.columns) {
            let text = row.cell(column.column).shown();
            let text = text.trim();
            let known = samples.values.len() == VALUES;
            if known || text.is_empty() {
                continue;
            }
            let text = told(column.field, text);
            if !samples.values.contains(&text) {
                samples.values.push(text);
            }
        }
    }
    Ok(())
}

fn told(field: Field, text: &str) -> String {
    match field {
        Field::Phone => kernel::identity::mask_phone(text),
        Field::ResidentNumber => kernel::identity::mask_resident(text),
        _ if text.chars().count() > LONGEST => {
            let mut short: String = text.chars().take(LONGEST).collect();
            short.push('…');
            short
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::suggest::suggest;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_shows_three_different_values_and_no_telephone() {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/second.xlsx"));
        let book = Book::open(path).unwrap();
        let mapping = suggest(&workbook::inspect(&book).unwrap(), &BTreeSet::new(), None);
        let found = read(path, &mapping).unwrap();
        assert_eq!(found.len(), mapping.tables.len());
        for (table, samples) in mapping.tables.iter().zip(&found).filter(|(table, _)| table.taken) {
            for (column, samples) in table.columns.iter().zip(&samples.columns) {
                assert_eq!(column.column, samples.column);
                assert!(samples.values.len() <= VALUES);
                if column.field == Field::Name {
                    assert_eq!(samples.values.len(), VALUES, "{}", column.title);
                }
                if column.field == Field::Phone {
                    assert!(samples.values.iter().all(|text| text.contains('*')), "{samples:?}");
                }
            }
        }
    }
}
