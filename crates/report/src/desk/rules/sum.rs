//! Adding returns up.

use super::{formula, number};
use crate::desk::model::{
    ColumnKind, FilledRow, Layout, LineKind, Missing, ReturnId, ReturnState, RowsKind, SumLine,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A return as far as a sum needs it.
#[derive(Debug, Clone)]
pub struct Part {
    /// Return.
    pub id: ReturnId,
    /// Return it adds up into, when that is among the parts too.
    pub parent: Option<ReturnId>,
    /// Who.
    pub filler: String,
    /// State.
    pub state: ReturnState,
    /// Rows.
    pub rows: Vec<FilledRow>,
    /// Reasons by `row/column`.
    pub reasons: BTreeMap<String, String>,
    /// How often chased.
    pub chased: i64,
}

impl Part {
    fn counted(&self) -> bool {
        self.state == ReturnState::Done
    }
}

/// Sums of columns over rows: numbers are added, 是 is counted, formulas are computed of the sums.
#[must_use]
pub fn add<'a>(
    layout: &Layout,
    rows: &(impl Iterator<Item = &'a Map<String, Value>> + Clone),
) -> Map<String, Value> {
    let mut cells = Map::new();
    for column in layout.columns.iter().filter(|column| column.filled() && column.adds()) {
        let values = rows.clone().filter_map(|row| row.get(&column.code)).filter(|value| !value.is_null());
        if column.kind == ColumnKind::YesNo {
            let count = values.filter(|value| value.as_bool() == Some(true)).count();
            cells.insert(column.code.clone(), count.into());
            continue;
        }
        let mut found: Option<i128> = None;
        for value in values {
            if let Some(micro) = number::micro(value) {
                found = Some(found.unwrap_or(0) + micro);
            }
        }
        if let Some(sum) = found {
            cells.insert(column.code.clone(), number::value(sum));
        }
    }
    let mut totalled = cells.clone();
    formula::compute(layout, &mut totalled);
    for column in &layout.columns {
        if column.formula.is_some()
            && column.adds()
            && let Some(value) = totalled.get(&column.code)
        {
            cells.insert(column.code.clone(), value.clone());
        }
    }
    cells
}

/// Sums of number columns by `row/column`, for the figure beside a filler who sent the table on.
#[must_use]
pub fn by_place(layout: &Layout, returns: &[&Part]) -> BTreeMap<String, f64> {
    let mut found: BTreeMap<String, i128> = BTreeMap::new();
    for row in returns.iter().flat_map(|part| &part.rows) {
        for column in
            layout.columns.iter().filter(|column| column.filled() && column.kind == ColumnKind::Number)
        {
            if let Some(micro) = row.cells.get(&column.code).and_then(number::micro) {
                *found.entry(super::cells::place(&row.key, &column.code)).or_default() += micro;
            }
        }
    }
    found.into_iter().map(|(key, micro)| (key, number::value(micro).as_f64().unwrap_or(0.0))).collect()
}

/// The lines of a sum and who is missing. Only parts without a parent among them are added; those below stand under them.
#[must_use]
pub fn lines(layout: &Layout, parts: &[Part]) -> (Vec<SumLine>, Vec<Missing>) {
    let known = |id: Option<ReturnId>| id.is_some_and(|id| parts.iter().any(|part| part.id == id));
    let roots: Vec<&Part> = parts.iter().filter(|part| !known(part.parent)).collect();
    let missing = parts
        .iter()
        .filter(|part| !part.counted())
        .map(|part| Missing {
            return_id: part.id,
            filler: part.filler.clone(),
            state: part.state,
            chased: part.chased,
            below: known(part.parent),
        })
        .collect();
    let mut lines = Vec::new();
    let counted = || roots.iter().filter(|part| part.counted()).flat_map(|part| &part.rows);
    if layout.rows == RowsKind::Fixed {
        for item in &layout.items {
            let rows = counted().filter(|row| row.key == item.key).map(|row| &row.cells);
            lines.push(line(LineKind::Row, "合计", Some(item.name.clone()), add(layout, &rows)));
        }
        lines.push(line(LineKind::Total, "合计", None, add(layout, &counted().map(|row| &row.cells))));
    }
    for root in &roots {
        filler(layout, root, LineKind::Filler, &mut lines);
        for child in parts.iter().filter(|part| part.parent == Some(root.id)) {
            filler(layout, child, LineKind::Child, &mut lines);
        }
    }
    if layout.rows != RowsKind::Fixed {
        lines.push(line(LineKind::Total, "合计", None, add(layout, &counted().map(|row| &row.cells))));
    }
    (lines, missing)
}

fn line(kind: LineKind, filler: &str, row: Option<String>, cells: Map<String, Value>) -> SumLine {
    SumLine {
        kind,
        filler: filler.to_owned(),
        row,
        cells,
        return_id: None,
        counted: true,
        reasons: Map::new(),
    }
}

fn filler(layout: &Layout, part: &Part, kind: LineKind, lines: &mut Vec<SumLine>) {
    if !part.counted() || part.rows.is_empty() {
        let mut empty = line(kind, &part.filler, None, Map::new());
        empty.return_id = Some(part.id);
        empty.counted = part.counted();
        lines.push(empty);
        return;
    }
    for (index, row) in part.rows.iter().enumerate() {
        let name = match layout.rows {
            RowsKind::One => None,
            RowsKind::Fixed => layout.row_name(&row.key),
            RowsKind::Free => Some((index + 1).to_string()),
        };
        let mut own = line(kind, &part.filler, name, row.cells.clone());
        own.return_id = Some(part.id);
        own.reasons = layout
            .columns
            .iter()
            .filter_map(|column| {
                let reason = part.reasons.get(&super::cells::place(&row.key, &column.code))?;
                Some((column.code.clone(), Value::String(reason.clone())))
            })
            .collect();
        lines.push(own);
    }
    if layout.rows != RowsKind::One && kind == LineKind::Filler {
        let mut own = line(
            LineKind::Subtotal,
            &part.filler,
            None,
            add(layout, &part.rows.iter().map(|row| &row.cells)),
        );
        own.return_id = Some(part.id);
        lines.push(own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn part(number: u128, parent: Option<u128>, state: ReturnState, cells: Value) -> Part {
        Part {
            id: ReturnId::from_uuid(Uuid::from_u128(number)),
            parent: parent.map(|number| ReturnId::from_uuid(Uuid::from_u128(number))),
            filler: format!("单位{number}"),
            state,
            rows: vec![FilledRow { key: "1".into(), cells: serde_json::from_value(cells).unwrap() }],
            reasons: BTreeMap::new(),
            chased: 0,
        }
    }

    fn layout() -> Layout {
        serde_json::from_value(json!({ "columns": [
            { "code": "found", "name": "发现" }, { "code": "fixed", "name": "整改" }, { "code": "ok", "name": "达标", "kind": "yes_no" },
            { "code": "rate", "name": "率", "formula": { "op": "ratio", "of": ["fixed", "found"] } } ] }))
        .unwrap()
    }

    #[test]
    fn only_what_was_handed_in_is_added_and_rates_are_of_the_sums() {
        let parts = [
            part(1, None, ReturnState::Done, json!({ "found": 10, "fixed": 5, "ok": true, "rate": 50 })),
            part(2, None, ReturnState::Draft, json!({ "found": 100, "fixed": 100, "ok": true, "rate": 100 })),
            part(3, None, ReturnState::Done, json!({ "found": 30, "fixed": 30, "ok": false, "rate": 100 })),
            part(4, Some(1), ReturnState::Done, json!({ "found": 9, "fixed": 4 })),
        ];
        let (lines, missing) = lines(&layout(), &parts);
        let total = lines.last().unwrap();
        assert_eq!(
            Value::Object(total.cells.clone()),
            json!({ "found": 40, "fixed": 35, "ok": 1, "rate": 87.5 })
        );
        let kinds: Vec<LineKind> = lines.iter().map(|line| line.kind).collect();
        assert_eq!(
            kinds,
            [LineKind::Filler, LineKind::Child, LineKind::Filler, LineKind::Filler, LineKind::Total],
            "those below stand under theirs and are not added twice"
        );
        assert_eq!(missing.iter().map(|one| one.filler.as_str()).collect::<Vec<_>>(), ["单位2"]);
        assert!(!lines[2].counted && lines[2].cells.is_empty(), "a draft shows nothing");
    }

    #[test]
    fn a_county_that_sees_only_towns_adds_the_towns() {
        let parts = [part(4, Some(1), ReturnState::Done, json!({ "found": 9, "fixed": 4 }))];
        let (lines, _) = lines(&layout(), &parts);
        assert_eq!(lines.last().unwrap().cells.get("found"), Some(&json!(9)));
    }

    #[test]
    fn what_lies_below_is_added_by_place() {
        let parts = [
            part(1, None, ReturnState::Done, json!({ "found": 0.1 })),
            part(2, None, ReturnState::Done, json!({ "found": 0.2 })),
        ];
        let sums = by_place(&layout(), &parts.iter().collect::<Vec<_>>());
        assert_eq!(sums, BTreeMap::from([("1/found".to_owned(), 0.3)]));
    }
}
