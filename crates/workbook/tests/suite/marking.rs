//! A marked workbook is the user's own, and says what is wrong where it is wrong.

use crate::support::{drawn, file, folder, workbook};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use workbook::{
    Book, Cell, CellMark, Marked, RESULT, ResultColumn, RowMark, Severity, inspect, mark, result_columns,
};
use zip::ZipArchive;

fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

fn fault(row: u32, column: u32, text: &str) -> RowMark {
    let cells = vec![CellMark { column, severity: Severity::Fault, text: text.into() }];
    RowMark { sheet: 0, row, cells, result: String::new() }
}

fn note(row: u32, column: u32, text: &str) -> RowMark {
    let cells = vec![CellMark { column, severity: Severity::Note, text: text.into() }];
    RowMark { sheet: 0, row, cells, result: format!("已入库：{text}") }
}

fn marked(source: &Path, out: &Path, marks: Vec<RowMark>) -> Marked {
    let book = Book::open(source).unwrap();
    let columns = result_columns(&inspect(&book).unwrap());
    mark(&book, &columns, marks, out).unwrap()
}

fn texts(path: &Path, column: u32) -> Vec<(u32, String)> {
    let book = Book::open(path).unwrap();
    let rows = book.rows(0).unwrap().map(Result::unwrap);
    rows.map(|row| (row.number, row.cell(column).shown())).filter(|(_, text)| !text.is_empty()).collect()
}

const SHEET: &str = "<dimension ref=\"A1:C5\"/><cols><col min=\"1\" max=\"3\" width=\"20\" customWidth=\"1\"/></cols><sheetData>\
<row r=\"1\" spans=\"1:3\"><c r=\"A1\" s=\"2\" t=\"inlineStr\"><is><t>名称</t></is></c><c r=\"B1\" s=\"2\" t=\"inlineStr\"><is><t>人数</t></is></c><c r=\"C1\" s=\"2\" t=\"inlineStr\"><is><t>日期</t></is></c></row>\
<row r=\"2\" spans=\"1:3\" ht=\"30\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B2\"><f>1+2</f><v>3</v></c><c r=\"C2\" s=\"1\"><v>45292</v></c></row>\
<row r=\"3\"  spans=\"1:3\"><c  r=\"A3\" t='inlineStr'><is><t>乙 &amp; 丙</t></is></c><c r=\"B3\"/><c r=\"C3\" s=\"1\"><v>45293</v></c></row><!-- kept -->\
<row r=\"5\" spans=\"1:3\"><c r=\"A5\" t=\"inlineStr\"><is><t>丁</t></is></c><c r=\"C5\" s=\"1\"><v>45294</v></c></row></sheetData>\
<mergeCells count=\"1\"><mergeCell ref=\"A7:B8\"/></mergeCells><conditionalFormatting sqref=\"B2:B5\"><cfRule type=\"cellIs\" priority=\"1\" operator=\"greaterThan\"><formula>5</formula></cfRule></conditionalFormatting>\
<dataValidations count=\"1\"><dataValidation type=\"whole\" sqref=\"B2:B5\"><formula1>0</formula1><formula2>9</formula2></dataValidation></dataValidations>";

#[test]
fn only_marked_rows_and_the_added_column_change() {
    let home = folder();
    let source = file(&home, "a.xlsx", workbook(&[("表", SHEET), ("别的", &drawn("甲 | 1", &["A3:B3"]))]));
    let out = home.path().join("out.xlsx");
    let done = marked(&source, &out, vec![fault(2, 3, "日期不对"), note(5, 2, "人数按0计")]);
    assert_eq!(done, Marked { rows: 2, cells: 2, converted: false, coloured: true, cut: 0 });
    let (before, mut after) = (parts(&source), parts(&out));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let sheet = after.remove("xl/worksheets/sheet1.xml").unwrap();
    let styles = after.remove("xl/styles.xml").unwrap();
    for (name, content) in &after {
        assert_eq!(content, &before[name], "{name}");
    }
    let inline = |at: &str, style: &str, text: &str| {
        format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
    };
    let wanted = before["xl/worksheets/sheet1.xml"]
        .replace("A1:C5", "A1:D5")
        .replace("</cols>", "<col min=\"4\" max=\"4\" width=\"48\" customWidth=\"1\"/></cols>")
        .replace("<row r=\"1\" spans=\"1:3\">", "<row r=\"1\">")
        .replace("日期</t></is></c>", &format!("日期</t></is></c>{}", inline("D1", " s=\"2\"", RESULT)))
        .replace("<row r=\"2\" spans=\"1:3\"", "<row r=\"2\"")
        .replace(
            "<c r=\"C2\" s=\"1\"><v>45292</v></c>",
            &format!("<c r=\"C2\" s=\"3\"><v>45292</v></c>{}", inline("D2", " s=\"4\"", "日期不对")),
        )
        .replace("<row r=\"5\" spans=\"1:3\"", "<row r=\"5\"")
        .replace("<c r=\"C5\"", "<c r=\"B5\" s=\"5\"/><c r=\"C5\"")
        .replace(
            "<v>45294</v></c>",
            &format!("<v>45294</v></c>{}", inline("D5", " s=\"5\"", "已入库：人数按0计")),
        );
    assert_eq!(sheet, wanted);
    assert!(styles.contains("<cellXfs count=\"6\">"), "{styles}");
    assert!(styles.contains("<xf numFmtId=\"14\" fontId=\"0\" fillId=\"3\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\"/>"), "{styles}");
    assert_eq!(texts(&out, 1), texts(&source, 1));
    assert_eq!(texts(&out, 3), texts(&source, 3));
}

