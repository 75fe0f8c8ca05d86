//! Packages built by hand.

use crate::read::{ReadError, read};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const NUMBERING: &str = r#"<w:numbering xmlns:w="x">
<w:abstractNum w:abstractNumId="5">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"#;
const STYLES: &str = r#"<w:styles xmlns:w="x">
<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H1b"><w:basedOn w:val="H1"/></w:style></w:styles>"#;

fn package(document: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts =
        [("word/document.xml", document), ("word/numbering.xml", NUMBERING), ("word/styles.xml", STYLES)];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package with these paragraphs.
pub(crate) fn sample_package(body: &str) -> Vec<u8> {
    package(&format!(r#"<w:document xmlns:w="x"><w:body>{body}</w:body></w:document>"#))
}

fn numbered(level: u32, list: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

fn lines(body: &str) -> Vec<(u32, String)> {
    let lines = read(&sample_package(body), "示例.docx").unwrap();
    lines.lines().iter().map(|l| (l.number, l.text.clone())).collect()
}

#[test]
fn automatic_numbers_become_text() {
    let body = [
        r#"<w:p><w:pPr><w:pStyle w:val="H1b"/></w:pPr><w:r><w:t>压实责任</w:t></w:r></w:p>"#.to_owned(),
        numbered(1, 7, "部门责任"),
        numbered(2, 7, "开展检查"),
        numbered(2, 7, "通报情况"),
        numbered(1, 7, "单位责任"),
        numbered(2, 7, "建立台账"),
        numbered(2, 8, "重新编号"),
        numbered(0, 7, "保障措施"),
        "<w:p/>".to_owned(),
        numbered(1, 7, "经费&amp;装备"),
    ]
    .concat();
    let expected = [
        (1, "一、压实责任"),
        (2, "（一）部门责任"),
        (3, "1.开展检查"),
        (4, "2.通报情况"),
        (5, "（二）单位责任"),
        (6, "1.建立台账"),
        (7, "1.重新编号"),
        (8, "二、保障措施"),
        (9, ""),
        (10, "（一）经费&装备"),
    ];
    assert_eq!(lines(&body), expected.map(|(n, t)| (n, t.to_owned())));
}

#[test]
fn tables_breaks_and_hidden_parts_keep_their_paragraph_numbers() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>任务</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:tab/><w:t>单位</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:instrText>TOC</w:instrText><w:t>丙</w:t></w:r></w:p>";
    let expected = [(1, "甲"), (1, "乙"), (2, "任务"), (3, "\t单位"), (4, "丙")];
    let found = lines(body);
    assert_eq!(
        found.iter().map(|(n, t)| (*n, t.trim())).collect::<Vec<_>>(),
        expected.map(|(n, t)| (n, t.trim()))
    );
}

#[test]
fn packages_that_are_not_documents_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    let sheet = zip.finish().unwrap().into_inner();
    assert!(matches!(read(&sheet, "a.docx"), Err(ReadError::Format { .. })));
    assert!(matches!(read(b"PK\x03\x04garbage", "a.docx"), Err(ReadError::Broken { .. })));
    assert!(matches!(read(b"text", "a.docx"), Err(ReadError::Broken { .. })));
    assert!(matches!(read(b"\xD0\xCF\x11\xE0\xA1", "a.doc"), Err(ReadError::Format { .. })));
    assert!(matches!(read(b" \n", "a.txt"), Err(ReadError::Empty { .. })));
}

#[test]
fn a_part_that_unpacks_without_end_is_stopped() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..65 {
        zip.write_all(&block).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(read(&bomb, "a.docx"), Err(ReadError::TooLarge { .. })));
}
