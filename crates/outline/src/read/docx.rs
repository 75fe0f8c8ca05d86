//! Paragraphs of a .docx with their automatic numbers resolved.

mod body;
mod count;
mod numbering;
mod xml;

use super::{Lines, ReadError};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes one part of the package may unpack to.
const LIMIT: u64 = 64 << 20;
/// Most entries a package may have.
const MOST_ENTRIES: usize = 20_000;

/// Reads the main document of a package.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Lines, ReadError> {
    let broken = |detail: String| ReadError::Broken { file: file_name.to_owned(), detail };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("压缩包打不开".to_owned()))?;
    if archive.len() > MOST_ENTRIES {
        return Err(broken(format!("压缩包里有 {} 个部件", archive.len())));
    }
    let mut package = Package { archive: &mut archive, file_name };
    let main = match package.part("_rels/.rels")? {
        Some(relations) => xml::main_part(&relations).unwrap_or_else(|| "word/document.xml".to_owned()),
        None => "word/document.xml".to_owned(),
    };
    let Some(document) = package.part(&main)? else {
        let sheet = package.archive.file_names().flatten().any(|name| name.starts_with("xl/"));
        return Err(if sheet {
            ReadError::Format { file: file_name.to_owned(), format: "Excel 表格" }
        } else {
            broken("缺少正文".to_owned())
        });
    };
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let numbers = package.part(&beside("numbering.xml"))?.unwrap_or_default();
    let styles = package.part(&beside("styles.xml"))?.unwrap_or_default();
    let definitions = numbering::Definitions::parse(&numbers, &styles);
    let lines = body::paragraphs(&document, &definitions).map_err(broken)?;
    Ok(Lines::from_lines(lines))
}

struct Package<'a, 'b> {
    archive: &'a mut ZipArchive<Cursor<&'b [u8]>>,
    file_name: &'a str,
}

impl Package<'_, '_> {
    /// A part's text, or none if the package lacks it. Stops unpacking at [`LIMIT`].
    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Ok(entry) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        if entry.take(LIMIT + 1).read_to_end(&mut bytes).is_err() {
            let detail = format!("部件 {name} 解压失败");
            return Err(ReadError::Broken { file: self.file_name.to_owned(), detail });
        }
        if bytes.len() as u64 > LIMIT {
            return Err(ReadError::TooLarge { file: self.file_name.to_owned(), limit_mib: LIMIT >> 20 });
        }
        Ok(Some(xml::text(&bytes)))
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use tests::sample_package;
