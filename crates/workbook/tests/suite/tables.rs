//! Sheets as offices make them, drawn row by row, and the tables that are in them.

use crate::support::{drawn, file, folder, workbook};
use workbook::{Book, Cell, ColumnType, RowClass, Table, inspect, table_rows};

struct Found {
    book: Book,
    tables: Vec<Table>,
}

fn of(picture: &str, merges: &[&str]) -> Found {
    let home = folder();
    let book = Book::open(&file(&home, "a.xlsx", workbook(&[("表", &drawn(picture, merges))]))).unwrap();
    // The parts are opened anew for every reading, so the folder has to outlive the test.
    std::mem::forget(home);
    let mut sheets = inspect(&book).unwrap();
    Found { tables: sheets.remove(0).tables, book }
}

fn csv(text: &str) -> Found {
    let home = folder();
    let book = Book::open(&file(&home, "a.csv", text)).unwrap();
    std::mem::forget(home);
    let mut sheets = inspect(&book).unwrap();
    Found { tables: sheets.remove(0).tables, book }
}

impl Found {
    /// Header rows and data rows of every table.
    fn places(&self) -> Vec<(Vec<u32>, [u32; 2])> {
        self.tables.iter().map(|table| (table.header_rows.clone(), table.rows)).collect()
    }

    fn names(&self, table: usize) -> Vec<&str> {
        self.tables[table].columns.iter().map(|column| column.name.as_str()).collect()
    }

    /// Rows of a table that are of a class.
    fn rows(&self, table: usize, class: RowClass) -> Vec<u32> {
        let rows = table_rows(&self.book, 0, &self.tables[table]).unwrap().map(Result::unwrap);
        rows.filter(|row| row.class == class).map(|row| row.number).collect()
    }
}

#[test]
fn a_plain_list_is_one_table() {
    let found = of(
        "序号 | 单位名称 | 面积 | 日期 | 备注
         1 | 甲商店 | 30.5 | 2024-01-02 |
         2 | 乙商店 | 40 | 2024-01-03 |
         3 | 丙商店 | 50 | 2024-01-04 | 新开",
        &[],
    );
    assert_eq!(found.places(), [(vec![1], [2, 4])]);
    let columns = &found.tables[0].columns;
    let kinds: Vec<ColumnType> = columns.iter().map(|column| column.kind).collect();
    assert_eq!(
        kinds,
        [ColumnType::Integer, ColumnType::Text, ColumnType::Number, ColumnType::Date, ColumnType::Text]
    );
    assert_eq!(columns[4].filled, 0.3333);
    let shown = serde_json::to_value(&columns[0]).unwrap();
    assert_eq!(shown, serde_json::json!({"index": 1, "name": "序号", "type": "integer", "filled": 1.0}));
    let shown = serde_json::to_value(&found.tables[0]).unwrap();
    assert_eq!(shown.as_object().unwrap().keys().collect::<Vec<_>>(), ["header_rows", "rows", "columns"]);
}

#[test]
fn titles_units_and_signatures_around_a_table_are_not_in_it() {
    let found = of(
        "示范市消防安全重点单位台账
         填报单位：示范区消防救援大队 | | | 单位：家
         序号 | 单位名称 | 地址 | 负责人
         1 | 甲商店 | 示范路1号 | 张三
         2 | 乙商店 | 示范路2号 | 李四

         注：本表按月报送。
         填表人：王五 | | 审核人：赵六 | 日期：2024年5月",
        &["A1:D1"],
    );
    assert_eq!(found.places(), [(vec![3], [4, 5])]);
    assert_eq!(found.rows(0, RowClass::Note), [7, 8]);
    assert_eq!(found.tables[0].through, 8);
}

