//! Word documents with tables. Written part by part, so that the same content is always the same bytes.

use crate::WriteError;
use crate::grid::{Grid, GridRow, Slot, slots};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Media type of a Word document.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Which way a page of A4 lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// Upright, with the margins of official documents (GB/T 9704).
    #[default]
    Portrait,
    /// On its side, for wide tables.
    Landscape,
}

/// A part of a document, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title, in the middle.
    Title(String),
    /// A heading.
    Heading(String),
    /// A paragraph, its first line indented by two characters.
    Text(String),
    /// A small line without indent, as under a table.
    Note(String),
    /// A line in the middle, as on a cover.
    Centred(String),
    /// Empty lines, this many.
    Space(u16),
    /// A line with something on its left and on its right.
    Sides(String, String),
    /// The table alone; title, sides and notes are blocks of their own here.
    Table(Grid),
    /// What follows begins a page.
    NewPage,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Which way its pages lie.
    pub page: Page,
    /// Its parts.
    pub blocks: Vec<Block>,
}

const TITLE_FONT: &str = "方正小标宋简体";
const BODY_FONT: &str = "仿宋_GB2312";
const HEAD_FONT: &str = "黑体";

/// Width of a page, its height, margins left and right, and top and bottom, in twentieths of a point.
const fn measures(page: Page) -> (u32, u32, u32, u32) {
    match page {
        // 210 mm by 297 mm; 28 mm left, 26 mm right, 37 mm above, 35 mm below by the standard, here evened out.
        Page::Portrait => (11_906, 16_838, 1_531, 1_984),
        Page::Landscape => (16_838, 11_906, 1_020, 1_020),
    }
}

impl Document {
    /// A document on lying pages with one table, its title, side line and notes.
    #[must_use]
    pub fn of_table(grid: &Grid) -> Self {
        let mut blocks = Vec::new();
        blocks.extend(grid.notice.clone().map(Block::Note));
        blocks.push(Block::Title(grid.title.clone()));
        if !grid.left.is_empty() || !grid.right.is_empty() {
            blocks.push(Block::Sides(grid.left.clone(), grid.right.clone()));
        }
        blocks.push(Block::Table(grid.clone()));
        blocks.extend(grid.notes.iter().cloned().map(Block::Note));
        Self { page: Page::Landscape, blocks }
    }

    /// The bytes of the .docx.
    ///
    /// # Errors
    /// When the archive cannot be put together.
    pub fn write(&self) -> Result<Vec<u8>, WriteError> {
        let parts: [(&str, String); 6] = [
            ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
            ("_rels/.rels", RELATIONS.to_owned()),
            ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
            ("word/styles.xml", styles()),
            ("word/fontTable.xml", fonts()),
            ("word/document.xml", self.xml()),
        ];
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for (name, text) in parts {
            archive.start_file(name, options).map_err(|error| WriteError::Workbook(error.to_string()))?;
            archive.write_all(text.as_bytes()).map_err(|error| WriteError::Workbook(error.to_string()))?;
        }
        let cursor = archive.finish().map_err(|error| WriteError::Workbook(error.to_string()))?;
        Ok(cursor.into_inner())
    }

    fn xml(&self) -> String {
        let (width, height, side, top) = measures(self.page);
        let mut body = String::new();
        for block in &self.blocks {
            match block {
                Block::Title(text) => paragraph(&mut body, "Title", text),
                Block::Heading(text) => paragraph(&mut body, "Heading", text),
                Block::Text(text) => paragraph(&mut body, "Text", text),
                Block::Note(text) => paragraph(&mut body, "Note", text),
                Block::Centred(text) => paragraph(&mut body, "Centred", text),
                Block::Space(lines) => (0..*lines).for_each(|_| paragraph(&mut body, "Centred", "")),
                Block::Sides(left, right) => sides(&mut body, left, right, width - 2 * side),
                Block::Table(grid) => table(&mut body, grid, width - 2 * side),
                Block::NewPage => body.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            }
        }
        let lying = if self.page == Page::Landscape { " w:orient=\"landscape\"" } else { "" };
        format!(
            "{HEAD}<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{lying}/>\
             <w:pgMar w:top=\"{top}\" w:right=\"{side}\" w:bottom=\"{top}\" w:left=\"{side}\" w:header=\"600\" \
             w:footer=\"600\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
        )
    }
}

