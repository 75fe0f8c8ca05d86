//! The vocabulary as a form asks for it: only what matters for the kinds at hand.

use serde::Serialize;

use crate::edition::Edition;
use crate::facts::{InputProblem, InputProblems};
use crate::judge::prospective_kinds;
use crate::language::{Condition, Outlook};
use crate::members::Members;
use crate::table::{ExclusionLevel, KindChange, RuleTable};
use crate::vocabulary::{Input, Kind, Shape, System};

/// What to ask about a premises of certain kinds.
#[derive(Debug, Clone, Serialize)]
pub struct Form<'t> {
    /// The edition it belongs to.
    pub edition: Edition,
    /// Number of the standard.
    pub standard: &'t str,
    /// Every kind that can be chosen.
    pub kinds: &'t [Kind],
    /// The systems of annex A and their faults.
    pub systems: &'t [System],
    /// What can be recorded of a single element.
    pub flags: &'t [Input],
    /// The inputs that can still matter, in the order of the table; `kinds` is always among them.
    pub inputs: Vec<FormInput<'t>>,
}

/// One input with the clauses it matters for.
#[derive(Debug, Clone, Serialize)]
pub struct FormInput<'t> {
    /// Name, label, type, unit and values.
    #[serde(flatten)]
    pub input: &'t Input,
    /// Clauses of the elements, and ids of the exclusions, that look at it.
    pub elements: Vec<&'t str>,
}

impl RuleTable {
    /// The inputs relevant to premises of the given kinds; no kinds gives those relevant to any building.
    ///
    /// # Errors
    /// A kind outside the edition's vocabulary.
    pub fn form(&self, kinds: &[&str]) -> Result<Form<'_>, InputProblems> {
        let outlook = prospective_kinds(self, self.kind_positions(kinds)?);
        let mut clauses: Vec<Vec<&str>> = vec![Vec::new(); self.inputs().len()];
        for element in self.elements() {
            self.asked(&element.condition, &outlook, &mut |input| note(&mut clauses[input], &element.clause));
        }
        for exclusion in self.exclusions() {
            match exclusion.level {
                ExclusionLevel::Premises => {
                    self.asked(&exclusion.condition, &outlook, &mut |input| {
                        note(&mut clauses[input], &exclusion.id);
                    });
                }
                ExclusionLevel::Element => {
                    self.of_shape(&Shape::Flags, &mut |input| note(&mut clauses[input], &exclusion.id));
                }
            }
        }
        let inputs = self.inputs().iter().zip(clauses);
        let inputs = inputs.filter(|(input, elements)| input.shape == Shape::Kinds || !elements.is_empty());
        Ok(Form {
            edition: self.edition(),
            standard: self.standard(),
            kinds: self.kinds(),
            systems: self.systems(),
            flags: self.flags(),
            inputs: inputs.map(|(input, elements)| FormInput { input, elements }).collect(),
        })
    }

    fn kind_positions(&self, kinds: &[&str]) -> Result<Members, InputProblems> {
        let mut found = Members::default();
        let mut problems = Vec::new();
        for (index, id) in kinds.iter().enumerate() {
            match self.kinds().iter().position(|kind| kind.id == *id) {
                Some(position) => found = found.with(Members::one(position)),
                None => problems.push(InputProblem {
                    field: format!("kinds[{index}]"),
                    message: format!("{} 没有“{id}”", self.standard()),
                }),
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(InputProblems(problems)) }
    }

    /// Calls `visit` with every input that still decides the condition.
    fn asked<'t>(&'t self, condition: &'t Condition, outlook: &Outlook<'t>, visit: &mut dyn FnMut(usize)) {
        condition.open_leaves(outlook, &mut |leaf| match leaf {
            Condition::Kind(kinds) => self.kind_rule_inputs(*kinds, outlook, visit),
            Condition::EverySystemFaulty => {
                self.of_shape(&Shape::Systems, visit);
                self.of_shape(&Shape::Faults, visit);
            }
            _ => leaf.leaf_inputs().into_iter().for_each(&mut *visit),
        });
    }

    /// The inputs that decide whether a kind which may be added or withdrawn is.
    fn kind_rule_inputs<'t>(&'t self, kinds: Members, outlook: &Outlook<'t>, visit: &mut dyn FnMut(usize)) {
        for rule in self.kind_rules.iter().filter(|rule| kinds.contains(rule.change.kind())) {
            let kind = Members::one(rule.change.kind());
            if matches!(rule.change, KindChange::Drop(_)) && !kind.meets(outlook.perhaps) {
                continue;
            }
            rule.condition
                .open_leaves(outlook, &mut |leaf| leaf.leaf_inputs().into_iter().for_each(&mut *visit));
        }
    }

    fn of_shape(&self, shape: &Shape, visit: &mut dyn FnMut(usize)) {
        if let Some(input) = self.inputs().iter().position(|input| input.shape == *shape) {
            visit(input);
        }
    }
}

