//! Says in Chinese why a condition holds, and which recorded facts it rests on.

use super::condition::{Comparison, Condition, Quantity};
use super::evaluate::Situation;
use crate::members::Members;
use crate::record::Value;
use crate::vocabulary::{Input, Kind, Shape};

/// Why a condition holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Explanation {
    /// One phrase per fact.
    pub(crate) phrases: Vec<String>,
    /// The inputs it rests on, in order of first use.
    pub(crate) inputs: Vec<usize>,
    /// The limits that were passed.
    pub(crate) thresholds: Vec<String>,
}

pub(crate) struct Explainer<'a> {
    pub(crate) inputs: &'a [Input],
    pub(crate) kinds: &'a [Kind],
    pub(crate) situation: Situation<'a>,
    /// The kinds as recorded, before the kind rules.
    pub(crate) recorded_kinds: Members,
    /// Kinds that a rule added, with its condition.
    pub(crate) added: Vec<(usize, &'a Condition)>,
    /// What annex A found, in words.
    pub(crate) faults: String,
}

impl Explainer<'_> {
    /// Explains a condition that holds.
    pub(crate) fn explain(&self, condition: &Condition) -> Explanation {
        let mut explanation = Explanation::default();
        explanation.phrases = self.phrases(condition, true, &mut explanation);
        explanation
    }

    /// `truth` is what the condition is found to be.
    fn phrases(&self, condition: &Condition, truth: bool, into: &mut Explanation) -> Vec<String> {
        match condition {
            Condition::Recorded { input, .. } | Condition::Among { input, .. } => {
                into.rests_on(*input);
                vec![self.stated(*input)]
            }
            Condition::Compare(comparison) => vec![self.compared(comparison, truth, into)],
            Condition::Kind(kinds) => vec![self.of_kind(*kinds, truth, into)],
            Condition::EverySystemFaulty => {
                self.rests_on_shape(&Shape::Systems, into);
                self.rests_on_shape(&Shape::Faults, into);
                vec![if truth { self.faults.clone() } else { "附录 A 的条件不成立".to_owned() }]
            }
            Condition::Macro(index) => vec![self.named(*index, truth, into)],
            Condition::Not(inner) => self.phrases(inner, !truth, into),
            Condition::All(parts) | Condition::Any(parts) => parts
                .iter()
                .filter(|part| part.holds(&self.situation) == truth)
                .flat_map(|part| self.phrases(part, truth, into))
                .collect(),
        }
    }

    /// A macro that holds is named and opened; one that does not is only named.
    fn named(&self, index: usize, truth: bool, into: &mut Explanation) -> String {
        let definition = &self.situation.macros[index];
        if truth {
            let inner = self.phrases(&definition.condition, true, into);
            return format!("{}({})", definition.label, inner.join(";"));
        }
        let mut inner = Explanation::default();
        self.phrases(&definition.condition, false, &mut inner);
        inner.inputs.into_iter().for_each(|input| into.rests_on(input));
        format!("不属于“{}”", definition.label)
    }

    fn stated(&self, input: usize) -> String {
        let label = &self.inputs[input].label;
        match (self.situation.values[input], &self.inputs[input].shape) {
            (Some(Value::Bool(true)), _) => format!("{label}:是"),
            (Some(Value::Bool(false)), _) => format!("{label}:否"),
            (Some(Value::Choice(choice)), Shape::Enum { values }) => format!("{label}:{}", values[choice]),
            _ => format!("{label}:未记录"),
        }
    }

    fn of_kind(&self, kinds: Members, truth: bool, into: &mut Explanation) -> String {
        self.rests_on_shape(&Shape::Kinds, into);
        if !truth {
            return format!("场所类别不含{}", self.kind_labels(kinds));
        }
        let met = kinds.shared_with(self.situation.kinds);
        let text = format!("场所类别:{}", self.kind_labels(met));
        if met.meets(self.recorded_kinds) {
            return text;
        }
        let rules = self.added.iter().filter(|(kind, _)| met.contains(*kind));
        let grounds: Vec<String> = rules.flat_map(|(_, rule)| self.phrases(rule, true, into)).collect();
        format!("{text}(依据:{})", grounds.join(";"))
    }

    fn kind_labels(&self, kinds: Members) -> String {
        kinds.positions().map(|kind| self.kinds[kind].label.as_str()).collect::<Vec<_>>().join("、")
    }

    fn compared(&self, comparison: &Comparison, truth: bool, into: &mut Explanation) -> String {
        into.rests_on(comparison.left);
        let left = self.measured(comparison.left);
        let sign = comparison.order.sign(truth);
        let unit = self.unit(comparison.left);
        let limit =
            comparison.right.value(&self.situation).map(|limit| format!("{}{unit}", limit.normalize()));
        let limit = limit.unwrap_or_else(|| "未记录".to_owned());
        let (right, threshold) = match comparison.right {
            Quantity::Number(_) => (limit.clone(), format!("{sign} {limit}")),
            Quantity::Input(of) => {
                into.rests_on(of);
                (self.measured(of), format!("{sign} {limit}({})", self.inputs[of].label))
            }
            Quantity::Share { share, of } => {
                into.rests_on(of);
                let percent = (share * rust_decimal::Decimal::ONE_HUNDRED).normalize();
                let of = self.measured(of);
                (format!("{of} × {percent}% = {limit}"), format!("{sign} {limit}({of} × {percent}%)"))
            }
        };
        if truth {
            into.thresholds.push(threshold);
        }
        format!("{left} {sign} {right}")
    }

    fn measured(&self, input: usize) -> String {
        let label = &self.inputs[input].label;
        match self.situation.number(input) {
            Some(number) => format!("{label} {}{}", number.normalize(), self.unit(input)),
            None => format!("{label}(未记录)"),
        }
    }

    fn unit(&self, input: usize) -> String {
        self.inputs[input].unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default()
    }

    fn rests_on_shape(&self, shape: &Shape, into: &mut Explanation) {
        if let Some(input) = self.inputs.iter().position(|input| input.shape == *shape) {
            into.rests_on(input);
        }
    }
}

impl Explanation {
    fn rests_on(&mut self, input: usize) {
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
    }
}

#[cfg(test)]
#[path = "explain_tests.rs"]
mod tests;
