//! A .xlsx written again: what needs no change is copied packed as it is.

use super::sheet::{Copy, Stop};
use super::styles::Styles;
use super::{MarkError, Marked, Marks, ResultColumn, RowMark};
use crate::Unreadable;
use crate::xlsx::Xlsx;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Room a packed part may need beyond what the older header counts.
const LARGE: u64 = 1 << 31;

pub(super) fn mark<I: Iterator<Item = RowMark>>(
    source: &Xlsx,
    columns: &BTreeMap<usize, &ResultColumn>,
    marks: &mut Marks<I>,
    out: &Path,
) -> Result<Marked, MarkError> {
    let package = &source.package;
    let mut styles = match &source.styles_part {
        Some(part) => Styles::read(package, part)?,
        None => None,
    };
    let mut done = Marked { coloured: styles.is_some(), ..Marked::default() };
    let handle = File::open(package.path())?;
    let mut archive = ZipArchive::new(BufReader::new(handle))?;
    let mut zip = ZipWriter::new(BufWriter::new(File::create(out)?));
    let same = |name: &str, part: &str| {
        name.trim_start_matches('/').eq_ignore_ascii_case(part.trim_start_matches('/'))
    };
    let patched = |name: &str| {
        let sheet = columns.keys().filter_map(|sheet| source.parts.get(*sheet)).any(|part| same(name, part));
        let format = styles.is_some() && source.styles_part.as_ref().is_some_and(|part| same(name, part));
        sheet || format
    };
    let mut renamed: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        if patched(&name) {
            renamed.insert(name.trim_start_matches('/').to_ascii_lowercase(), (name, entry.size()));
        } else {
            zip.raw_copy_file(entry)?;
        }
    }
    let place = |part: &str| {
        let found = renamed.get(&part.trim_start_matches('/').to_ascii_lowercase()).cloned();
        found.unwrap_or_else(|| (part.to_owned(), 0))
    };
    for (sheet, added) in columns {
        let Some(part) = source.parts.get(*sheet) else { continue };
        let (name, size) = place(part);
        zip.start_file(name, SimpleFileOptions::default().large_file(size > LARGE))?;
        let stream = BufReader::with_capacity(64 << 10, package.stream(part)?);
        let target = BufWriter::with_capacity(64 << 10, &mut zip);
        let copy = Copy::new(stream, target, added, marks, styles.as_mut(), &mut done);
        copy.run().map_err(|stop| match stop {
            Stop::Source(reason, row) => Unreadable::new(package.file(), reason)
                .in_sheet(&source.sheets[*sheet].name)
                .at_row(row)
                .into(),
            Stop::Target(error) => error,
        })?;
    }
    if let (Some(styles), Some(part)) = (styles, &source.styles_part) {
        zip.start_file(place(part).0, SimpleFileOptions::default())?;
        zip.write_all(styles.finish().as_bytes())?;
    }
    zip.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(done)
}
