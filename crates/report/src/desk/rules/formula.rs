//! Columns computed from others.

use super::number::{micro, value};
use crate::desk::model::{Column, FormulaOp, Layout};
use serde_json::{Map, Value};

/// Computes every formula column of a row or of a sum of rows. A formula over nothing but empty cells is empty.
pub fn compute(layout: &Layout, cells: &mut Map<String, Value>) {
    for column in &layout.columns {
        if let Some(found) = result(column, cells) {
            cells.insert(column.code.clone(), found);
        }
    }
}

/// The value of a formula column; none for other columns.
#[must_use]
pub fn result(column: &Column, cells: &Map<String, Value>) -> Option<Value> {
    let formula = column.formula.as_ref()?;
    let parts: Vec<Option<i128>> = formula.of.iter().map(|code| cells.get(code).and_then(micro)).collect();
    if parts.iter().all(Option::is_none) {
        return Some(Value::Null);
    }
    let at = |index: usize| parts.get(index).copied().flatten().unwrap_or(0);
    Some(match formula.op {
        FormulaOp::Sum => value(parts.iter().flatten().sum()),
        FormulaOp::Difference => value(at(0) - parts.iter().skip(1).flatten().sum::<i128>()),
        FormulaOp::Ratio if at(1) == 0 => Value::Null,
        // Percent with two digits, half up.
        FormulaOp::Ratio => {
            let (over, under) = (at(0) * 10_000, at(1));
            let hundredths = (over * 2 + under).div_euclid(under * 2);
            value(hundredths * 10_000)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(op: &str, cells: Value) -> Value {
        let column: Column = serde_json::from_value(
            json!({ "code": "f", "name": "f", "formula": { "op": op, "of": ["a", "b"] } }),
        )
        .unwrap();
        let cells: Map<String, Value> = serde_json::from_value(cells).unwrap();
        result(&column, &cells).unwrap()
    }

    #[test]
    fn sums_differences_and_ratios() {
        assert_eq!(of("sum", json!({ "a": 0.1, "b": 0.2 })), json!(0.3));
        assert_eq!(of("difference", json!({ "a": 3, "b": 5 })), json!(-2));
        assert_eq!(of("ratio", json!({ "a": 2, "b": 3 })), json!(66.67));
        assert_eq!(of("ratio", json!({ "a": 2, "b": 0 })), json!(null), "nothing is divided by nothing");
        assert_eq!(of("sum", json!({})), json!(null));
        assert_eq!(of("sum", json!({ "a": 4 })), json!(4));
    }
}
