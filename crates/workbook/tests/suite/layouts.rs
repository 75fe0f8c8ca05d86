//! Another office's form with our rows in it.

use crate::support::{file, folder, workbook};
use chrono::NaiveDate;
use std::io::Read;
use std::path::Path;
use workbook::{Book, Cell, Filled, fill_layout, inspect};

const FORM: &str = "<dimension ref=\"A1:E8\"/><sheetData>\
<row r=\"1\" ht=\"30\"><c r=\"A1\" s=\"2\" t=\"inlineStr\"><is><t>报送表</t></is></c></row>\
<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>序号</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>名称</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>人数</t></is></c><c r=\"D2\" t=\"inlineStr\"><is><t>日期</t></is></c><c r=\"E2\" t=\"inlineStr\"><is><t>备注说明</t></is></c></row>\
<row r=\"3\" ht=\"22\" spans=\"1:5\"><c r=\"A3\" s=\"2\"/><c r=\"B3\" s=\"2\"/><c r=\"C3\"/><c r=\"D3\" s=\"1\"/><c r=\"E3\" s=\"2\"><f>C3*2&amp;\"人\"</f><v>0</v></c></row>\
<row r=\"4\" ht=\"22\"><c r=\"A4\" s=\"2\"/><c r=\"B4\" s=\"2\"/><c r=\"C4\"/><c r=\"D4\" s=\"1\"/><c r=\"E4\" s=\"2\"><f>C4*2&amp;\"人\"</f><v>0</v></c></row>\
<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>合计</t></is></c><c r=\"C5\"><f>SUM(C3:C4)</f><v>0</v></c></row>\
<row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><t>注：按月报送</t></is></c></row></sheetData>\
<mergeCells count=\"2\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A7:E8\"/></mergeCells>\
<dataValidations count=\"1\"><dataValidation type=\"whole\" sqref=\"C3:C4\"><formula1>0</formula1></dataValidation></dataValidations>";

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn row(name: &str, count: f64) -> Vec<Cell> {
    let day = NaiveDate::from_ymd_opt(2024, 5, 6).unwrap().and_hms_opt(0, 0, 0).unwrap();
    vec![Cell::Text(name.into()), Cell::Number(count), Cell::Date(day)]
}

fn filled(rows: Vec<Vec<Cell>>) -> (Filled, String, Vec<workbook::Row>) {
    let home = folder();
    let book = Book::open(&file(&home, "form.xlsx", workbook(&[("表", FORM)]))).unwrap();
    let found = inspect(&book).unwrap();
    assert_eq!(found[0].tables[0].header_rows, [2]);
    let out = home.path().join("out.xlsx");
    let done = fill_layout(&book, 0, &found[0], 0, &[2, 3, 4], rows, &out).unwrap();
    assert!(part(&out, "xl/workbook.xml").contains("<calcPr fullCalcOnLoad=\"1\"/>"));
    assert_eq!(part(&out, "xl/styles.xml"), part(&home.path().join("form.xlsx"), "xl/styles.xml"));
    let again = Book::open(&out).unwrap();
    let rows = again.rows(0).unwrap().map(Result::unwrap).collect();
    (done, part(&out, "xl/worksheets/sheet1.xml"), rows)
}

#[test]
fn a_form_with_too_few_rows_grows_and_what_stands_below_moves_down() {
    let (done, xml, rows) =
        filled(vec![row("甲<店>", 3.0), row("乙店", 4.0), row("丙店", 5.5), row("丁店", 6.0)]);
    assert_eq!(done, Filled { rows: 4, grown: 2 });
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 9]);
    assert_eq!(rows[5].cells[..3], [Cell::Number(4.0), Cell::Text("丁店".into()), Cell::Number(6.0)]);
    assert!(matches!(rows[5].cell(4), Cell::Date(_)));
    assert_eq!(rows[6].cell(1), &Cell::Text("合计".into()));
    for part in [
        "<f>SUM(C3:C6)</f>",
        "<c r=\"E6\" s=\"2\"><f>C6*2&amp;\"人\"</f></c>",
        "<row r=\"6\" ht=\"22\">",
        "<c r=\"B6\" s=\"2\" t=\"inlineStr\">",
        "<mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A9:E10\"/>",
        "sqref=\"C3:C6\"",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
}

#[test]
fn a_form_with_room_left_keeps_its_empty_rows() {
    let (done, xml, rows) = filled(vec![row("甲店", 3.0)]);
    assert_eq!(done, Filled { rows: 1, grown: 0 });
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 7]);
    assert_eq!(rows[2].cell(2), &Cell::Text("甲店".into()));
    assert!(rows[3].cell(2).is_blank());
    assert!(xml.contains("<f>SUM(C3:C4)</f>") && xml.contains("ref=\"A7:E8\""), "{xml}");
}

#[test]
fn only_a_new_workbook_can_be_a_form() {
    let home = folder();
    let book = Book::open(&file(&home, "form.csv", "序号,名称\n1,甲\n")).unwrap();
    let found = inspect(&book).unwrap();
    let refused =
        fill_layout(&book, 0, &found[0], 0, &[1], Vec::new(), &home.path().join("out.xlsx")).unwrap_err();
    assert!(refused.to_string().contains("form.csv"), "{refused}");
}
