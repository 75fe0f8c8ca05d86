//! What can still be true when only the kinds of a premises are known: which inputs a form should ask for.

use super::condition::{Condition, Macro, Quantity};
use crate::members::Members;

/// Truth before the inputs are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prospect {
    No,
    Open,
    Yes,
}

/// The kinds that are certain and those that a kind rule may still add.
#[derive(Clone)]
pub(crate) struct Outlook<'a> {
    pub(crate) macros: &'a [Macro],
    pub(crate) sure: Members,
    pub(crate) perhaps: Members,
}

impl Condition {
    /// The truth of the condition as far as the kinds decide it.
    pub(crate) fn prospect(&self, outlook: &Outlook<'_>) -> Prospect {
        match self {
            Self::Recorded { .. } | Self::Compare(_) | Self::Among { .. } | Self::EverySystemFaulty => {
                Prospect::Open
            }
            Self::Kind(kinds) if kinds.meets(outlook.sure) => Prospect::Yes,
            Self::Kind(kinds) if kinds.meets(outlook.perhaps) => Prospect::Open,
            Self::Kind(_) => Prospect::No,
            Self::Macro(index) => outlook.macros[*index].condition.prospect(outlook),
            Self::Not(inner) => match inner.prospect(outlook) {
                Prospect::No => Prospect::Yes,
                Prospect::Open => Prospect::Open,
                Prospect::Yes => Prospect::No,
            },
            Self::All(parts) => joined(parts, outlook, Prospect::No, Prospect::Yes),
            Self::Any(parts) => joined(parts, outlook, Prospect::Yes, Prospect::No),
        }
    }

    /// Calls `visit` on the leaves that still decide the condition.
    pub(crate) fn open_leaves<'a>(&'a self, outlook: &Outlook<'a>, visit: &mut impl FnMut(&'a Self)) {
        if self.prospect(outlook) != Prospect::Open {
            return;
        }
        match self {
            Self::Macro(index) => outlook.macros[*index].condition.open_leaves(outlook, visit),
            Self::Not(inner) => inner.open_leaves(outlook, visit),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.open_leaves(outlook, visit));
            }
            leaf => visit(leaf),
        }
    }

    /// The plain inputs a leaf looks at; none for kinds and annex A.
    pub(crate) fn leaf_inputs(&self) -> Vec<usize> {
        match self {
            Self::Recorded { input, .. } | Self::Among { input, .. } => vec![*input],
            Self::Compare(comparison) => match comparison.right {
                Quantity::Number(_) => vec![comparison.left],
                Quantity::Input(of) | Quantity::Share { of, .. } => vec![comparison.left, of],
            },
            _ => Vec::new(),
        }
    }
}

/// One `decisive` part decides; otherwise one open part leaves it open.
fn joined(parts: &[Condition], outlook: &Outlook<'_>, decisive: Prospect, otherwise: Prospect) -> Prospect {
    let mut found = otherwise;
    for part in parts {
        match part.prospect(outlook) {
            prospect if prospect == decisive => return decisive,
            Prospect::Open => found = Prospect::Open,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: usize = 0;
    const PERHAPS: usize = 1;
    const NEVER: usize = 2;

    fn outlook(macros: &[Macro]) -> Outlook<'_> {
        Outlook { macros, sure: Members::one(SURE), perhaps: [SURE, PERHAPS].into_iter().collect() }
    }

    fn kind(position: usize) -> Condition {
        Condition::Kind(Members::one(position))
    }

    fn asked(input: usize) -> Condition {
        Condition::Recorded { input, value: true }
    }

    fn leaves(condition: &Condition) -> Vec<usize> {
        let mut inputs = Vec::new();
        condition.open_leaves(&outlook(&[]), &mut |leaf| inputs.extend(leaf.leaf_inputs()));
        inputs
    }

    #[test]
    fn kinds_decide_and_inputs_leave_open() {
        for (condition, expected) in [
            (kind(SURE), Prospect::Yes),
            (kind(PERHAPS), Prospect::Open),
            (kind(NEVER), Prospect::No),
            (asked(0), Prospect::Open),
            (Condition::EverySystemFaulty, Prospect::Open),
            (Condition::Not(Box::new(kind(SURE))), Prospect::No),
            (Condition::Not(Box::new(kind(NEVER))), Prospect::Yes),
            (Condition::Not(Box::new(asked(0))), Prospect::Open),
            (Condition::All(vec![kind(SURE), kind(SURE)]), Prospect::Yes),
            (Condition::All(vec![kind(SURE), asked(0)]), Prospect::Open),
            (Condition::All(vec![asked(0), kind(NEVER)]), Prospect::No),
            (Condition::Any(vec![kind(NEVER), kind(NEVER)]), Prospect::No),
            (Condition::Any(vec![asked(0), kind(NEVER)]), Prospect::Open),
            (Condition::Any(vec![asked(0), kind(SURE)]), Prospect::Yes),
        ] {
            assert_eq!(condition.prospect(&outlook(&[])), expected, "{condition:?}");
        }
    }

    #[test]
    fn a_macro_has_the_prospect_and_leaves_of_its_condition() {
        let macros = [Macro { name: "m".into(), label: "m".into(), condition: asked(7) }];
        let outlook = outlook(&macros);
        assert_eq!(Condition::Macro(0).prospect(&outlook), Prospect::Open);
        let mut inputs = Vec::new();
        Condition::Macro(0).open_leaves(&outlook, &mut |leaf| inputs.extend(leaf.leaf_inputs()));
        assert_eq!(inputs, [7]);
    }

    #[test]
    fn only_branches_that_still_matter_are_visited() {
        let branch = |position, input| Condition::All(vec![kind(position), asked(input)]);
        let tree = Condition::Any(vec![
            branch(SURE, 1),
            branch(NEVER, 2),
            Condition::Not(Box::new(branch(PERHAPS, 3))),
        ]);
        assert_eq!(leaves(&tree), [1, 3]);
        assert_eq!(leaves(&Condition::Any(vec![kind(SURE), asked(4)])), Vec::<usize>::new());
    }

    #[test]
    fn a_comparison_asks_for_both_its_inputs() {
        use crate::language::{Comparison, Order};
        let inputs =
            |right| Condition::Compare(Comparison { left: 5, order: Order::Less, right }).leaf_inputs();
        assert_eq!(inputs(Quantity::Number(1.into())), [5]);
        assert_eq!(inputs(Quantity::Input(6)), [5, 6]);
        assert_eq!(inputs(Quantity::Share { share: 1.into(), of: 7 }), [5, 7]);
        assert_eq!(kind(SURE).leaf_inputs(), Vec::<usize>::new());
    }
}
