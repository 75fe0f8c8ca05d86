//! Makes a large workbook (`make ROWS FILE`), or inspects and marks one (`run FILE OUT`) and prints the memory used.

use std::io::Write;
use std::path::Path;
use std::time::Instant;
use workbook::{Book, CellMark, RowMark, Severity, inspect, mark, result_columns, table_rows};

const COLUMNS: usize = 35;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", rows, file] => make(rows.parse()?, Path::new(file)),
        ["run", file, out] => run(Path::new(file), Path::new(out)),
        _ => Err("make ROWS FILE | run FILE OUT".into()),
    }
}

fn letters(mut column: usize) -> String {
    let mut found = String::new();
    while column > 0 {
        column -= 1;
        found.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        column /= 26;
    }
    found
}

fn make(rows: usize, file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_low_memory()?;
    for column in 0..COLUMNS {
        sheet.write_string(0, u16::try_from(column)?, format!("字段{}名称", letters(column + 1)))?;
    }
    for row in 1..=rows {
        for column in 0..COLUMNS {
            let (at, place) = (u32::try_from(row)?, u16::try_from(column)?);
            match column % 4 {
                0 => sheet.write_string(at, place, format!("示例文字{}", row * (column + 1) % 60_000))?,
                1 => sheet.write_string(at, place, ["有", "无", "不详"][row % 3])?,
                2 => sheet.write_number(at, place, f64::from(at) / 8.0)?,
                _ => sheet.write_number(at, place, f64::from(at % 45_000))?,
            };
        }
    }
    book.save(file)?;
    Ok(())
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn run(file: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut told = std::io::stdout();
    let start = Instant::now();
    let book = Book::open(file)?;
    writeln!(told, "open    {:6.1} s {}", start.elapsed().as_secs_f64(), memory())?;
    let sheets = inspect(&book)?;
    writeln!(told, "inspect {:6.1} s {}", start.elapsed().as_secs_f64(), memory())?;
    let mut count = 0;
    for row in table_rows(&book, 0, &sheets[0].tables[0])? {
        count += usize::from(!row?.cells.is_empty());
    }
    writeln!(told, "rows    {:6.1} s {} ({count})", start.elapsed().as_secs_f64(), memory())?;
    let last = sheets[0].tables[0].rows[1];
    let marks = (2..=last).step_by(50).map(|row| {
        let cells = vec![CellMark { column: 3, severity: Severity::Fault, text: "不是数值".into() }];
        RowMark { sheet: 0, row, cells, result: String::new() }
    });
    let done = mark(&book, &result_columns(&sheets), marks, out)?;
    writeln!(told, "mark    {:6.1} s {} {done:?}", start.elapsed().as_secs_f64(), memory())?;
    Ok(())
}
