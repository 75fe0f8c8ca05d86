//! What filled cells hold, and what is still wrong with them.

use super::formula;
use super::layout::MOST_ROWS;
use super::number::micro;
use crate::desk::model::{Column, ColumnKind, FilledRow, Layout, LedgerValue, RowsKind};
use chrono::NaiveDate;
use kernel::problem::FieldProblem;
use kernel::text::to_half_width;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Where a cell is, in a body that has `rows`.
#[must_use]
pub fn pointer(row: usize, column: &str) -> String {
    format!("/rows/{row}/cells/{column}")
}

/// The name of a cell among ledger values and reasons.
#[must_use]
pub fn place(row: &str, column: &str) -> String {
    format!("{row}/{column}")
}

/// Rows as they are kept: every fixed row in its order, values of their kinds, formulas computed, unknown columns refused.
///
/// # Errors
/// Cells that cannot be read as what their column holds.
pub fn tidy(layout: &Layout, rows: &[FilledRow]) -> Result<Vec<FilledRow>, Vec<FieldProblem>> {
    let mut faults = Vec::new();
    if rows.len() > MOST_ROWS {
        faults.push(FieldProblem::new("/rows", "max", format!("最多 {MOST_ROWS} 行")));
        return Err(faults);
    }
    let keys = layout.keys();
    let mut seen = BTreeSet::new();
    let mut kept: Vec<FilledRow> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let fits = if layout.rows == RowsKind::Free {
            !row.key.is_empty() && row.key.len() <= 60 && !row.key.contains('/')
        } else {
            keys.contains(&row.key)
        };
        if !fits || !seen.insert(row.key.as_str()) {
            faults.push(FieldProblem::new(
                format!("/rows/{index}/key"),
                "row",
                format!("没有行“{}”或行重复", row.key),
            ));
            continue;
        }
        let mut cells = Map::new();
        for (code, raw) in &row.cells {
            let Some(column) = layout.column(code) else {
                faults.push(FieldProblem::new(pointer(index, code), "column", format!("没有列“{code}”")));
                continue;
            };
            if !column.filled() {
                continue;
            }
            match read(column, raw) {
                Ok(Value::Null) => {}
                Ok(value) => {
                    cells.insert(code.clone(), value);
                }
                Err(message) => faults.push(FieldProblem::new(pointer(index, code), "kind", message)),
            }
        }
        let empty = cells.is_empty();
        formula::compute(layout, &mut cells);
        if !(layout.rows == RowsKind::Free && empty) {
            kept.push(FilledRow { key: row.key.clone(), cells });
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if layout.rows != RowsKind::Free {
        kept = keys
            .into_iter()
            .map(|key| {
                kept.iter()
                    .find(|row| row.key == key)
                    .cloned()
                    .unwrap_or(FilledRow { key, cells: Map::new() })
            })
            .collect();
    }
    Ok(kept)
}

/// A value as its column holds it; empty text is nothing.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn read(column: &Column, raw: &Value) -> Result<Value, String> {
    let text = match raw {
        Value::Null => return Ok(Value::Null),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        _ => return Err("单元格内容无法识别".into()),
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match column.kind {
        ColumnKind::Number => number(raw, &text),
        ColumnKind::Text if text.chars().count() > 1_000 => Err("最多 1000 字".into()),
        ColumnKind::Text => Ok(Value::String(text)),
        ColumnKind::Date => date(&text)
            .map(|day| day.to_string().into())
            .ok_or_else(|| format!("“{text}”不是日期，应如 2024-05-06")),
        ColumnKind::Choice => {
            let found = column.choices.iter().find(|choice| choice.trim() == text);
            found
                .map(|choice| choice.trim().into())
                .ok_or_else(|| format!("“{text}”不在可选项（{}）中", column.choices.join("、")))
        }
        ColumnKind::YesNo => match to_half_width(&text).to_lowercase().as_str() {
            "是" | "有" | "√" | "true" | "yes" | "y" | "1" => Ok(true.into()),
            "否" | "无" | "×" | "false" | "no" | "n" | "0" => Ok(false.into()),
            _ => Err(format!("“{text}”应为 是 或 否")),
        },
    }
}

fn number(raw: &Value, text: &str) -> Result<Value, String> {
    let plain: String =
        to_half_width(text).chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '，')).collect();
    let parsed = raw.as_f64().or_else(|| plain.parse::<f64>().ok()).filter(|number| number.is_finite());
    match parsed {
        Some(number) if number.abs() >= 1e13 => Err(format!("“{text}”过大")),
        Some(number) => {
            let millionths = micro(&number.into()).unwrap_or(0);
            Ok(super::number::value(millionths))
        }
        None => Err(format!("“{text}”不是数字")),
    }
}

/// A civil date in one of the ways people write it.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let plain = to_half_width(text);
    let plain = plain.split(['T', ' ']).next().unwrap_or_default();
    let cut: String = plain.chars().map(|c| if c.is_ascii_digit() { c } else { '-' }).collect();
    let parts: Vec<&str> = cut.split('-').filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [all] if all.len() == 8 => (&all[..4], &all[4..6], &all[6..]),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// What still keeps a return from being handed in.