/// Text fit for XML 1.0: its five signs escaped, characters it cannot hold left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

fn run(text: &str, strong: bool) -> String {
    let strong = if strong { "<w:rPr><w:b/><w:bCs/></w:rPr>" } else { "" };
    format!("<w:r>{strong}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn paragraph(out: &mut String, style: &str, text: &str) {
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text, false));
}

fn sides(out: &mut String, left: &str, right: &str, width: u32) {
    let _ = write!(
        out,
        "<w:p><w:pPr><w:pStyle w:val=\"Note\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs></w:pPr>\
         {}<w:r><w:tab/></w:r>{}</w:p>",
        run(left, false),
        run(right, false)
    );
}

/// Widths of the columns in twentieths of a point, adding up to the page's.
fn shares(grid: &Grid, width: u32) -> Vec<u32> {
    let columns = usize::from(grid.columns());
    let weights: Vec<u32> =
        (0..columns).map(|index| u32::from(grid.widths.get(index).copied().unwrap_or(10).max(1))).collect();
    let sum: u32 = weights.iter().sum::<u32>().max(1);
    weights.into_iter().map(|weight| width * weight / sum).collect()
}

fn table(out: &mut String, grid: &Grid, width: u32) {
    let shares = shares(grid, width);
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for share in &shares {
        let _ = write!(out, "<w:gridCol w:w=\"{share}\"/>");
    }
    out.push_str("</w:tblGrid>");
    rows(out, &grid.head, &shares, true);
    rows(out, &grid.body, &shares, false);
    out.push_str("</w:tbl>");
}

fn rows(out: &mut String, rows: &[GridRow], shares: &[u32], head: bool) {
    for (row, line) in rows.iter().zip(slots(rows)) {
        let repeated = if head { "<w:tblHeader/>" } else { "" };
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
        for (at, slot) in line {
            let (columns, merge, text, place) = match slot {
                Slot::Covered(columns) => (columns, "<w:vMerge/>", "", "center"),
                Slot::Cell(cell) => {
                    let merge = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                    let place = match (cell.centred, cell.number) {
                        (true, _) => "center",
                        (false, Some(_)) => "right",
                        (false, None) => "left",
                    };
                    (cell.columns.max(1), merge, cell.text.as_str(), place)
                }
            };
            let from = usize::from(at);
            let width: u32 = shares.iter().skip(from).take(usize::from(columns)).sum();
            let span = if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
            let style = if head { "CellHead" } else { "Cell" };
            let text = if text.is_empty() { String::new() } else { run(text, row.strong) };
            let _ = write!(
                out,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}<w:vAlign w:val=\"center\"/></w:tcPr>\
                 <w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:jc w:val=\"{place}\"/></w:pPr>{text}</w:p></w:tc>"
            );
        }
        out.push_str("</w:tr>");
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/fontTable.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>\
</Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";
const DOCUMENT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable\" Target=\"fontTable.xml\"/>\
</Relationships>";

/// A machine without the office's fonts takes the next name that it has.
fn fonts() -> String {
    let mut out = format!("{HEAD}<w:fonts xmlns:w=\"{MAIN}\">");
    for (name, others) in [
        (TITLE_FONT, "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体,SimSun"),
        (BODY_FONT, "仿宋,FangSong,华文仿宋,宋体,SimSun"),
        (HEAD_FONT, "SimHei,Noto Sans CJK SC"),
    ] {
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"86\"/></w:font>"
        );
    }
    out.push_str("</w:fonts>");
    out
}

fn style(out: &mut String, id: &str, paragraph: &str, font: &str, half_points: u32) {
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:pPr>{paragraph}</w:pPr>\
         <w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{font}\"/>\
         <w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/></w:rPr></w:style>"
    );
}

