use super::super::cells::Amount;
use super::*;

fn key(code: &str) -> Key {
    Key { code: code.into(), name: format!("名{code}") }
}

fn path(text: &str) -> Path {
    text.split_whitespace().map(key).collect()
}

fn spec(more: &str) -> TableSpec {
    let json = format!(
        "{{\"title\":\"表\",\"over\":\"cases\",\"rows\":[\"region:county\",\"region:town\"],\"columns\":[\"state_class\"],\
         \"figures\":[{{\"filter\":{{}},\"value\":\"count\"}}],\"subtotals\":true{more}}}"
    );
    serde_json::from_str(&json).unwrap()
}

fn amounts() -> Amounts {
    let mut cells = Cells::default();
    for (row, column, top) in
        [("a x", "open", 2), ("a y", "open", 3), ("b z", "open", 9), ("a x", "closed", 1)]
    {
        let codes = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        cells.add_up(&codes(row), &codes(column), Amount { top, bottom: None });
    }
    Amounts::from([((0, Series::Current), cells.clone()), ((0, Series::LastYear), cells)])
}

fn laid(spec: &TableSpec) -> Laid {
    let amounts = amounts();
    let layout = Layout {
        spec,
        row_names: vec!["县区".into(), "镇街".into()],
        rows: vec![path("a x"), path("a y"), path("b z")],
        columns: vec![path("open"), path("closed")],
        amounts: &amounts,
        link: &|_, _, row, column| Some(format!("{}|{}", row.join(","), column.join(","))),
    };
    layout.lay().unwrap()
}

fn texts(laid: &Laid) -> Vec<String> {
    let row = |row: &TableRow| {
        let heads = row.head.iter().map(|cell| cell.text.clone());
        heads.chain(row.cells.iter().map(|cell| cell.text.clone())).collect::<Vec<_>>().join(" ")
    };
    laid.rows.iter().map(row).collect()
}

#[test]
fn subtotals_and_totals_are_the_sums_of_what_stands_above_them() {
    let laid = laid(&spec(""));
    assert_eq!(
        texts(&laid),
        ["名a 名x 2 1 3", "名y 3 0 3", "小计 5 1 6", "名b 名z 9 0 9", "小计 9 0 9", "合计 14 1 15"]
    );
    let first = laid.rows.first().unwrap();
    assert_eq!(first.head.first().map(|cell| cell.rows), Some(3), "the first key reaches over its subtotal");
    assert_eq!(first.cells.last().and_then(|cell| cell.link.clone()), Some("a,x|".into()));
    let total = laid.rows.last().unwrap();
    assert_eq!(total.head.first().map(|cell| cell.columns), Some(2));
}

#[test]
fn the_head_covers_every_column_once() {
    for more in ["", ",\"compare\":{\"last_year\":true,\"change\":true}"] {
        let spec = spec(more);
        let laid = laid(&spec);
        let width = u32::try_from(2 + laid.columns.len()).unwrap();
        let area: u32 =
            laid.head.iter().flatten().map(|cell| u32::from(cell.columns) * u32::from(cell.rows)).sum();
        assert_eq!(area, width * u32::try_from(laid.head.len()).unwrap(), "{:?}", laid.head);
        assert!(laid.rows.iter().all(|row| row.cells.len() == laid.columns.len()));
    }
}

#[test]
fn the_largest_group_stands_first_and_its_rows_with_it() {
    let laid = laid(&spec(",\"sort\":\"largest\""));
    let rows = texts(&laid);
    assert!(rows.first().unwrap().starts_with("名b"), "{rows:?}");
    assert!(rows.last().unwrap().starts_with("合计"));
}

#[test]
fn a_table_nobody_could_read_is_refused() {
    let spec = spec("");
    let amounts = Amounts::new();
    let layout = Layout {
        spec: &spec,
        row_names: vec!["县区".into(), "镇街".into()],
        rows: vec![path("a x")],
        columns: (0..130).map(|number| path(&format!("k{number}"))).collect(),
        amounts: &amounts,
        link: &|_, _, _, _| None,
    };
    let problem = layout.lay().unwrap_err();
    assert_eq!((problem.status, problem.fields[0].pointer.as_str()), (422, "/columns"));
}
