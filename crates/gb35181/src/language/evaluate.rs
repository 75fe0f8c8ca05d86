use rust_decimal::Decimal;

use super::condition::{Comparison, Condition, Macro, Quantity};
use crate::members::Members;
use crate::record::Value;

/// Everything a condition can ask about.
#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub(crate) macros: &'a [Macro],
    /// By position in the table's inputs (or flags, for element-level exclusions); `None` is not recorded.
    pub(crate) values: &'a [Option<Value>],
    /// The kinds after the table's kind rules.
    pub(crate) kinds: Members,
    /// Annex A: some system is required, and each required one has a fault.
    pub(crate) every_system_faulty: bool,
}

impl Condition {
    /// Closed-world truth: a test on something unrecorded is false.
    pub(crate) fn holds(&self, situation: &Situation<'_>) -> bool {
        match self {
            Self::Recorded { input, value } => situation.values[*input] == Some(Value::Bool(*value)),
            Self::Compare(comparison) => comparison.holds(situation),
            Self::Among { input, values, negated } => match situation.values[*input] {
                Some(Value::Choice(choice)) => values.contains(choice) != *negated,
                _ => false,
            },
            Self::Kind(kinds) => situation.kinds.meets(*kinds),
            Self::EverySystemFaulty => situation.every_system_faulty,
            Self::Macro(index) => situation.macros[*index].condition.holds(situation),
            Self::Not(inner) => !inner.holds(situation),
            Self::All(parts) => parts.iter().all(|part| part.holds(situation)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(situation)),
        }
    }
}

impl Comparison {
    pub(super) fn holds(&self, situation: &Situation<'_>) -> bool {
        match (situation.number(self.left), self.right.value(situation)) {
            (Some(left), Some(right)) => self.order.holds(left, right),
            _ => false,
        }
    }
}

impl Quantity {
    /// `None` if the input it rests on was not recorded.
    pub(super) fn value(&self, situation: &Situation<'_>) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Input(input) => situation.number(*input),
            Self::Share { share, of } => situation.number(*of).map(|number| number * share),
        }
    }
}

impl Situation<'_> {
    pub(super) fn number(&self, input: usize) -> Option<Decimal> {
        match self.values[input] {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Order;

    fn decimal(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    fn holds(condition: &Condition, values: &[Option<Value>]) -> bool {
        let kinds = Members::one(2);
        condition.holds(&Situation { macros: &[], values, kinds, every_system_faulty: true })
    }

    fn compare(right: Quantity) -> Condition {
        Condition::Compare(Comparison { left: 0, order: Order::Less, right })
    }

    #[test]
    fn yes_needs_a_recorded_true_and_no_a_recorded_false() {
        let (yes, no) =
            (Condition::Recorded { input: 0, value: true }, Condition::Recorded { input: 0, value: false });
        for (recorded, expected) in [
            (None, (false, false)),
            (Some(Value::Bool(true)), (true, false)),
            (Some(Value::Bool(false)), (false, true)),
        ] {
            assert_eq!((holds(&yes, &[recorded]), holds(&no, &[recorded])), expected);
        }
    }

    #[test]
    fn membership_of_an_unrecorded_input_is_false_either_way() {
        let among = |negated| Condition::Among { input: 0, values: Members::one(1), negated };
        for (recorded, inside, outside) in [
            (None, false, false),
            (Some(Value::Choice(1)), true, false),
            (Some(Value::Choice(0)), false, true),
        ] {
            assert_eq!(
                (holds(&among(false), &[recorded]), holds(&among(true), &[recorded])),
                (inside, outside)
            );
        }
    }

    #[test]
    fn not_turns_an_unrecorded_test_round() {
        let inner = Condition::Recorded { input: 0, value: true };
        assert!(holds(&Condition::Not(Box::new(inner)), &[None]));
    }

    #[test]
    fn comparisons_need_both_sides() {
        let two = Some(decimal("2"));
        assert!(holds(&compare(Quantity::Number(3.into())), &[two]));
        assert!(!holds(&compare(Quantity::Number(3.into())), &[None]));
        assert!(holds(&compare(Quantity::Input(1)), &[two, Some(decimal("2.01"))]));
        assert!(!holds(&compare(Quantity::Input(1)), &[two, two]));
        assert!(!holds(&compare(Quantity::Input(1)), &[two, None]));
        assert!(!holds(&compare(Quantity::Input(1)), &[None, two]));
    }

    #[test]
    fn a_share_is_exact_at_its_edge() {
        let share = compare(Quantity::Share { share: "0.8".parse().unwrap(), of: 1 });
        let width = |text| [Some(decimal(text)), Some(decimal("4.1"))];
        assert!(holds(&share, &width("3.2799999999999999")));
        assert!(!holds(&share, &width("3.28")));
    }

    #[test]
    fn connectives_kinds_and_annex() {
        let yes = || Condition::EverySystemFaulty;
        let no = || Condition::Kind(Members::one(1));
        assert!(holds(&Condition::Kind([1, 2].into_iter().collect()), &[]));
        assert!(!holds(&no(), &[]));
        assert!(holds(&Condition::All(vec![yes(), yes()]), &[]));
        assert!(!holds(&Condition::All(vec![yes(), no()]), &[]));
        assert!(holds(&Condition::Any(vec![no(), yes()]), &[]));
        assert!(!holds(&Condition::Any(vec![no(), no()]), &[]));
    }

    #[test]
    fn a_macro_stands_for_its_condition() {
        let busy =
            Macro { name: "busy".into(), label: "busy".into(), condition: Condition::Kind(Members::one(3)) };
        let situation = |kinds| Situation {
            macros: std::slice::from_ref(&busy),
            values: &[],
            kinds,
            every_system_faulty: false,
        };
        assert!(Condition::Macro(0).holds(&situation(Members::one(3))));
        assert!(!Condition::Macro(0).holds(&situation(Members::one(4))));
    }
}
