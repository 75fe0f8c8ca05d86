//! What surrounds the cells of a sheet: hidden columns before them, merged ranges after. The cells themselves are
//! skipped at the speed of a byte search.

use super::package::Package;
use super::xml::{Broken, attribute, flag, starts};
use crate::number::reference;
use crate::{Merge, Unreadable};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Cursor, Read};

/// Merged ranges a sheet may have.
const MERGES: usize = 1_000_000;

#[derive(Debug, Default)]
pub(crate) struct Around {
    pub(crate) merged: Vec<Merge>,
    pub(crate) hidden_columns: Vec<(u32, u32)>,
}

pub(crate) fn scan(package: &Package, part: &str) -> Result<Around, Unreadable> {
    let mut around = Around::default();
    let read = || -> Result<Around, Broken> {
        let stream = package.stream(part).map_err(|fault| Broken(fault.reason))?;
        head(&mut Reader::from_reader(BufReader::new(stream)), &mut around)?;
        let stream = package.stream(part).map_err(|fault| Broken(fault.reason))?;
        if let Some(rest) = after_cells(stream)? {
            tail(&mut Reader::from_reader(rest), &mut around)?;
        }
        around.merged.sort_unstable();
        Ok(around)
    };
    read().map_err(|Broken(reason)| Unreadable::new(package.file(), reason))
}

fn head<R: std::io::BufRead>(reader: &mut Reader<R>, around: &mut Around) -> Result<(), Broken> {
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "col" if flag(&element, "hidden") => {
                    let bound = |name| attribute(&element, name).and_then(|text| text.parse::<u32>().ok());
                    if let (Some(first), Some(last)) = (bound("min"), bound("max")) {
                        around.hidden_columns.push((first, last));
                    }
                }
                "sheetData" => return Ok(()),
                _ => {}
            },
            Event::Eof => return Err(Broken("没有单元格数据".into())),
            _ => {}
        }
        buffer.clear();
    }
}

/// The rest of the part behind the end of its cells; none where there are no cells.
fn after_cells(mut stream: impl Read) -> Result<Option<impl std::io::BufRead>, Broken> {
    let finder = memmem::Finder::new(b"sheetData");
    let mut window: Vec<u8> = Vec::new();
    let mut chunk = vec![0; 256 << 10];
    loop {
        let count = stream.read(&mut chunk).map_err(|error| Broken(error.to_string()))?;
        if count == 0 {
            return Ok(None);
        }
        window.extend_from_slice(&chunk[..count]);
        let end = finder.find_iter(&window).find_map(|at| end_of_tag(&window, at));
        if let Some(end) = end {
            let rest = window.split_off(end);
            return Ok(Some(BufReader::new(Cursor::new(rest).chain(stream))));
        }
        // A tag may lie across two chunks.
        let keep = window.len().min(128);
        window.drain(..window.len() - keep);
    }
}

/// The end of `</sheetData>` or `<sheetData/>`, prefixed or not, if the name at `at` belongs to one.
fn end_of_tag(window: &[u8], at: usize) -> Option<usize> {
    let close = at + memchr::memchr(b'>', &window[at..])?;
    let open = memchr::memrchr(b'<', &window[at.saturating_sub(64)..at])? + at.saturating_sub(64);
    let name = &window[open + 1..at];
    let (closing, prefix) = match name.strip_prefix(b"/") {
        Some(prefix) => (true, prefix),
        None => (false, name),
    };
    let prefixed = prefix.is_empty()
        || (prefix.ends_with(b":")
            && prefix[..prefix.len() - 1].iter().all(|byte| byte.is_ascii_alphanumeric()));
    let empty = window[close - 1] == b'/';
    (prefixed && (closing || empty)).then_some(close + 1)
}

fn tail<R: std::io::BufRead>(reader: &mut Reader<R>, around: &mut Around) -> Result<(), Broken> {
    let config = reader.config_mut();
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    starts(reader, |element| {
        if element.local_name().as_ref() == "mergeCell"
            && let Some(merge) = merge(element)
        {
            if around.merged.len() == MERGES {
                return Err(Broken("合并单元格过多，不是正常的工作表".into()));
            }
            around.merged.push(merge);
        }
        Ok(())
    })
}

fn merge(element: &BytesStart<'_>) -> Option<Merge> {
    let text = attribute(element, "ref")?;
    let (from, to) = text.split_once(':')?;
    let (first_column, first_row) = reference(from.as_bytes())?;
    let (last_column, last_row) = reference(to.as_bytes())?;
    let merge = Merge { first_row, last_row, first_column, last_column };
    (first_row <= last_row && first_column <= last_column).then_some(merge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(xml: &str) -> Vec<Merge> {
        let mut around = Around::default();
        if let Some(rest) = after_cells(xml.as_bytes()).unwrap() {
            tail(&mut Reader::from_reader(rest), &mut around).unwrap();
        }
        around.merged
    }

    #[test]
    fn merged_ranges_are_found_behind_the_cells() {
        let wanted = [Merge { first_row: 1, last_row: 2, first_column: 1, last_column: 3 }];
        let merges = "<mergeCells><mergeCell ref=\"A1:C2\"/><mergeCell ref=\"C2:A1\"/></mergeCells>";
        for xml in [
            format!(
                "<worksheet><sheetData><row><c t=\"str\"><v>&lt;/sheetData></v></c></row></sheetData>{merges}</worksheet>"
            ),
            format!("<worksheet><sheetData/>{merges}</worksheet>"),
            format!("<x:worksheet><x:sheetData><x:row/></x:sheetData>{merges}</x:worksheet>"),
        ] {
            assert_eq!(of(&xml), wanted, "{xml}");
        }
        assert_eq!(of("<worksheet><sheetData>"), []);
    }
}