#[test]
fn merged_header_rows_give_joined_names() {
    let found = of(
        "重点单位一览表
         序号 | 单位\\n名称 | 建筑情况 | | 消防设施 | | 备注
         | | 层数 | 面积（㎡） | 有无喷淋 | 有无报警
         1 | 甲商店 | 3 | 120 | 有 | 有 |
         2 | 乙仓库 | 1 | 800 | 无 | 有 |",
        &["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"],
    );
    assert_eq!(found.places(), [(vec![2, 3], [4, 5])]);
    let wanted = [
        "序号",
        "单位 名称",
        "建筑情况/层数",
        "建筑情况/面积（㎡）",
        "消防设施/有无喷淋",
        "消防设施/有无报警",
        "备注",
    ];
    assert_eq!(found.names(0), wanted);
}

#[test]
fn three_header_rows_and_a_line_of_column_numbers() {
    let found = of(
        "镇街 | 排查情况 | | | 整改情况
         | 排查单位 | | 发现隐患 | 已整改
         | 大型 | 小型 | |
         甲 | 1 | 2 | 3 | 4
         东镇 | 10 | 20 | 5 | 4
         西镇 | 11 | 21 | 6 | 5
         合计 | 21 | 41 | 11 | 9",
        &["A1:A3", "B1:D1", "B2:C2", "D2:D3", "E2:E3"],
    );
    assert_eq!(found.places(), [(vec![1, 2, 3], [5, 6])]);
    let wanted =
        ["镇街", "排查情况/排查单位/大型", "排查情况/排查单位/小型", "排查情况/发现隐患", "整改情况/已整改"];
    assert_eq!(found.names(0), wanted);
    assert_eq!(found.rows(0, RowClass::Note), [4]);
    assert_eq!(found.rows(0, RowClass::Subtotal), [7]);
}

#[test]
fn years_at_the_head_of_columns_are_names() {
    let found = of(
        "街道 | 2021 | 2022 | 2023
         东街 | 12 | 15 | 2021
         西街 | 7 | 9 | 1999
         南街 | 8 | 2000 | 2010",
        &[],
    );
    assert_eq!(found.places(), [(vec![1], [2, 4])]);
    assert_eq!(found.names(0), ["街道", "2021", "2022", "2023"]);
}

#[test]
fn stacked_tables_are_several_with_or_without_titles() {
    let found = of(
        "表一 重点单位
         序号 | 名称 | 面积
         1 | 甲店 | 20
         2 | 乙店 | 30

         表二 隐患
         编号 | 隐患描述 | 发现日期 | 状态
         1 | 通道堵塞 | 2024-01-02 | 已整改
         2 | 灭火器过期 | 2024-01-05 | 未整改
         名称 | 电话 | 分数 | 备注
         丙店 | 12345 | 7 |
         丁店 | 12346 | 8 |",
        &["A1:C1"],
    );
    assert_eq!(found.places(), [(vec![2], [3, 4]), (vec![7], [8, 9]), (vec![10], [11, 12])]);
    assert_eq!(found.rows(0, RowClass::Note), [0_u32; 0], "a title belongs to the table below it");
}

#[test]
fn a_header_repeated_after_a_page_break_begins_no_new_table() {
    let page = "序号 | 名称 | 地址\n1 | 甲 | 东路1号\n2 | 乙 | 东路2号\n本页小计 | 2 |\n";
    let found =
        of(&format!("{page}\n序号 | 名称 | 地址\n3 | 丙 | 东路3号\n4 | 丁 | 东路4号\n合计 | 4 |"), &[]);
    assert_eq!(found.places(), [(vec![1], [2, 8])]);
    assert_eq!(found.rows(0, RowClass::RepeatedHeader), [6]);
    assert_eq!(found.rows(0, RowClass::Subtotal), [4, 9]);
    assert_eq!(found.rows(0, RowClass::Data), [2, 3, 7, 8]);
    let again = of(&format!("{page}\n序号 | 名称 | 地址\n1 | 丙 | 西路3号\n2 | 丁 | 西路4号"), &[]);
    assert_eq!(again.places(), [(vec![1], [2, 3]), (vec![6], [7, 8])], "counting anew is a new table");
    let titled = of(
        &format!("甲镇台账\n{page}\n乙镇台账\n序号 | 名称 | 地址\n3 | 丙 | 西路3号\n4 | 丁 | 西路4号"),
        &[],
    );
    assert_eq!(titled.places(), [(vec![2], [3, 4]), (vec![8], [9, 10])], "another title is another table");
    let printed = of(
        &format!("甲镇台账\n{page}\n甲镇台账\n序号 | 名称 | 地址\n3 | 丙 | 西路3号\n4 | 丁 | 西路4号"),
        &[],
    );
    assert_eq!(printed.places(), [(vec![2], [3, 10])], "the same title is the next page");
}

