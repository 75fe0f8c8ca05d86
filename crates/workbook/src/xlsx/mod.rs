//! Workbooks in Office Open XML.

mod package;
mod rows;
mod scan;
mod strings;
pub(crate) mod styles;
pub(crate) mod xml;

pub(crate) use package::{Inflate, Package};
pub(crate) use rows::Rows;

use crate::{SheetInfo, Unreadable};
use quick_xml::Reader;
use std::collections::HashMap;
use std::path::Path;
use strings::Strings;
use xml::{Broken, attribute, flag, starts};

/// Bytes the lists of sheets and relations may have.
const SMALL: u64 = 16 << 20;

/// An opened .xlsx file.
#[derive(Debug)]
pub(crate) struct Xlsx {
    pub(crate) package: Package,
    pub(crate) sheets: Vec<SheetInfo>,
    /// Part of each sheet.
    pub(crate) parts: Vec<String>,
    /// Part of the cell formats.
    pub(crate) styles_part: Option<String>,
    /// The list of sheets.
    pub(crate) workbook_part: String,
    strings: Strings,
    dates: Vec<bool>,
    from_1904: bool,
}

struct Relation {
    kind: String,
    target: String,
}

/// The part that holds the relations of another.
pub(crate) fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

fn resolve(base: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = base.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

fn relations(package: &Package, of: &str) -> Result<HashMap<String, Relation>, Unreadable> {
    let part = relations_of(of);
    let mut found = HashMap::new();
    if !package.has(&part) {
        return Ok(found);
    }
    let content = package.bytes(&part, SMALL)?;
    starts(&mut Reader::from_reader(content.as_slice()), |element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            let kind = attribute(element, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, Relation { kind, target: resolve(of, &target) });
        }
        Ok(())
    })
    .map_err(|Broken(reason)| Unreadable::new(package.file(), format!("{part} {reason}")))?;
    Ok(found)
}

/// What a zip file is if it is no .xlsx.
fn other(package: &Package) -> &'static str {
    if package.has("xl/workbook.bin") {
        "这是 .xlsb 二进制工作簿，请另存为 .xlsx"
    } else if package.has("word/document.xml") {
        "这是 Word 文档，不是工作簿"
    } else if package.has("content.xml") {
        "这是 OpenDocument 表格，请另存为 .xlsx"
    } else if package.has("ppt/presentation.xml") {
        "这是演示文稿，不是工作簿"
    } else {
        "这是压缩包，里面没有工作簿"
    }
}

impl Xlsx {
    pub(crate) fn open(path: &Path) -> Result<Self, Unreadable> {
        let package = Package::open(path)?;
        let root = relations(&package, "")?.into_values().find(|relation| relation.kind == "officeDocument");
        let workbook = root.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        if !package.has(&workbook) || workbook.ends_with(".bin") || !workbook.contains("workbook") {
            return Err(Unreadable::new(package.file(), other(&package)));
        }
        let relations = relations(&package, &workbook)?;
        let of = |kind: &str| {
            relations.values().find(|relation| relation.kind == kind).map(|relation| relation.target.clone())
        };
        let styles_part = of("styles").filter(|part| package.has(part));
        let dates = styles_part.as_deref().map(|part| styles::dates(&package, part)).transpose()?;
        let strings_part = of("sharedStrings").filter(|part| package.has(part));
        let strings = strings_part.map(|part| Strings::read(&package, &part)).transpose()?;
        let mut book = Self {
            sheets: Vec::new(),
            parts: Vec::new(),
            styles_part,
            strings: strings.unwrap_or_default(),
            dates: dates.unwrap_or_default(),
            from_1904: false,
            workbook_part: workbook,
            package,
        };
        book.list(&relations)?;
        for index in 0..book.sheets.len() {
            let found = scan::scan(&book.package, &book.parts[index])
                .map_err(|fault| fault.in_sheet(&book.sheets[index].name))?;
            book.sheets[index].merged = found.merged;
            book.sheets[index].hidden_columns = found.hidden_columns;
        }
        Ok(book)
    }

    fn list(&mut self, relations: &HashMap<String, Relation>) -> Result<(), Unreadable> {
        let content = self.package.bytes(&self.workbook_part, SMALL)?;
        let mut missing = None;
        let read = starts(&mut Reader::from_reader(content.as_slice()), |element| {
            match element.local_name().as_ref() {
                "workbookPr" => self.from_1904 = flag(element, "date1904"),
                "sheet" => {
                    let name = attribute(element, "name").unwrap_or_default();
                    let target = attribute(element, "id").and_then(|id| relations.get(&id));
                    match target {
                        Some(target) if target.kind == "worksheet" && self.package.has(&target.target) => {
                            let state = attribute(element, "state");
                            let visible = state.is_none_or(|state| state == "visible");
                            let (merged, hidden_columns) = (Vec::new(), Vec::new());
                            self.sheets.push(SheetInfo { name, visible, merged, hidden_columns });
                            self.parts.push(target.target.clone());
                        }
                        // A sheet of a chart alone, or of macros, has no cells.
                        Some(target) if target.kind != "worksheet" => {}
                        _ => missing = Some(name),
                    }
                }
                _ => {}
            }
            Ok(())
        });
        read.map_err(|Broken(reason)| Unreadable::new(self.package.file(), format!("工作表清单{reason}")))?;
        if let Some(name) = missing {
            return Err(Unreadable::new(self.package.file(), "工作表内容缺失，工作簿不完整").in_sheet(&name));
        }
        if self.sheets.is_empty() {
            return Err(Unreadable::new(self.package.file(), "工作簿里没有工作表"));
        }
        Ok(())
    }

    /// Whether a cell format shows a date.
    pub(crate) fn is_date(&self, style: usize) -> bool {
        self.dates.get(style).copied().unwrap_or(false)
    }

    pub(crate) fn rows(&self, sheet: usize) -> Result<Rows<'_>, Unreadable> {
        let stream = self
            .package
            .stream(&self.parts[sheet])
            .map_err(|fault| fault.in_sheet(&self.sheets[sheet].name))?;
        Ok(Rows::new(self, sheet, stream))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_against_the_part_that_names_them() {
        assert_eq!(resolve("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/worksheets/sheet1.xml", "../drawings/d.xml"), "xl/drawings/d.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(relations_of(""), "_rels/.rels");
        assert_eq!(relations_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
