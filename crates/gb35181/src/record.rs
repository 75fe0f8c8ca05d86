//! Recorded facts after reading, by position in the table.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::members::Members;

/// One recorded value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Bool(bool),
    Number(Decimal),
    /// Position in the input's list of values.
    Choice(usize),
}

/// What was recorded of one premises. `None` everywhere means: not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// By input; always `None` for the structured inputs below.
    pub(crate) values: Vec<Option<Value>>,
    pub(crate) kinds: Option<Members>,
    /// Required systems.
    pub(crate) systems: Option<Members>,
    /// System to faults, by position.
    pub(crate) faults: Option<BTreeMap<usize, Members>>,
    /// Element to flags, by position.
    pub(crate) flags: Option<BTreeMap<usize, Vec<Option<Value>>>>,
}

impl Record {
    pub(crate) fn empty(inputs: usize) -> Self {
        Self { values: vec![None; inputs], kinds: None, systems: None, faults: None, flags: None }
    }

    /// Annex A: some system is required, and each required system has at least one fault of its own.
    pub(crate) fn every_system_faulty(&self) -> bool {
        let systems = self.systems.unwrap_or_default();
        let faulty = self.faults.iter().flatten().filter(|(_, faults)| !faults.is_empty());
        !systems.is_empty() && systems.within(faulty.map(|(system, _)| *system).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_required_system_needs_a_fault_of_its_own() {
        let mut record = Record::empty(0);
        assert!(!record.every_system_faulty(), "nothing recorded");
        record.systems = Some(Members::default());
        assert!(!record.every_system_faulty(), "nothing required");
        record.systems = Some([0, 2].into_iter().collect());
        assert!(!record.every_system_faulty(), "no faults recorded");
        let two = || [0, 1].into_iter().collect::<Members>();
        record.faults = Some(BTreeMap::from([(0, two())]));
        assert!(!record.every_system_faulty(), "two faults of one system do not stand for the other");
        record.faults = Some(BTreeMap::from([(0, two()), (2, Members::default())]));
        assert!(!record.every_system_faulty(), "an empty list is no fault");
        record.faults = Some(BTreeMap::from([(0, two()), (1, two()), (2, Members::one(0))]));
        assert!(record.every_system_faulty());
    }
}