#[test]
fn sums_in_the_middle_blank_rows_and_section_titles_stay_inside() {
    let found = of(
        "镇街 | 单位名称 | 人数 | 面积
         东镇 | 甲店 | 3 | 20
         东镇 | 乙店 | 4 | 30
         东镇小计 | | 7 | 50

         二、西片
         西镇 | 丙店 | 5 | 40
         总 计： | | 12 | 90",
        &[],
    );
    assert_eq!(found.places(), [(vec![1], [2, 7])]);
    assert_eq!(found.rows(0, RowClass::Subtotal), [4, 8]);
    assert_eq!(found.rows(0, RowClass::Blank), [5]);
    assert_eq!(found.rows(0, RowClass::Note), [6]);
}

#[test]
fn rows_numbered_in_advance_are_blank() {
    let found = of("序号 | 名称 | 地址\n1 | 甲 | 东路1号\n2 | 乙 | 东路2号\n3 | |\n4 | |", &[]);
    assert_eq!(found.places(), [(vec![1], [2, 3])]);
}

#[test]
fn merged_cells_of_the_body_give_their_value_to_every_row() {
    let found = of(
        "镇街 | 单位名称 | 人数
         东镇 | 甲店 | 3
          | 乙店 | 4
         西镇 | 丙店 | 5",
        &["A2:A3"],
    );
    let rows: Vec<_> = table_rows(&found.book, 0, &found.tables[0]).unwrap().map(Result::unwrap).collect();
    assert_eq!((&rows[1].cells[0], rows[1].merged.as_slice()), (&Cell::Text("东镇".into()), &[0][..]));
    assert_eq!((&rows[2].cells[0], rows[2].merged.as_slice()), (&Cell::Text("西镇".into()), &[][..]));
    assert_eq!(found.tables[0].columns[0].filled, 1.0);
}

#[test]
fn hidden_rows_and_columns_are_read_and_said_to_be_hidden() {
    let home = folder();
    let sheet = format!(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>{}",
        drawn("名称 | 人数\n甲 | 1\n~乙 | 2\n丙 | 3", &[])
    );
    let book = Book::open(&file(&home, "a.xlsx", workbook(&[("表", &sheet)]))).unwrap();
    let table = inspect(&book).unwrap().remove(0).tables.remove(0);
    assert_eq!(table.columns.iter().map(|column| column.hidden).collect::<Vec<_>>(), [false, true]);
    let hidden: Vec<bool> = table_rows(&book, 0, &table).unwrap().map(|row| row.unwrap().hidden).collect();
    assert_eq!(hidden, [false, true, false]);
}

#[test]
fn tables_side_by_side_are_two() {
    let found = of(
        "序号 | 名称 | 分数 | | 序号 | 名称 | 分数
         1 | 甲 | 90 | | 3 | 丙 | 70
         2 | 乙 | 80 | | | |",
        &[],
    );
    assert_eq!(found.places(), [(vec![1], [2, 3]), (vec![1], [2, 2])]);
    assert_eq!(found.tables[1].columns[0].index, 5);
}

#[test]
fn a_blank_column_between_stays_a_column_without_values() {
    let found = of("名称 | | 人数\n甲 | | 1\n乙 | | 2", &[]);
    assert_eq!(found.places(), [(vec![1], [2, 3])]);
    assert_eq!(found.tables[0].columns[1].kind, ColumnType::Empty);
    assert_eq!(found.names(0), ["名称", "", "人数"]);
}

