//! Real tables from the folder named by `QUTU_REAL_INPUT`, held against a key made by hand; reported as ignored without it.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Value;
use workbook::{Book, RowClass, Table, inspect, table_rows};

const KEY: &str = include_str!("real_tables.toml");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::from_args();
    let folder = std::env::var_os("QUTU_REAL_INPUT").map(PathBuf::from);
    let key: toml::Table = KEY.parse()?;
    let mut wanted: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for table in key.get("table").and_then(Value::as_array).into_iter().flatten() {
        wanted.entry(text(table, "file").to_owned()).or_default().push(table.clone());
    }
    let trials = wanted
        .into_iter()
        .map(|(file, tables)| {
            let folder = folder.clone();
            let absent = folder.is_none();
            Trial::test(format!("tables of {file}"), move || {
                let folder = folder.ok_or_else(|| Failed::from("QUTU_REAL_INPUT is not set"))?;
                check(&folder.join(&file), &tables).map_err(Failed::from)
            })
            .with_ignored_flag(absent)
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit()
}

fn text<'a>(table: &'a Value, name: &str) -> &'a str {
    table.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn numbers(table: &Value, name: &str) -> Vec<u32> {
    let array = table.get(name).and_then(Value::as_array).into_iter().flatten();
    array.filter_map(Value::as_integer).filter_map(|number| u32::try_from(number).ok()).collect()
}

fn check(path: &Path, wanted: &[Value]) -> Result<(), String> {
    let book = Book::open(path).map_err(|fault| fault.to_string())?;
    let found = inspect(&book).map_err(|fault| fault.to_string())?;
    let mut faults = Vec::new();
    for (index, sheet) in found.iter().enumerate() {
        let mine = |table: &&Value| table.get("sheet").is_none() || text(table, "sheet") == sheet.sheet;
        let keyed: Vec<&Value> = wanted.iter().filter(mine).collect();
        let place =
            |table: &Table| format!("{} header {:?} rows {:?}", sheet.sheet, table.header_rows, table.rows);
        for table in &sheet.tables {
            let same = |key: &&&Value| numbers(key, "header_rows") == table.header_rows;
            match keyed.iter().find(same) {
                None => faults.push(format!("{}: not in the key", place(table))),
                Some(key) => {
                    compare(table, key, &mut |fault| faults.push(format!("{}: {fault}", place(table))));
                    classes(&book, index, table, key, &mut |fault| {
                        faults.push(format!("{}: {fault}", place(table)));
                    })?;
                }
            }
        }
        for key in keyed {
            let header = numbers(key, "header_rows");
            if !sheet.tables.iter().any(|table| table.header_rows == header) {
                faults.push(format!("{}: no table with header {header:?}", sheet.sheet));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn compare(table: &Table, key: &Value, fault: &mut dyn FnMut(String)) {
    let also = key.get("also").and_then(Value::as_array).into_iter().flatten();
    let others: Vec<Vec<u32>> = also
        .map(|range| {
            range
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_integer)
                .filter_map(|n| u32::try_from(n).ok())
                .collect()
        })
        .collect();
    let rows = numbers(key, "rows");
    if rows != table.rows && !others.iter().any(|other| *other == table.rows) {
        fault(format!("rows should be {rows:?}"));
    }
    let count = key.get("columns").and_then(Value::as_integer).unwrap_or_default();
    if table.columns.len() as i64 != count {
        fault(format!("{} columns, should be {count}", table.columns.len()));
    }
    for (name, column) in [("first", table.columns.first()), ("last", table.columns.last())] {
        let found = column.map_or("", |column| column.name.as_str());
        if found != text(key, name) {
            fault(format!("the {name} column is {found:?}, should be {:?}", text(key, name)));
        }
    }
    for name in key.get("names").and_then(Value::as_array).into_iter().flatten() {
        let place =
            name.get("column").and_then(Value::as_integer).and_then(|place| usize::try_from(place).ok());
        let found =
            place.and_then(|place| table.columns.get(place - 1)).map_or("", |column| column.name.as_str());
        if !found.starts_with(text(name, "starts")) || !found.ends_with(text(name, "ends")) {
            fault(format!("column {place:?} is {found:?}"));
        }
    }
}

fn classes(
    book: &Book,
    sheet: usize,
    table: &Table,
    key: &Value,
    fault: &mut dyn FnMut(String),
) -> Result<(), String> {
    let mut found: BTreeMap<RowClass, Vec<u32>> = BTreeMap::new();
    for row in table_rows(book, sheet, table).map_err(|fault| fault.to_string())? {
        let row = row.map_err(|fault| fault.to_string())?;
        if (table.rows[0]..=table.rows[1]).contains(&row.number) && row.class != RowClass::Data {
            found.entry(row.class).or_default().push(row.number);
        }
    }
    for (class, name) in [(RowClass::Blank, "blank"), (RowClass::Note, "section")] {
        let rows = found.remove(&class).unwrap_or_default();
        if rows != numbers(key, name) {
            fault(format!("{name} rows {rows:?}, should be {:?}", numbers(key, name)));
        }
    }
    for (class, rows) in found {
        fault(format!("rows {rows:?} are no {class:?}"));
    }
    Ok(())
}
