//! Which unrecorded inputs could change the verdict, each taken alone.

use std::collections::BTreeMap;

use super::assess::{Assessment, assess, situation};
use super::candidates;
use super::judgement::Verdict;
use super::kind_candidates;
use crate::members::Members;
use crate::record::{Record, Value};
use crate::table::RuleTable;
use crate::vocabulary::{Input, Shape};

/// Names of the unrecorded inputs of which some value, all else unchanged, changes the verdict found.
pub(super) fn unknown(table: &RuleTable, record: &Record, found: &Assessment) -> Vec<String> {
    let trial = Trial { table, record, kinds: found.kinds, verdict: found.verdict() };
    let inputs = table.inputs().iter().enumerate();
    inputs
        .filter(|(index, input)| trial.could_change(*index, input))
        .map(|(_, input)| input.name.clone())
        .collect()
}

struct Trial<'t> {
    table: &'t RuleTable,
    record: &'t Record,
    /// After the kind rules.
    kinds: Members,
    verdict: Verdict,
}

impl Trial<'_> {
    fn could_change(&self, index: usize, input: &Input) -> bool {
        let table = self.table;
        match &input.shape {
            Shape::Bool => self.value(index, [true, false].map(Value::Bool)),
            Shape::Number { integer, positive } => {
                let values = candidates::numbers(table, self.record, index, *integer, *positive);
                self.value(index, values.into_iter().map(Value::Number))
            }
            Shape::Enum { values } => self.value(index, (0..values.len()).map(Value::Choice)),
            Shape::Kinds => {
                self.record.kinds.is_none()
                    && self.any(kind_candidates::kinds(table), |record, kinds| record.kinds = Some(kinds))
            }
            Shape::Systems => {
                let subsets = kind_candidates::subsets(&Vec::from_iter(0..table.systems().len()));
                self.record.systems.is_none()
                    && self.any(subsets, |record, systems| record.systems = Some(systems))
            }
            // One fault per system is as good as several, and every further faulty system only adds to annex A.
            Shape::Faults => {
                let faults: BTreeMap<_, _> =
                    (0..table.systems().len()).map(|s| (s, Members::one(0))).collect();
                self.record.faults.is_none()
                    && self.any([faults], |record, faults| record.faults = Some(faults))
            }
            Shape::Flags => self.flags(),
        }
    }

    /// A plain value is first tried on the elements that look at it: if none of them turns, nothing can.
    fn value(&self, index: usize, values: impl IntoIterator<Item = Value>) -> bool {
        if self.record.values[index].is_some() {
            return false;
        }
        let dependents = &self.table.dependents[index];
        let set = |record: &mut Record, value| record.values[index] = Some(value);
        if dependents.beyond_elements {
            return self.any(values, set);
        }
        let turning = values.into_iter().filter(|value| {
            let mut record = self.record.clone();
            set(&mut record, *value);
            dependents
                .elements
                .iter()
                .any(|&element| self.holds(&record, element) != self.holds(self.record, element))
        });
        self.any(turning, set)
    }

    fn holds(&self, record: &Record, element: usize) -> bool {
        self.table.elements()[element].condition.holds(&situation(self.table, record, self.kinds))
    }

    /// Flags can only take elements out, so it is enough to try each combination of flags on all elements at once.
    fn flags(&self) -> bool {
        if self.record.flags.is_some() || self.verdict == Verdict::NotMajor {
            return false;
        }
        let flags = self.table.flags().len();
        let combinations = kind_candidates::subsets(&Vec::from_iter(0..flags)).into_iter().map(|set| {
            let values: Vec<_> = (0..flags).map(|flag| Some(Value::Bool(set.contains(flag)))).collect();
            (0..self.table.elements().len())
                .map(|element| (element, values.clone()))
                .collect::<BTreeMap<_, _>>()
        });
        self.any(combinations, |record, flags| record.flags = Some(flags))
    }

    /// Whether setting any of the candidates changes the verdict.
    fn any<T>(&self, candidates: impl IntoIterator<Item = T>, set: impl Fn(&mut Record, T)) -> bool {
        let mut record = self.record.clone();
        candidates.into_iter().any(|candidate| {
            set(&mut record, candidate);
            assess(self.table, &record).verdict() != self.verdict
        })
    }
}
