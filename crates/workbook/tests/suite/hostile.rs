//! Whatever bytes come, the answer is rows or a reason.

use crate::support::{drawn, file, folder, workbook};
use proptest::prelude::*;
use proptest::sample::Index;
use workbook::{Book, CellMark, RowMark, Severity, inspect, mark, result_columns, table_rows};

/// Opens, inspects, reads every table and marks a row: none of it may panic.
fn read_all(bytes: &[u8]) {
    let home = folder();
    let Ok(book) = Book::open(&file(&home, "x", bytes)) else { return };
    for sheet in 0..book.sheets().len() {
        if let Ok(rows) = book.rows(sheet) {
            rows.take(10_000).for_each(drop);
        }
    }
    let Ok(sheets) = inspect(&book) else { return };
    for (sheet, found) in sheets.iter().enumerate() {
        for table in &found.tables {
            if let Ok(rows) = table_rows(&book, sheet, table) {
                rows.take(10_000).for_each(drop);
            }
        }
    }
    let columns = result_columns(&sheets);
    let sheet = columns.first().map_or(0, |column| column.sheet);
    let cells = vec![CellMark { column: 1, severity: Severity::Fault, text: "有误".into() }];
    let marks = vec![RowMark { sheet, row: 2, cells, result: String::new() }];
    let _ = mark(&book, &columns, marks, &home.path().join("out.xlsx"));
}

fn changed(mut bytes: Vec<u8>, changes: Vec<(Index, u8)>) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = byte;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000), magic in 0..4_usize) {
        let magic: &[u8] = [b"".as_slice(), b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"][magic];
        read_all(&[magic, &bytes].concat());
    }

    #[test]
    fn any_text(text in "([名称数量地址序号合计0-9甲乙 ]{0,6}[,;\t\n\"]){0,80}") {
        read_all(text.as_bytes());
    }

    #[test]
    fn a_workbook_with_some_bytes_changed(changes in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8)) {
        let sheet = drawn("名称 | 数\n甲 | 1\n乙 | 2024-01-01", &["A1:A2"]);
        read_all(&changed(workbook(&[("表", &sheet)]), changes));
    }

    #[test]
    fn an_old_workbook_with_some_bytes_changed(changes in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8)) {
        read_all(&changed(include_bytes!("ledger.xls").to_vec(), changes));
    }

    #[test]
    fn any_sheet_xml(content in "(<row( r=\"[0-9]{0,8}\")?>|</row>|<c( r=\"[A-Z]{0,4}[0-9]{0,3}\")?( t=\"[a-z]\")?>|</c>|<v>|</v>|[0-9a-z&;<>]{0,5}|甲){0,40}") {
        read_all(&workbook(&[("表", &format!("<sheetData>{content}</sheetData>"))]));
    }

    #[test]
    fn any_cells_and_merges(
        cells in proptest::collection::vec(proptest::collection::vec("(|名称|合计|注：|[0-9]{1,3}|2024-01-01|甲乙)", 1..6), 1..12),
        merges in proptest::collection::vec((1..6_u32, 1..12_u32, 0..3_u32, 0..3_u32), 0..5),
    ) {
        let picture = cells.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n");
        let letter = |column: u32| char::from(b'A' + u8::try_from(column - 1).unwrap());
        let ranges: Vec<String> = merges
            .into_iter()
            .map(|(column, row, wide, high)| format!("{}{row}:{}{}", letter(column), letter(column + wide), row + high))
            .collect();
        let ranges: Vec<&str> = ranges.iter().map(String::as_str).collect();
        read_all(&workbook(&[("表", &drawn(&picture, &ranges))]));
    }
}
