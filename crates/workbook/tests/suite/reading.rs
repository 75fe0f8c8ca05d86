//! Every format gives the same rows, and what is no workbook is refused with a reason.

use crate::support::{drawn, file, folder, workbook, zipped};
use workbook::{Book, Cell, Merge, Row};

fn rows(path: &std::path::Path) -> Vec<Row> {
    Book::open(path).unwrap().rows(0).unwrap().map(Result::unwrap).collect()
}

fn refused(path: &std::path::Path) -> String {
    let fault = match Book::open(path) {
        Err(fault) => fault,
        Ok(book) => book.rows(0).unwrap().find_map(Result::err).expect("the file is readable"),
    };
    fault.to_string()
}

#[test]
fn cells_of_every_kind_come_with_their_rows_and_columns() {
    let home = folder();
    let sheet = "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"inlineStr\"><is><r><t>甲</t></r><r><t>&amp;乙</t></r></is></c>\
        <c r=\"C2\" s=\"1\"><v>45292</v></c><c r=\"D2\" s=\"2\"/></row>\
        <row><c><v>1.5</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
        <c t=\"str\"><f>A1&amp;B1</f><v>甲</v></c></row></sheetData>\
        <mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>";
    let path = file(&home, "a.bin", workbook(&[("表一", sheet), ("空", "<sheetData/>")]));
    let book = Book::open(&path).unwrap();
    assert_eq!(book.sheets().iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["表一", "空"]);
    let merge = Merge { first_row: 1, last_row: 2, first_column: 1, last_column: 2 };
    assert_eq!(book.sheets()[0].merged, [merge]);
    assert!(book.sheets()[0].is_hidden(4) && !book.sheets()[0].is_hidden(5));
    let found = rows(&path);
    let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!((found[0].number, found[0].hidden), (2, true));
    assert_eq!(found[0].cells, [Cell::Text("甲&乙".into()), Cell::Empty, Cell::Date(day)]);
    assert_eq!((found[1].number, found[1].hidden), (3, false));
    let wanted =
        [Cell::Number(1.5), Cell::Bool(true), Cell::Error("#DIV/0!".into()), Cell::Text("甲".into())];
    assert_eq!(found[1].cells, wanted);
    assert_eq!(book.rows(1).unwrap().count(), 0);
    assert!(book.rows(2).is_err());
}

#[test]
fn text_tables_read_alike_in_every_encoding_and_with_every_separator() {
    let home = folder();
    let text =
        "名称,地址,说明\r\n甲商店,\"示范路1号,东侧\",\"第一行\n第二行\"\r\n\r\n乙仓库,,\"他说\"\"好\"\"\"";
    let mut little = vec![0xFF, 0xFE];
    little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let bom = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    let semicolons = text
        .replace("名称,地址,说明", "名称;地址;说明")
        .replace("商店,", "商店;")
        .replace("侧\",", "侧\";")
        .replace("库,,", "库;;");
    let tabs = semicolons.replace(';', "\t");
    for bytes in [text.as_bytes(), &gb, &bom, &little, semicolons.as_bytes(), tabs.as_bytes()] {
        let found = rows(&file(&home, "表.csv", bytes));
        assert_eq!(found.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(found[1].cell(2), &Cell::Text("示范路1号,东侧".into()));
        assert_eq!(found[1].cell(3), &Cell::Text("第一行\n第二行".into()));
        assert!(found[2].is_blank());
        assert_eq!(
            found[3].cells,
            [Cell::Text("乙仓库".into()), Cell::Empty, Cell::Text("他说\"好\"".into())]
        );
    }
}

#[test]
fn what_is_no_workbook_is_refused_with_file_and_reason() {
    let home = folder();
    let mut cut = workbook(&[("表", &drawn("甲 | 乙\n1 | 2", &[]))]);
    cut.truncate(cut.len() / 2);
    let bad = |content: &str| workbook(&[("表", content)]);
    for (name, bytes, word) in [
        ("empty.xlsx", Vec::new(), "空"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "网页"),
        ("xml.xls", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "XML"),
        ("doc.pdf", b"%PDF-1.7 ...".to_vec(), "PDF"),
        ("binary.csv", b"a,b\n\0\0\x01".to_vec(), "不是文本"),
        ("latin.csv", b"caf\xE9,na\xEFve\n1,\xFC\xFF\n".to_vec(), "编码"),
        ("quote.csv", "名称,地址\n甲,\"乙\n丙,丁\n".as_bytes().to_vec(), "引号"),
        ("cut.xlsx", cut, "压缩包"),
        ("other.zip", zipped(&[("readme.txt", "x")]), "没有工作簿"),
        ("word.xlsx", zipped(&[("word/document.xml", "<x/>")]), "Word"),
        ("ole.xls", [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 2000]].concat(), "损坏"),
        ("open.xlsx", bad("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v>"), "损坏"),
        ("number.xlsx", bad("<sheetData><row r=\"7\"><c r=\"A7\"><v>1x</v></c></row></sheetData>"), "第7行"),
        ("order.xlsx", bad("<sheetData><row r=\"7\"/><row r=\"7\"/></sheetData>"), "行号"),
        (
            "shared.xlsx",
            bad("<sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>9</v></c></row></sheetData>"),
            "共享字符串",
        ),
        ("column.xlsx", bad("<sheetData><row r=\"2\"><c r=\"XFE2\"><v>9</v></c></row></sheetData>"), "位置"),
        ("entity.xlsx", bad("<sheetData><row><c t=\"str\"><v>&bomb;</v></c></row></sheetData>"), "实体"),
    ] {
        let told = refused(&file(&home, name, bytes));
        assert!(told.contains(name) && told.contains(word), "{name}: {told}");
    }
    assert!(refused(&home.path().join("missing.xlsx")).contains("missing.xlsx:1: "));
}

#[test]
fn a_part_that_swells_beyond_reason_is_not_read_to_its_end() {
    let home = folder();
    let blank = " ".repeat(24 << 20);
    let path = file(&home, "bomb.xlsx", workbook(&[("表", &format!("<sheetData>{blank}</sheetData>"))]));
    assert!(std::fs::metadata(&path).unwrap().len() < 1 << 18);
    assert!(refused(&path).contains("压缩炸弹"), "{}", refused(&path));
}
