//! Empty forms are read back as what they are.

use crate::support::folder;
use std::io::Read;
use workbook::{Book, RowClass, TemplateColumn, TemplateKind, inspect, table_rows, template};

fn column(title: &str, example: &str, kind: TemplateKind, choices: &[String]) -> TemplateColumn {
    TemplateColumn {
        title: title.into(),
        hint: format!("请填写{title}"),
        example: example.into(),
        choices: choices.to_vec(),
        kind,
        required: true,
    }
}

#[test]
fn a_template_is_a_table_without_rows_and_carries_its_lists() {
    let home = folder();
    let path = home.path().join("t.xlsx");
    let towns: Vec<String> = (1..=200).map(|number| format!("示例镇{number}号")).collect();
    let yes = ["是".to_owned(), "否".to_owned()];
    let columns = [
        column("场所名称", "甲商店", TemplateKind::Text, &[]),
        column("统一社会信用代码", "91000000000000000X", TemplateKind::Code, &[]),
        column("所属镇街", "示例镇1号", TemplateKind::Text, &towns),
        column("是否重点", "是", TemplateKind::Text, &yes),
        column("面积", "30.5", TemplateKind::Number, &[]),
        column("登记日期", "2024-05-06", TemplateKind::Date, &[]),
    ];
    template("场所/台账", &columns, 500, &path).unwrap();
    let book = Book::open(&path).unwrap();
    let names: Vec<(&str, bool)> =
        book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.visible)).collect();
    assert_eq!(names, [("场所_台账", true), ("选项", false)]);
    let found = inspect(&book).unwrap();
    let table = &found[0].tables[0];
    assert_eq!((table.header_rows.as_slice(), table.columns.len()), (&[1][..], 6));
    assert_eq!(table.rows[0], table.rows[1] + 1, "no data yet: {:?}", table.rows);
    let classes: Vec<RowClass> = table_rows(&book, 0, table).unwrap().map(|row| row.unwrap().class).collect();
    assert_eq!(classes, [RowClass::Note]);
    assert_eq!(book.rows(1).unwrap().count(), 200);
    let mut sheet = String::new();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    for part in ["选项!$A$1:$A$200", "\"是,否\"", "sqref=\"C3:C502\"", "请填写面积", "<pane ySplit=\"1\""]
    {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
}
