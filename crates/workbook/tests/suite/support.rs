//! Workbooks put together from bare XML, so that a test says exactly what a file holds.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder that is gone when the test ends.
pub(crate) fn folder() -> TempDir {
    tempfile::Builder::new().prefix("workbook-").tempdir().unwrap()
}

/// Writes bytes into a file of the folder.
pub(crate) fn file(home: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = home.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Zips the parts in their order.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment horizontal=\"center\"/></xf></cellXfs>\
</styleSheet>";

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>SHEETS</Types>";

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets given by name and the XML of their `worksheet` elements' content.
pub(crate) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let numbered = || (1..).zip(sheets);
    let each = |make: &dyn Fn(usize, &str) -> String| {
        numbered().map(|(number, (name, _))| make(number, name)).collect::<String>()
    };
    let types = TYPES.replace("SHEETS", &each(&|number, _| {
        format!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")
    }));
    let list =
        each(&|number, name| format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{RELATION}\"><sheets>{list}</sheets></workbook>"
    );
    let links = each(&|number, _| {
        format!(
            "<Relationship Id=\"rId{number}\" Type=\"{RELATION}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
    });
    let head = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    let links = format!(
        "{head}{links}<Relationship Id=\"rIdS\" Type=\"{RELATION}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let root = format!(
        "{head}<Relationship Id=\"rId1\" Type=\"{RELATION}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), links),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ];
    for (number, (_, content)) in numbered() {
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{RELATION}\">{content}</worksheet>"),
        ));
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zipped(&parts)
}

/// Column letters.
pub(crate) fn letters(mut column: usize) -> String {
    let mut found = String::new();
    while column > 0 {
        column -= 1;
        found.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap()));
        column /= 26;
    }
    found
}

/// A sheet's XML from a drawing of it: a line per row, `|` between cells. Numbers become numbers, `2024-05-06` a date,
/// `#REF!` an error, anything else text. A line that begins with `~` is a hidden row. Merges are given as ranges.
pub(crate) fn drawn(picture: &str, merges: &[&str]) -> String {
    let mut rows = String::new();
    for (number, line) in (1..).zip(picture.trim_matches('\n').lines()) {
        let (line, hidden) = match line.trim().strip_prefix('~') {
            Some(line) => (line, " hidden=\"1\""),
            None => (line.trim(), ""),
        };
        let mut cells = String::new();
        for (column, text) in (1..).zip(line.split('|')) {
            let (text, at) = (text.trim(), format!("{}{number}", letters(column)));
            if text.is_empty() {
                continue;
            }
            let day = text.parse::<chrono::NaiveDate>().ok();
            if let Some(day) = day {
                let serial = (day - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days();
                cells += &format!("<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>");
            } else if text.parse::<f64>().is_ok() {
                cells += &format!("<c r=\"{at}\"><v>{text}</v></c>");
            } else if text.starts_with('#') {
                cells += &format!("<c r=\"{at}\" t=\"e\"><v>{text}</v></c>");
            } else {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace("\\n", "\n");
                cells += &format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            }
        }
        if !cells.is_empty() || !hidden.is_empty() {
            rows += &format!("<row r=\"{number}\"{hidden}>{cells}</row>");
        }
    }
    let ranges: String = merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let ranges = if merges.is_empty() {
        ranges
    } else {
        format!("<mergeCells count=\"{}\">{ranges}</mergeCells>", merges.len())
    };
    format!("<sheetData>{rows}</sheetData>{ranges}")
}
