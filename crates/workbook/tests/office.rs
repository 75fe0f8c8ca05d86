//! An office program opens what we write; reported as ignored where LibreOffice is not installed.

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::Command;
use workbook::{Book, Cell, CellMark, RESULT, RowMark, Severity, fill_layout, inspect, mark, result_columns};

fn main() {
    let arguments = Arguments::from_args();
    let absent = Command::new("soffice").arg("--version").output().is_err();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = [
        (
            "a marked .xlsx with formulas, pictures and validations",
            here.join("../intake/tests/faults/premises.xlsx"),
        ),
        ("a marked .xls", here.join("tests/suite/ledger.xls")),
    ];
    let form = sources[0].1.clone();
    let mut trials: Vec<Trial> = sources
        .into_iter()
        .map(|(name, source)| {
            Trial::test(format!("LibreOffice opens {name}"), move || opens(&source).map_err(Failed::from))
                .with_ignored_flag(absent)
        })
        .collect();
    let filled =
        Trial::test("LibreOffice opens a form that has grown", move || grows(&form).map_err(Failed::from));
    trials.push(filled.with_ignored_flag(absent));
    libtest_mimic::run(&arguments, trials).exit()
}

/// Marks every tenth row, lets LibreOffice write the workbook anew, and looks for the marks in what comes back.
fn opens(source: &Path) -> Result<(), String> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let book = Book::open(source).map_err(|fault| fault.to_string())?;
    let sheets = inspect(&book).map_err(|fault| fault.to_string())?;
    let mut marks = Vec::new();
    for row in (sheets[0].tables[0].rows[0]..=sheets[0].last_row).step_by(10) {
        let cells =
            vec![CellMark { column: 2, severity: Severity::Fault, text: format!("第{row}行有误 <&>") }];
        marks.push(RowMark { sheet: 0, row, cells, result: String::new() });
    }
    let columns = result_columns(&sheets);
    let out = home.path().join("marked.xlsx");
    mark(&book, &columns, marks.clone(), &out).map_err(|fault| fault.to_string())?;
    let again = convert(&out, home.path())?;
    let again = Book::open(&again).map_err(|fault| fault.to_string())?;
    if again.sheets().len() != book.sheets().len() || again.sheets()[0].merged != book.sheets()[0].merged {
        return Err("sheets or merged ranges were lost".to_owned());
    }
    let rows = again.rows(0).map_err(|fault| fault.to_string())?;
    let mut told: Vec<String> = Vec::new();
    for row in rows {
        let row = row.map_err(|fault| fault.to_string())?;
        told.extend(row.cell(columns[0].column).text().map(str::to_owned));
    }
    told.retain(|text| text != RESULT);
    let wanted: Vec<String> = marks.iter().map(RowMark::told).collect();
    if told == wanted { Ok(()) } else { Err(format!("the added column says {told:?}")) }
}

/// Fills a table with more rows than it has, and looks at the sum that stood below it.
fn grows(source: &Path) -> Result<(), String> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let book = Book::open(source).map_err(|fault| fault.to_string())?;
    let found = inspect(&book).map_err(|fault| fault.to_string())?;
    let rows =
        (1..=100).map(|number| vec![Cell::Text(format!("示例镇{number}")), Cell::Number(f64::from(number))]);
    let out = home.path().join("marked.xlsx");
    let done = fill_layout(&book, 1, &found[1], 0, &[1, 2], rows, &out).map_err(|fault| fault.to_string())?;
    let again = Book::open(&convert(&out, home.path())?).map_err(|fault| fault.to_string())?;
    let sum = found[1].tables[0].header_rows[0] + 101;
    let rows = again.rows(1).map_err(|fault| fault.to_string())?;
    let total = rows.filter_map(Result::ok).find(|row| row.number == sum).map(|row| row.cell(2).clone());
    // LibreOffice has summed the rows that were put in: 1 + 2 + … + 100.
    if done.rows == 100 && done.grown > 0 && total == Some(Cell::Number(5050.0)) {
        Ok(())
    } else {
        Err(format!("{done:?}; the sum in row {sum} is {total:?}"))
    }
}

fn convert(source: &Path, home: &Path) -> Result<PathBuf, String> {
    let folder = home.join("again");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", home.join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&folder)
        .arg(source)
        .output()
        .map_err(|error| error.to_string())?;
    let converted = folder.join("marked.xlsx");
    if converted.exists() { Ok(converted) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