fn styles() -> String {
    let mut out = format!("{HEAD}<w:styles xmlns:w=\"{MAIN}\">");
    style(&mut out, "Title", "<w:spacing w:after=\"160\"/><w:jc w:val=\"center\"/>", TITLE_FONT, 44);
    style(&mut out, "Heading", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/>", HEAD_FONT, 32);
    style(
        &mut out,
        "Text",
        "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"both\"/>",
        BODY_FONT,
        32,
    );
    let centred = "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>";
    style(&mut out, "Centred", centred, BODY_FONT, 32);
    style(&mut out, "Note", "<w:spacing w:before=\"40\" w:after=\"40\"/>", BODY_FONT, 21);
    style(&mut out, "Cell", "<w:spacing w:before=\"20\" w:after=\"20\"/>", BODY_FONT, 21);
    style(
        &mut out,
        "CellHead",
        "<w:spacing w:before=\"40\" w:after=\"40\"/><w:jc w:val=\"center\"/>",
        HEAD_FONT,
        21,
    );
    let mut borders = String::new();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(borders, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    }
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Grid\"><w:name w:val=\"Grid\"/><w:tblPr>\
         <w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/>\
         <w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GridCell;
    use quick_xml::events::Event;
    use std::io::Read;

    fn grid() -> Grid {
        Grid {
            title: "隐患统计表 <一>".into(),
            left: "制表单位：示范市消安办".into(),
            right: "单位：件".into(),
            head: vec![
                GridRow {
                    cells: vec![GridCell::head("地区", 1, 2), GridCell::head("件数 & 面积", 2, 1)],
                    strong: false,
                },
                GridRow {
                    cells: vec![GridCell::head("本期", 1, 1), GridCell::head("同期", 1, 1)],
                    strong: false,
                },
            ],
            body: vec![
                GridRow {
                    cells: vec![
                        GridCell::text("临溪区"),
                        GridCell::number(12.0, "12"),
                        GridCell::number(3.0, "3"),
                    ],
                    strong: false,
                },
                GridRow {
                    cells: vec![
                        GridCell::text("合计"),
                        GridCell::number(12.0, "12"),
                        GridCell::text("—\u{1}"),
                    ],
                    strong: true,
                },
            ],
            widths: vec![20, 10, 10],
            notes: vec!["口径：未销号的。".into()],
            notice: Some("演示数据，均为虚构".into()),
        }
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The text of every paragraph, read by an XML parser.
    fn paragraphs(xml: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(xml);
        let (mut found, mut inside) = (Vec::new(), false);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return found,
                Event::Start(tag) if Vec::<u8>::from(tag.name().as_ref()) == b"w:p" => {
                    found.push(String::new());
                }
                Event::Start(tag) => inside = Vec::<u8>::from(tag.name().as_ref()) == b"w:t",
                Event::End(_) => inside = false,
                Event::Text(text) if inside => {
                    let words = String::from_utf8(Vec::from(&*text)).unwrap();
                    found.last_mut().unwrap().push_str(&words);
                }
                Event::GeneralRef(name) if inside => {
                    let sign = match Vec::<u8>::from(&*name).as_slice() {
                        b"amp" => "&",
                        b"lt" => "<",
                        b"gt" => ">",
                        _ => "\"",
                    };
                    found.last_mut().unwrap().push_str(sign);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_text_put_in_is_the_text_read_out() {
        let bytes = Document::of_table(&grid()).write().unwrap();
        let texts = paragraphs(&part(&bytes, "word/document.xml"));
        assert_eq!(
            texts,
            [
                "演示数据，均为虚构",
                "隐患统计表 <一>",
                "制表单位：示范市消安办单位：件",
                "地区",
                "件数 & 面积",
                "",
                "本期",
                "同期",
                "临溪区",
                "12",
                "3",
                "合计",
                "12",
                "—",
                "口径：未销号的。",
            ]
        );
        for name in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/fontTable.xml"] {
            paragraphs(&part(&bytes, name));
        }
    }

    #[test]
    fn merged_heads_and_a_lying_page_are_told_to_word() {
        let xml = part(&Document::of_table(&grid()).write().unwrap(), "word/document.xml");
        assert!(xml.contains("<w:gridSpan w:val=\"2\"/>"));
        assert_eq!(
            (xml.matches("<w:vMerge w:val=\"restart\"/>").count(), xml.matches("<w:vMerge/>").count()),
            (1, 1)
        );
        assert_eq!(xml.matches("<w:tblHeader/>").count(), 2);
        assert!(xml.contains("w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\""));
        let fonts = part(&Document::of_table(&grid()).write().unwrap(), "word/fontTable.xml");
        assert!(fonts.contains("方正小标宋简体") && fonts.contains("仿宋_GB2312"));
    }

    #[test]
    fn the_same_document_is_the_same_bytes() {
        let first = Document::of_table(&grid()).write().unwrap();
        assert_eq!(first, Document::of_table(&grid()).write().unwrap());
    }
}
