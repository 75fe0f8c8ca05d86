//! A mapping proposed for a file: what this source meant last time, else what the titles say.

use crate::model::{ColumnMapping, Field, Mapping, TableMapping};
use std::collections::{BTreeMap, BTreeSet};
use workbook::SheetTables;

/// Fields a table must have to be taken without asking: a ledger has names and says where.
const TELLING: [Field; 4] = [Field::Address, Field::Town, Field::Village, Field::CreditCode];

/// Proposes how to read tables. `hidden` names the sheets that are not shown.
#[must_use]
pub fn suggest(found: &[SheetTables], hidden: &BTreeSet<String>, remembered: Option<&Mapping>) -> Mapping {
    let mut mapping = Mapping::default();
    if let Some(last) = remembered {
        mapping.kind.clone_from(&last.kind);
        mapping.region = last.region;
        mapping.datum = last.datum;
    }
    let known = remembered.map(titles).unwrap_or_default();
    for sheet in found {
        for table in &sheet.tables {
            let mut used = BTreeSet::new();
            let columns: Vec<ColumnMapping> = table
                .columns
                .iter()
                .map(|column| {
                    let title = column.name.clone();
                    let field = known
                        .get(title.as_str())
                        .copied()
                        .or_else(|| Field::suggested(&title))
                        .filter(|field| !field.single() || !used.contains(field))
                        .unwrap_or(if title.is_empty() { Field::Ignore } else { Field::OtherText });
                    used.insert(field);
                    ColumnMapping { column: column.index, title, field }
                })
                .collect();
            let mut columns = columns;
            if !used.contains(&Field::Name)
                && let Some(unit) = columns.iter_mut().find(|column| column.field == Field::UnitName)
            {
                unit.field = Field::Name;
                used.insert(Field::Name);
            }
            let ledger = used.contains(&Field::Name) && TELLING.iter().any(|field| used.contains(field));
            mapping.tables.push(TableMapping {
                sheet: sheet.sheet.clone(),
                header_rows: table.header_rows.clone(),
                first: table.rows[0],
                last: table.rows[1],
                taken: ledger && !hidden.contains(&sheet.sheet),
                columns,
            });
        }
    }
    mapping
}

/// What the columns of the tables taken mean, by title.
#[must_use]
pub fn titles(mapping: &Mapping) -> BTreeMap<&str, Field> {
    mapping
        .tables
        .iter()
        .filter(|table| table.taken)
        .flat_map(|table| &table.columns)
        .map(|column| (column.title.as_str(), column.field))
        .collect()
}

/// What is wrong with a mapping, with pointers into it.
pub fn check(mapping: &Mapping) -> Vec<kernel::problem::FieldProblem> {
    use kernel::problem::FieldProblem;
    let mut faults = Vec::new();
    if !mapping.tables.iter().any(|table| table.taken) {
        faults.push(FieldProblem::new("/tables", "required", "请至少选择一张要导入的表"));
    }
    for (at, table) in mapping.tables.iter().enumerate().filter(|(_, table)| table.taken) {
        let mut add = |pointer: String, message: String| {
            faults.push(FieldProblem::new(format!("/tables/{at}{pointer}"), "mapping", message));
        };
        if table.first == 0 || table.last < table.first {
            add("/first".into(), "起止行有误".into());
        }
        let has = |field: Field| table.columns.iter().any(|column| column.field == field);
        if !has(Field::Name) {
            add("/columns".into(), "没有指定“场所名称”在哪一列".into());
        }
        if !has(Field::Address) {
            add("/columns".into(), "没有指定“地址”在哪一列".into());
        }
        if !has(Field::Kind) && mapping.kind.is_none() {
            add("/columns".into(), "没有指定“场所类别”在哪一列，也没有统一的类别".into());
        }
        if ![Field::Town, Field::Village].into_iter().any(has) && mapping.region.is_none() {
            add("/columns".into(), "没有指定“镇街”在哪一列，也没有统一的镇街".into());
        }
        let mut seen = BTreeSet::new();
        for (position, column) in table.columns.iter().enumerate() {
            if column.column == 0 {
                add(format!("/columns/{position}"), "列号从 1 起".into());
            }
            if column.field.single() && !seen.insert(column.field) {
                add(format!("/columns/{position}"), format!("“{}”指定了两列", column.field.label()));
            }
        }
    }
    faults
}

/// Rows of the tables taken.
#[must_use]
pub fn total(mapping: &Mapping) -> i64 {
    mapping
        .tables
        .iter()
        .filter(|table| table.taken)
        .map(|table| i64::from(table.last.saturating_sub(table.first)) + 1)
        .sum()
}

/// What people should know before they go on.
#[must_use]
pub fn notes(mapping: &Mapping) -> Vec<String> {
    let mut notes = Vec::new();
    let mut kept = BTreeSet::new();
    let mut left = BTreeSet::new();
    for column in mapping.tables.iter().filter(|table| table.taken).flat_map(|table| &table.columns) {
        match column.field {
            Field::OtherText | Field::OtherDate | Field::OtherNumber | Field::OtherInteger => {
                kept.insert(column.title.as_str());
            }
            Field::Ignore if !column.title.is_empty() => {
                left.insert(column.title.as_str());
            }
            Field::ResidentNumber => notes.push("身份证号只校验，不留存".to_owned()),
            _ => {}
        }
    }
    let join = |titles: BTreeSet<&str>| titles.into_iter().collect::<Vec<_>>().join("、");
    if !kept.is_empty() {
        notes.push(format!("这些列作为附加信息留存：{}", join(kept)));
    }
    if !left.is_empty() {
        notes.push(format!("这些列不导入：{}", join(left)));
    }
    let out: Vec<String> = mapping
        .tables
        .iter()
        .filter(|table| !table.taken)
        .map(|table| format!("{}（第 {}–{} 行）", table.sheet, table.first, table.last))
        .collect();
    if !out.is_empty() {
        notes.push(format!("这些表不导入：{}", out.join("、")));
    }
    notes.sort();
    notes.dedup();
    notes
}