#[test]
fn a_sheet_of_prose_or_a_form_holds_no_table() {
    for picture in [
        "一、填报范围\n本表由各镇街填报。\n二、填报时间\n每月5日前。",
        "单位名称 | 甲公司 | 地址 | 示范路1号\n负责人 | 张三 | 联系电话 | 略\n建筑结构 | 砖混 | 用途 | 商店",
        "填报单位：甲局\n填报日期：2024年",
        "",
    ] {
        assert_eq!(of(picture, &[]).places(), [], "{picture}");
    }
}

#[test]
fn a_form_nobody_has_filled_in_is_a_table_without_rows() {
    let found = of("单位台账\n序号 | 单位名称 | 地址 | 联系电话", &["A1:D1"]);
    assert_eq!(found.places(), [(vec![2], [3, 2])]);
    assert_eq!(found.tables[0].columns[1].filled, 0.0);
}

#[test]
fn a_table_of_words_alone_is_found_by_what_its_head_says() {
    let found = of(
        "单位名称 | 镇街 | 隐患描述 | 整改情况
         甲商店 | 东镇 | 通道堵塞 | 已清理
         乙商店 | 西镇 | 线路老化 | 未更换
         丙商店 | 东镇 | 无应急灯 | 已安装",
        &[],
    );
    assert_eq!(found.places(), [(vec![1], [2, 4])]);
}

#[test]
fn text_files_have_types_by_what_is_written() {
    let found = csv(
        "code,name,area,day,open\n007,甲,\"1,200\",2024-05-06,true\n123,乙,3.5,2024年5月7日,false\n456,,N/A,,true\n",
    );
    assert_eq!(found.places(), [(vec![1], [2, 4])]);
    let kinds: Vec<ColumnType> = found.tables[0].columns.iter().map(|column| column.kind).collect();
    assert_eq!(
        kinds,
        [ColumnType::Text, ColumnType::Text, ColumnType::Number, ColumnType::Date, ColumnType::Boolean]
    );
    let grouped = csv("序号,单位,建筑情况,,备注\n,,层数,面积,\n1,甲,3,20,\n2,乙,4,30,\n");
    assert_eq!(grouped.places(), [(vec![1, 2], [3, 4])]);
    assert_eq!(grouped.names(0), ["序号", "单位", "建筑情况/层数", "建筑情况/面积", "备注"]);
}

#[test]
fn the_synthetic_ledger_of_the_import_is_found_as_its_key_says() {
    let faults = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake/tests/faults");
    let key: toml::Table = std::fs::read_to_string(faults.join("key.toml")).unwrap().parse().unwrap();
    let sheets = inspect(&Book::open(&faults.join("premises.xlsx")).unwrap()).unwrap();
    let mut found = sheets.iter().flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
    let rows = |value: &toml::Value| -> Vec<u32> {
        let numbers = value.as_array().unwrap().iter();
        numbers.map(|number| u32::try_from(number.as_integer().unwrap()).unwrap()).collect()
    };
    for wanted in key["table"].as_array().unwrap() {
        let (sheet, table) = found.next().unwrap();
        assert_eq!(sheet.sheet, wanted["sheet"].as_str().unwrap());
        assert_eq!(table.header_rows, rows(&wanted["header_rows"]));
        let also = wanted.get("also").and_then(toml::Value::as_array).into_iter().flatten();
        let mut ranges = also.chain([&wanted["rows"]]).map(rows);
        assert!(ranges.any(|range| range == table.rows), "{wanted}: {:?}", table.rows);
        assert_eq!(table.columns.len() as i64, wanted["columns"].as_integer().unwrap());
        assert_eq!(table.columns[0].name, wanted["first"].as_str().unwrap());
        assert_eq!(table.columns.last().unwrap().name, wanted["last"].as_str().unwrap());
    }
    assert_eq!(found.count(), 0);
}