#[test]
fn rows_that_the_file_leaves_out_are_put_in_where_they_belong() {
    let home = folder();
    let source = file(&home, "a.xlsx", workbook(&[("表", SHEET)]));
    let out = home.path().join("out.xlsx");
    marked(&source, &out, vec![fault(4, 1, "空行"), fault(9, 2, "没有此行")]);
    let wanted: Vec<(u32, String)> =
        [(1, RESULT), (4, "空行"), (9, "没有此行")].map(|(row, text)| (row, text.to_owned())).into();
    assert_eq!(texts(&out, 4), wanted);
    for content in ["<sheetData/>", "<sheetData></sheetData>"] {
        let source = file(&home, "b.xlsx", workbook(&[("表", content)]));
        let book = Book::open(&source).unwrap();
        let column = ResultColumn { sheet: 0, column: 2, replaces: false, headings: vec![1] };
        mark(&book, &[column], vec![fault(3, 1, "缺")], &out).unwrap();
        assert_eq!(texts(&out, 2), [(1, RESULT.to_owned()), (3, "缺".to_owned())]);
    }
}

#[test]
fn a_marked_workbook_is_marked_again_in_the_same_column() {
    let home = folder();
    let source = file(&home, "a.xlsx", workbook(&[("表", SHEET)]));
    let (first, second) = (home.path().join("1.xlsx"), home.path().join("2.xlsx"));
    marked(&source, &first, vec![fault(2, 3, "日期不对"), fault(3, 2, "缺人数")]);
    marked(&first, &second, vec![fault(3, 2, "仍缺人数")]);
    assert_eq!(texts(&second, 4), [(1, RESULT.to_owned()), (3, "仍缺人数".to_owned())]);
    assert!(texts(&second, 5).is_empty());
    assert_eq!(texts(&second, 3), texts(&source, 3));
}

#[test]
fn marks_out_of_order_are_refused_and_none_is_lost() {
    let home = folder();
    let source = file(&home, "a.xlsx", workbook(&[("表", SHEET)]));
    let book = Book::open(&source).unwrap();
    let columns = result_columns(&inspect(&book).unwrap());
    let marks = vec![fault(5, 1, "后"), fault(2, 1, "前")];
    let refused = mark(&book, &columns, marks, &home.path().join("out.xlsx")).unwrap_err();
    assert!(refused.to_string().contains("第 2 行"), "{refused}");
}

#[test]
fn a_text_file_comes_back_as_a_workbook() {
    let home = folder();
    let source = file(&home, "名单.csv", "编号,名称,电话\n001,甲,020-1\n\n002,=1+1,\n");
    let out = home.path().join("out.xlsx");
    let done = marked(&source, &out, vec![fault(4, 3, "缺电话"), note(6, 1, "多出一行")]);
    assert_eq!(done, Marked { rows: 2, cells: 2, converted: true, coloured: true, cut: 0 });
    let book = Book::open(&out).unwrap();
    assert_eq!(book.sheets()[0].name, "名单");
    let rows: Vec<_> = book.rows(0).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[1].cell(1), &Cell::Text("001".into()));
    assert_eq!(rows.iter().find(|row| row.number == 4).unwrap().cell(2), &Cell::Text("=1+1".into()));
    let wanted: Vec<(u32, String)> = [(1, RESULT), (4, "缺电话"), (6, "已入库：多出一行")]
        .map(|(row, text)| (row, text.to_owned()))
        .into();
    assert_eq!(texts(&out, 4), wanted);
}

#[test]
fn an_old_workbook_is_read_and_comes_back_as_a_new_one() {
    let home = folder();
    let source = file(&home, "ledger.xls", include_bytes!("ledger.xls"));
    let book = Book::open(&source).unwrap();
    let table = &inspect(&book).unwrap()[0].tables[0];
    assert_eq!((table.header_rows.as_slice(), table.rows), (&[2, 3][..], [4, 6]));
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["序号", "名称", "建筑/层数", "建筑/面积", "日期"]);
    let rows: Vec<_> = book.rows(0).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.iter().filter(|row| row.hidden).map(|row| row.number).collect::<Vec<_>>(), [5]);
    assert!(matches!(rows[3].cell(5), Cell::Date(_)), "{:?}", rows[3]);
    assert_eq!(rows[5].cell(4), &Cell::Error("#DIV/0!".into()));
    let out = home.path().join("out.xlsx");
    assert!(marked(&source, &out, vec![fault(6, 4, "公式错误")]).converted);
    let again = Book::open(&out).unwrap();
    assert_eq!(again.sheets()[0].merged, book.sheets()[0].merged);
    assert_eq!(texts(&out, 2), texts(&source, 2));
    assert_eq!(texts(&out, 5), texts(&source, 5));
    assert_eq!(texts(&out, 6), [(3, RESULT.to_owned()), (6, "公式错误".to_owned())]);
}
