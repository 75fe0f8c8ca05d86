//! Which rules look at which input, so that trying a value need not ask every rule again.

use super::{ExclusionLevel, RuleTable};
use crate::language::Condition;

/// The rules that look at one input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Dependents {
    /// Positions of elements.
    pub(crate) elements: Vec<usize>,
    /// Whether a kind rule, counting rule or premises exclusion looks at it too.
    pub(crate) beyond_elements: bool,
}

/// By position in the table's inputs.
pub(super) fn dependents(table: &RuleTable) -> Vec<Dependents> {
    let mut found = vec![Dependents::default(); table.inputs().len()];
    for (position, element) in table.elements().iter().enumerate() {
        visit(table, &element.condition, &mut |input| {
            if !found[input].elements.contains(&position) {
                found[input].elements.push(position);
            }
        });
    }
    let premises = table.exclusions().iter().filter(|exclusion| exclusion.level == ExclusionLevel::Premises);
    let beyond = premises
        .map(|exclusion| &exclusion.condition)
        .chain(table.kind_rules.iter().map(|rule| &rule.condition))
        .chain(table.decision_rules().iter().filter_map(|rule| rule.condition.as_ref()));
    for condition in beyond {
        visit(table, condition, &mut |input| found[input].beyond_elements = true);
    }
    found
}

fn visit(table: &RuleTable, condition: &Condition, note: &mut dyn FnMut(usize)) {
    condition.walk(&mut |part| match part {
        Condition::Macro(index) => visit(table, &table.macros[*index].condition, note),
        leaf => leaf.leaf_inputs().into_iter().for_each(&mut *note),
    });
}

#[cfg(test)]
mod tests {
    use crate::edition::Edition;
    use crate::table::RuleTable;

    fn dependents(edition: Edition, name: &str) -> (Vec<&'static str>, bool) {
        let table = RuleTable::embedded(edition);
        let input = table.inputs().iter().position(|input| input.name == name).unwrap();
        let found = &table.dependents[input];
        (found.elements.iter().map(|&e| table.elements()[e].clause.as_str()).collect(), found.beyond_elements)
    }

    #[test]
    fn elements_are_found_through_macros_and_named_once() {
        assert_eq!(dependents(Edition::E2017, "exit_width_m"), (vec!["6.5", "7.3.3"], false));
        assert_eq!(dependents(Edition::E2017, "lights_signs_required"), (vec!["7.3.6"], false));
        assert_eq!(
            dependents(Edition::E2025, "alarm_required_gb55037").0,
            ["5.1 e)", "5.2 d)", "5.3 e)", "5.4 d)"]
        );
    }

    #[test]
    fn kind_rules_and_exclusions_reach_beyond_the_elements() {
        assert_eq!(dependents(Edition::E2017, "ceased_use"), (vec![], true));
        assert_eq!(dependents(Edition::E2017, "workers_same_time"), (vec![], true));
        assert!(!dependents(Edition::E2025, "high_rise").1);
    }
}
