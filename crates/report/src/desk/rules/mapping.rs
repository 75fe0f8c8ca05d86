//! Showing an earlier round in a newer layout. The earlier round stays as it was.

use super::{formula, number};
use crate::desk::model::{Column, FilledRow, Layout};
use serde_json::{Map, Value};

/// Where the values of a new column come from in an earlier layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Columns of the earlier layout, added when several.
    Old(Vec<String>),
    /// A 补采.
    Supplement,
    /// Computed.
    Formula,
    /// It was never asked for.
    Nothing,
}

/// Where a column comes from: the same code, the columns it was made of, a supplement, or nowhere.
#[must_use]
pub fn source(column: &Column, old: &Layout, supplemented: &[String]) -> Source {
    if column.formula.is_some() {
        return Source::Formula;
    }
    if old.column(&column.code).is_some_and(|known| known.kind == column.kind) {
        return Source::Old(vec![column.code.clone()]);
    }
    let was: Vec<String> = column.was.iter().filter(|code| old.column(code).is_some()).cloned().collect();
    if !was.is_empty() && was.len() == column.was.len() {
        return Source::Old(was);
    }
    if supplemented.contains(&column.code) { Source::Supplement } else { Source::Nothing }
}

/// Columns of the newer layout that an earlier round was never asked for.
#[must_use]
pub fn lacking(new: &Layout, old: &Layout) -> Vec<String> {
    new.columns
        .iter()
        .filter(|column| source(column, old, &[]) == Source::Nothing)
        .map(|column| column.code.clone())
        .collect()
}

/// Rows of an earlier round as the newer layout has them; supplements by row key.
#[must_use]
pub fn carry(new: &Layout, old: &Layout, rows: &[FilledRow], supplement: &[FilledRow]) -> Vec<FilledRow> {
    let supplemented: Vec<String> = new.columns.iter().map(|column| column.code.clone()).collect();
    rows.iter()
        .map(|row| {
            let extra = supplement.iter().find(|other| other.key == row.key);
            let mut cells = Map::new();
            for column in &new.columns {
                let value = match source(column, old, &supplemented) {
                    Source::Old(codes) => joined(&codes, &row.cells),
                    Source::Supplement => extra.and_then(|extra| extra.cells.get(&column.code).cloned()),
                    Source::Formula | Source::Nothing => None,
                };
                if let Some(value) = value.filter(|value| !value.is_null()) {
                    cells.insert(column.code.clone(), value);
                }
            }
            formula::compute(new, &mut cells);
            FilledRow { key: row.key.clone(), cells }
        })
        .collect()
}

fn joined(codes: &[String], cells: &Map<String, Value>) -> Option<Value> {
    match codes {
        [only] => cells.get(only).cloned(),
        several => {
            let parts: Vec<i128> =
                several.iter().filter_map(|code| cells.get(code)).filter_map(number::micro).collect();
            if parts.is_empty() { None } else { Some(number::value(parts.iter().sum())) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn layout(columns: Value) -> Layout {
        serde_json::from_value(Map::from_iter([("columns".to_owned(), columns)]).into()).unwrap()
    }

    #[test]
    fn renamed_merged_added_and_retired_columns() {
        let old = layout(json!([
            { "code": "a", "name": "旧名" }, { "code": "b", "name": "乙" }, { "code": "c", "name": "丙" }, { "code": "z", "name": "废" } ]));
        let new = layout(json!([
            { "code": "a", "name": "新名" },
            { "code": "bc", "name": "乙丙合", "was": ["b", "c"] },
            { "code": "n", "name": "新增" },
            { "code": "all", "name": "计", "formula": { "op": "sum", "of": ["a", "bc"] } } ]));
        assert_eq!(lacking(&new, &old), ["n"]);
        let row = |cells: Value| FilledRow { key: "1".into(), cells: cells.as_object().unwrap().clone() };
        let old_rows = [row(json!({ "a": 1, "b": 2, "c": 3, "z": 9 }))];
        assert_eq!(carry(&new, &old, &old_rows, &[]), [row(json!({ "a": 1, "bc": 5, "all": 6 }))]);
        assert_eq!(
            carry(&new, &old, &old_rows, &[row(json!({ "n": 7 }))]),
            [row(json!({ "a": 1, "bc": 5, "n": 7, "all": 6 }))]
        );
    }
}