fn note<'t>(clauses: &mut Vec<&'t str>, clause: &'t str) {
    if !clauses.contains(&clause) {
        clauses.push(clause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(edition: Edition, kinds: &[&str]) -> Vec<(String, Vec<String>)> {
        let form = RuleTable::embedded(edition).form(kinds).unwrap();
        let owned = |elements: Vec<&str>| elements.into_iter().map(str::to_owned).collect();
        form.inputs.into_iter().map(|row| (row.input.name.clone(), owned(row.elements))).collect()
    }

    fn clauses(edition: Edition, kinds: &[&str], input: &str) -> Vec<String> {
        let found = asked(edition, kinds).into_iter().find(|(name, _)| name == input);
        found.map(|(_, elements)| elements).unwrap_or_default()
    }

    #[test]
    fn an_input_lists_only_the_clauses_open_to_the_kind() {
        let e2025 = Edition::E2025;
        assert_eq!(clauses(e2025, &["shop"], "exits_present"), ["5.1 d)", "5.2 c)", "6.3.2"]);
        assert_eq!(
            clauses(e2025, &["hospital_outpatient_ward"], "exits_present"),
            ["5.1 d)", "5.3 b)", "6.3.2"]
        );
        assert_eq!(clauses(e2025, &["office"], "exits_present"), ["5.1 d)", "6.3.2"]);
        assert_eq!(clauses(e2025, &["shop"], "required_systems"), ["5.1 e)", "5.2 d)"]);
        assert_eq!(clauses(e2025, &["shop"], "system_faults"), ["5.1 e)", "5.2 d)"]);
    }

    #[test]
    fn inputs_of_other_kinds_are_not_asked() {
        for (kinds, input) in [
            (["office"], "cold_store_separation_ok"),
            (["shop"], "staff_dormitory_inside"),
            (["shop"], "beds_or_elders"),
            (["shop"], "workers_same_time"),
            (["office"], "hot_work_present"),
        ] {
            assert_eq!(clauses(Edition::E2025, &kinds, input), Vec::<String>::new(), "{kinds:?} {input}");
        }
        assert_eq!(clauses(Edition::E2025, &["cold_store"], "cold_store_separation_ok"), ["5.1 h)"]);
    }

    #[test]
    fn a_kind_that_may_still_be_added_or_withdrawn_asks_for_its_facts() {
        let workers = clauses(Edition::E2025, &["factory"], "workers_same_time");
        assert!(workers.contains(&"5.4 a)".to_owned()), "labor itself: {workers:?}");
        assert!(workers.contains(&"5.1 c)".to_owned()), "assembly through labor: {workers:?}");
        let beds = clauses(Edition::E2025, &["elderly_care"], "beds_or_elders");
        assert!(beds.contains(&"5.3 a)".to_owned()), "elderly itself: {beds:?}");
        assert!(beds.contains(&"6.6.7".to_owned()), "assembly while the kind stays: {beds:?}");
    }

    #[test]
    fn the_negated_places_of_2017_close_a_clause() {
        assert_eq!(clauses(Edition::E2017, &["shop"], "sprinkler_present"), ["6.6"]);
        assert_eq!(clauses(Edition::E2017, &["office"], "sprinkler_present"), ["7.4.4"]);
        assert_eq!(clauses(Edition::E2017, &["restaurant"], "sprinkler_present"), ["6.6", "7.4.4"]);
    }

    #[test]
    fn exclusions_are_always_asked_and_kinds_come_first() {
        assert_eq!(clauses(Edition::E2017, &[], "ceased_use"), ["5.1.3b"]);
        assert_eq!(clauses(Edition::E2017, &[], "element_flags"), ["5.1.2"]);
        assert_eq!(clauses(Edition::E2025, &[], "element_flags"), ["4.2a", "4.2c"]);
        assert_eq!(asked(Edition::E2025, &[])[0], ("kinds".to_owned(), Vec::new()));
    }

    #[test]
    fn an_unknown_kind_is_an_error() {
        let problems = RuleTable::embedded(Edition::E2025).form(&["shop", "kindergarten"]).unwrap_err();
        assert_eq!(problems.to_string(), "kinds[1]:GB 35181-2025 没有“kindergarten”");
    }

    #[test]
    fn a_row_serialises_flat() {
        let form = RuleTable::embedded(Edition::E2017).form(&["shop"]).unwrap();
        let row = form.inputs.iter().find(|row| row.input.name == "travel_distance_m").unwrap();
        assert_eq!(
            serde_json::to_value(row).unwrap(),
            serde_json::json!({
                "name": "travel_distance_m", "label": "营业厅内疏散距离", "type": "number", "integer": false,
                "positive": false, "unit": "m", "elements": ["7.3.5"],
            })
        );
    }
}
