//! Whether a table can be asked as it is drawn.

use crate::desk::model::{ColumnKind, FormulaOp, Layout, RowsKind};
use kernel::problem::FieldProblem;
use std::collections::BTreeSet;

/// Most columns of a table.
pub const MOST_COLUMNS: usize = 120;
/// Most rows of a return.
pub const MOST_ROWS: usize = 2_000;

/// What is wrong with a layout; pointers begin at `/layout`.
#[must_use]
pub fn check(layout: &Layout) -> Vec<FieldProblem> {
    let mut faults = Vec::new();
    let mut fault = |pointer: String, code: &str, message: String| {
        faults.push(FieldProblem::new(pointer, code, message));
    };
    if layout.columns.is_empty() {
        fault("/layout/columns".into(), "required", "请至少设一列".into());
    }
    if layout.columns.len() > MOST_COLUMNS {
        fault("/layout/columns".into(), "max", format!("最多 {MOST_COLUMNS} 列"));
    }
    let mut codes = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (index, column) in layout.columns.iter().enumerate() {
        let at = |field: &str| format!("/layout/columns/{index}/{field}");
        let fine = !column.code.is_empty()
            && column.code.len() <= 40
            && column.code.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !fine {
            fault(at("code"), "shape", "列代码须为 40 个以内的字母、数字或下划线".into());
        }
        if !codes.insert(column.code.as_str()) {
            fault(at("code"), "twice", format!("列代码“{}”重复", column.code));
        }
        if column.name.trim().is_empty() {
            fault(at("name"), "required", "请填写列名".into());
        } else if !names.insert((column.group.as_deref(), column.name.trim())) {
            fault(at("name"), "twice", format!("列名“{}”重复", column.name));
        }
        if column.kind == ColumnKind::Choice && column.choices.iter().all(|choice| choice.trim().is_empty()) {
            fault(at("choices"), "required", "请填写可选项".into());
        }
        if let (Some(min), Some(max)) = (column.min, column.max)
            && min > max
        {
            fault(at("max"), "range", "最大值小于最小值".into());
        }
        if let Some(formula) = &column.formula {
            if column.kind != ColumnKind::Number {
                fault(at("formula"), "kind", "公式列须为数字".into());
            }
            let needed =
                if formula.op == FormulaOp::Ratio { formula.of.len() == 2 } else { formula.of.len() >= 2 };
            if !needed {
                fault(at("formula"), "of", "合计、差至少选两列，占比须选两列（分子、分母）".into());
            }
            for code in &formula.of {
                let plain = layout
                    .column(code)
                    .is_some_and(|other| other.kind == ColumnKind::Number && other.formula.is_none());
                if !plain {
                    fault(at("formula"), "of", format!("公式所引的“{code}”须为本表填报的数字列"));
                }
            }
            if column.measure.is_some() {
                fault(at("measure"), "both", "一列不能既取台账又用公式".into());
            }
        }
        if column.measure.is_some() {
            if column.kind != ColumnKind::Number {
                fault(at("measure"), "kind", "取自台账的列须为数字".into());
            }
            if layout.rows == RowsKind::Free {
                fault(at("measure"), "rows", "逐行登记的表不能取台账数".into());
            }
        }
    }
    if layout.rows == RowsKind::Fixed {
        let mut keys = BTreeSet::new();
        if layout.items.is_empty() {
            fault("/layout/items".into(), "required", "请填写固定的行".into());
        }
        if layout.items.len() > MOST_ROWS {
            fault("/layout/items".into(), "max", format!("最多 {MOST_ROWS} 行"));
        }
        for (index, item) in layout.items.iter().enumerate() {
            if item.name.trim().is_empty() || item.key.trim().is_empty() {
                fault(format!("/layout/items/{index}/name"), "required", "请填写行名".into());
            }
            if item.key.contains('/') || !keys.insert(item.key.as_str()) {
                fault(format!("/layout/items/{index}/key"), "twice", format!("行“{}”重复", item.name));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn codes(layout: serde_json::Value) -> Vec<String> {
        check(&serde_json::from_value(layout).unwrap())
            .into_iter()
            .map(|fault| fault.pointer + " " + &fault.code)
            .collect()
    }

    #[test]
    fn a_drawing_with_faults_is_told_all_of_them() {
        assert_eq!(codes(json!({ "columns": [] })), ["/layout/columns required"]);
        let found = codes(json!({ "rows": "fixed", "columns": [
            { "code": "a", "name": "数" },
            { "code": "a", "name": "数" },
            { "code": "c", "name": "选", "kind": "choice" },
            { "code": "d", "name": "率", "formula": { "op": "ratio", "of": ["a", "c"] } },
        ] }));
        assert_eq!(
            found,
            [
                "/layout/columns/1/code twice",
                "/layout/columns/1/name twice",
                "/layout/columns/2/choices required",
                "/layout/columns/3/formula of",
                "/layout/items required",
            ]
        );
    }

    #[test]
    fn a_plain_drawing_passes() {
        assert!(
            codes(json!({ "columns": [
            { "code": "found", "name": "发现", "min": 0 },
            { "code": "fixed", "name": "整改" },
            { "code": "rate", "name": "整改率", "formula": { "op": "ratio", "of": ["fixed", "found"] } },
        ] }))
            .is_empty()
        );
    }
}
