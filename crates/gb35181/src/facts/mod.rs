//! Recorded facts, checked against a rule table.

mod problem;
mod scalar;
mod structured;

use serde_json::{Map, Value as Json};

pub use problem::{InputProblem, InputProblems};

use crate::nearest::nearest;
use crate::record::Record;
use crate::table::RuleTable;
use crate::vocabulary::Shape;

/// The recorded facts of one premises, checked against the table they are judged by.
#[derive(Debug, Clone)]
pub struct Facts<'t> {
    pub(crate) table: &'t RuleTable,
    pub(crate) record: Record,
    /// As recorded, for quoting in reasons.
    pub(crate) raw: Map<String, Json>,
}

impl<'t> Facts<'t> {
    /// Reads a case's `inputs`: a JSON object of input name to value. `null`, as object or value, is "not recorded".
    ///
    /// # Errors
    /// Every unknown name, kind, system, fault, clause or flag, and every value of the wrong type or out of range,
    /// each with the field it stands in.
    pub fn read(table: &'t RuleTable, inputs: &Json) -> Result<Self, InputProblems> {
        let mut reader = Reader { table, record: Record::empty(table.inputs().len()), problems: Vec::new() };
        let raw = match inputs {
            Json::Object(map) => map.clone(),
            Json::Null => Map::new(),
            _ => {
                reader.report("inputs", "应为“名称: 值”的对照表");
                Map::new()
            }
        };
        // Every unknown name is held against every known one; nobody means hundreds.
        if raw.len() > MOST_INPUTS {
            reader.report("inputs", format!("输入项过多，最多{MOST_INPUTS}项"));
            return Err(InputProblems(reader.problems));
        }
        for (name, value) in &raw {
            reader.input(name, value);
        }
        if reader.problems.is_empty() {
            Ok(Self { table, record: reader.record, raw })
        } else {
            Err(InputProblems(reader.problems))
        }
    }
}

/// Most inputs that are read; the tables know far fewer.
const MOST_INPUTS: usize = 300;

struct Reader<'t> {
    table: &'t RuleTable,
    record: Record,
    problems: Vec<InputProblem>,
}

impl Reader<'_> {
    fn report(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.problems.push(InputProblem { field: field.into(), message: message.into() });
    }

    fn input(&mut self, name: &str, value: &Json) {
        let table = self.table;
        let Some(index) = table.inputs().iter().position(|input| input.name == name) else {
            self.undeclared(name);
            return;
        };
        if value.is_null() {
            return;
        }
        match &table.inputs()[index].shape {
            Shape::Kinds => self.kinds(name, value),
            Shape::Systems => self.systems(name, value),
            Shape::Faults => self.faults(name, value),
            Shape::Flags => self.flags(name, value),
            shape => match scalar::read(shape, value) {
                Ok(value) => self.record.values[index] = Some(value),
                Err(message) => self.report(name, message),
            },
        }
    }

    /// Names of the other edition are let through; a flag in the wrong place and a likely typo are pointed out.
    fn undeclared(&mut self, name: &str) {
        let table = self.table;
        if table.inputs_of_other_editions().iter().any(|other| other == name) {
            return;
        }
        if table.flags().iter().any(|flag| flag.name == name) {
            self.report(name, "这是逐项要素的排除情形,请写在 element_flags 的条款下");
            return;
        }
        let known = table.inputs().iter().map(|input| input.name.as_str());
        let hint = nearest(name, known).map(|close| format!(",是否想写“{close}”?")).unwrap_or_default();
        self.report(name, format!("{} 没有这项输入{hint}", table.standard()));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