#[must_use]
pub fn faults(
    layout: &Layout,
    rows: &[FilledRow],
    ledger: &BTreeMap<String, LedgerValue>,
    reasons: &BTreeMap<String, String>,
) -> Vec<FieldProblem> {
    let mut faults = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        for column in layout.columns.iter().filter(|column| column.filled()) {
            let at = || pointer(index, &column.code);
            let cell = row.cells.get(&column.code).filter(|value| !value.is_null());
            let Some(cell) = cell else {
                if column.required {
                    faults.push(FieldProblem::new(at(), "required", format!("“{}”必填", column.name)));
                }
                continue;
            };
            let number = if column.kind == ColumnKind::Number { cell.as_f64() } else { None };
            if let (Some(number), Some(min)) = (number, column.min)
                && number < min
            {
                faults.push(FieldProblem::new(at(), "min", format!("“{}”不得小于 {min}", column.name)));
            }
            if let (Some(number), Some(max)) = (number, column.max)
                && number > max
            {
                faults.push(FieldProblem::new(at(), "max", format!("“{}”不得大于 {max}", column.name)));
            }
            let key = place(&row.key, &column.code);
            let differs = ledger.get(&key).is_some_and(|known| micro(&known.value.into()) != micro(cell));
            if differs && reasons.get(&key).is_none_or(|reason| reason.trim().is_empty()) {
                let known = ledger.get(&key).map_or(Value::Null, |known| {
                    super::number::value(micro(&known.value.into()).unwrap_or(0))
                });
                let of = ledger.get(&key).map_or("台账", |known| known.definition.as_str());
                let message = format!("“{}”与{of}的 {known} 不一致，请填写差异说明", column.name);
                faults.push(FieldProblem::new(at(), "reason", message));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn layout(json: Value) -> Layout {
        serde_json::from_value(json).unwrap()
    }

    fn row(key: &str, cells: Value) -> FilledRow {
        FilledRow { key: key.into(), cells: serde_json::from_value(cells).unwrap() }
    }

    #[test]
    fn what_people_type_becomes_what_the_column_holds() {
        let column = |kind: &str| -> Column {
            serde_json::from_value(
                json!({ "code": "a", "name": "甲", "kind": kind, "choices": ["一般", "重大"] }),
            )
            .unwrap()
        };
        let read = |kind: &str, raw: Value| super::read(&column(kind), &raw);
        assert_eq!(read("number", json!(" １，２３４．５ ")), Ok(json!(1234.5)));
        assert_eq!(read("number", json!("1,024")), Ok(json!(1024)));
        assert_eq!(read("number", json!("")), Ok(Value::Null));
        assert_eq!(read("number", json!("12 人")).unwrap_err(), "“12 人”不是数字");
        assert!(read("number", json!("NaN")).is_err() && read("number", json!("1e20")).is_err());
        for written in ["2024-5-6", "2024/05/06", "2024年5月6日", "20240506", "２０２４.5.6"] {
            assert_eq!(read("date", json!(written)), Ok(json!("2024-05-06")), "{written}");
        }
        assert!(read("date", json!("2024-02-30")).is_err());
        assert_eq!(read("choice", json!(" 重大 ")), Ok(json!("重大")));
        assert!(read("choice", json!("较大")).is_err());
        assert_eq!(read("yes_no", json!("√")), Ok(json!(true)));
        assert!(read("yes_no", json!("也许")).is_err());
    }

    #[test]
    fn fixed_rows_keep_their_order_and_strange_rows_are_refused() {
        let fixed = layout(
            json!({ "rows": "fixed", "items": [{ "key": "h", "name": "宾馆" }, { "key": "s", "name": "学校" }],
            "columns": [{ "code": "n", "name": "数" }] }),
        );
        let kept = tidy(&fixed, &[row("s", json!({ "n": "3" }))]).unwrap();
        assert_eq!(kept, [row("h", json!({})), row("s", json!({ "n": 3 }))]);
        let faults =
            tidy(&fixed, &[row("x", json!({})), row("h", json!({ "m": 1, "n": "多" }))]).unwrap_err();
        let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/rows/0/key", "/rows/1/cells/m", "/rows/1/cells/n"]);
    }

    #[test]
    fn a_figure_beside_the_ledger_needs_a_reason() {
        let one = layout(json!({ "columns": [
            { "code": "n", "name": "数", "required": true, "min": 0.0, "max": 9.0 }, { "code": "m", "name": "另", "required": true } ] }));
        let ledger = BTreeMap::from([(
            "1/n".to_owned(),
            LedgerValue {
                value: 4.0,
                at: "2024-05-06T01:00:00Z".parse().unwrap(),
                definition: "场所".into(),
                link: None,
            },
        )]);
        let codes = |cells: Value, reason: Option<&str>| -> Vec<String> {
            let reasons = reason.map(|text| ("1/n".to_owned(), text.to_owned())).into_iter().collect();
            faults(&one, &[row("1", cells)], &ledger, &reasons).into_iter().map(|fault| fault.code).collect()
        };
        assert_eq!(codes(json!({ "n": 4, "m": 0 }), None), Vec::<String>::new());
        assert_eq!(codes(json!({ "n": 5, "m": 0 }), None), ["reason"]);
        assert_eq!(codes(json!({ "n": 5, "m": 0 }), Some("新开一家未登记")), Vec::<String>::new());
        assert_eq!(codes(json!({ "n": 10 }), Some("多")), ["max", "required"]);
    }
}
