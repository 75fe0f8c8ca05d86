//! Tables in plain text.

mod decode;
mod records;

use crate::{Cell, Row, SheetInfo, Unreadable};
use decode::{Decoded, detect};
use encoding_rs::Encoding;
use records::Records;
use std::path::{Path, PathBuf};

/// Bytes from which the separator is guessed.
const SAMPLE: usize = 64 << 10;

/// An opened text table.
#[derive(Debug)]
pub(crate) struct Csv {
    path: PathBuf,
    pub(crate) file: String,
    pub(crate) sheet: SheetInfo,
    encoding: &'static Encoding,
    separator: u8,
}

impl Csv {
    pub(crate) fn open(path: &Path) -> Result<Self, Unreadable> {
        let file = path.display().to_string();
        let encoding = detect(path)?;
        let mut start = Decoded::open(path, encoding)?;
        let mut sample = Vec::new();
        while sample.len() < SAMPLE
            && let Some(part) = start.next_part()?
        {
            sample.extend_from_slice(part.as_bytes());
        }
        if let Some(reason) = markup(&sample) {
            return Err(Unreadable::new(&file, reason));
        }
        let separator = separator(&sample);
        let name =
            path.file_stem().map_or_else(|| "表".to_owned(), |stem| stem.to_string_lossy().into_owned());
        let sheet = SheetInfo { name, visible: true, merged: Vec::new(), hidden_columns: Vec::new() };
        Ok(Self { path: path.to_owned(), file, sheet, encoding, separator })
    }

    pub(crate) fn rows(&self) -> Result<Rows, Unreadable> {
        let text = Decoded::open(&self.path, self.encoding)?;
        Ok(Rows { records: Records::new(text, self.separator), number: 0, done: false })
    }
}

/// Pages and XML that a system calls `.xls` or `.csv`.
fn markup(sample: &[u8]) -> Option<&'static str> {
    let start: Vec<u8> = sample
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(512)
        .map(u8::to_ascii_lowercase)
        .collect();
    if start.starts_with(b"<?xml") || start.starts_with(b"<workbook") {
        Some("这是 XML，不是工作簿，请用表格软件打开后另存为 .xlsx")
    } else if ["<html", "<!doctype", "<table", "<head", "<meta", "<style"]
        .iter()
        .any(|tag| start.starts_with(tag.as_bytes()))
    {
        Some("这是网页，只是名字像工作簿，请用表格软件打开后另存为 .xlsx")
    } else {
        None
    }
}

/// The separator that parts the sample's records most evenly.
fn separator(sample: &[u8]) -> u8 {
    let even = |candidate: u8| {
        let mut counts: Vec<usize> = Vec::new();
        let (mut quoted, mut fields, mut any) = (false, 0, false);
        for byte in sample {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    if any {
                        counts.push(fields);
                    }
                    (fields, any) = (0, false);
                }
                byte if *byte == candidate && !quoted => (fields, any) = (fields + 1, true),
                byte => any |= !byte.is_ascii_whitespace(),
            }
        }
        if any && (counts.is_empty() || sample.len() < SAMPLE) {
            counts.push(fields);
        }
        let most = counts.iter().copied().filter(|count| *count > 0).fold(
            std::collections::BTreeMap::<usize, usize>::new(),
            |mut tally, count| {
                *tally.entry(count).or_default() += 1;
                tally
            },
        );
        // Records that agree on a number of fields, and more fields before fewer.
        most.into_iter().map(|(count, records)| (records * count.min(8), count)).max().unwrap_or_default()
    };
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|candidate| even(*candidate)).unwrap_or(b',')
}

/// The records of a text table, numbered as an office program numbers their rows.
#[derive(Debug)]
pub(crate) struct Rows {
    records: Records,
    number: u32,
    done: bool,
}

impl Iterator for Rows {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.number += 1;
        match self.records.next_record() {
            Ok(Some(fields)) => {
                let mut row =
                    Row { number: self.number, hidden: false, cells: Vec::with_capacity(fields.len()) };
                for (column, field) in (1..).zip(fields) {
                    row.put(column, if field.is_empty() { Cell::Empty } else { Cell::Text(field) });
                }
                Some(Ok(row))
            }
            Ok(None) => {
                self.done = true;
                None
            }
            Err(fault) => {
                self.done = true;
                Some(Err(fault.at_row(self.number)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::separator;

    #[test]
    fn the_separator_is_the_one_that_parts_records_evenly() {
        for (sample, wanted) in [
            ("甲,乙\n1,2\n", b','),
            ("甲;乙;丙\n1,5;2;3\n2,5;3;4\n", b';'),
            ("甲\t乙\n\"a,b,c\"\t2\n", b'\t'),
            ("甲|乙|丙\n1|2|3", b'|'),
            ("名称\n一户\n", b','),
        ] {
            assert_eq!(char::from(separator(sample.as_bytes())), char::from(wanted), "{sample}");
        }
    }
}
