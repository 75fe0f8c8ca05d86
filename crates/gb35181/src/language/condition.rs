//! A checked expression: names replaced by their index in the table, so that nothing can be missing at run time.

use rust_decimal::Decimal;

use crate::members::Members;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `yes(input)` or `no(input)`.
    Recorded {
        input: usize,
        value: bool,
    },
    Compare(Comparison),
    /// `values` are positions in the input's list of values.
    Among {
        input: usize,
        values: Members,
        negated: bool,
    },
    Kind(Members),
    EverySystemFaulty,
    Macro(usize),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// A named condition of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Macro {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) condition: Condition,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) left: usize,
    pub(crate) order: Order,
    pub(crate) right: Quantity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantity {
    Number(Decimal),
    Input(usize),
    Share { share: Decimal, of: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Order {
    pub(super) fn from_symbol(symbol: &str) -> Option<Self> {
        match symbol {
            "<" => Some(Self::Less),
            "<=" => Some(Self::AtMost),
            ">" => Some(Self::More),
            ">=" => Some(Self::AtLeast),
            _ => None,
        }
    }

    pub(super) fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }

    /// The sign as printed; for a comparison that does not hold, the opposite one.
    pub(super) fn sign(self, holds: bool) -> &'static str {
        match (self, holds) {
            (Self::Less, true) | (Self::AtLeast, false) => "<",
            (Self::AtMost, true) | (Self::More, false) => "≤",
            (Self::More, true) | (Self::AtMost, false) => ">",
            (Self::AtLeast, true) | (Self::Less, false) => "≥",
        }
    }
}

impl Condition {
    /// Calls `visit` on this condition and everything below it; the conditions of macros are not entered.
    pub(crate) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::Not(inner) => inner.walk(visit),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(visit)),
            Self::Recorded { .. }
            | Self::Compare(_)
            | Self::Among { .. }
            | Self::Kind(_)
            | Self::EverySystemFaulty
            | Self::Macro(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_differ_only_below_at_and_above() {
        for (symbol, below, at, above) in [
            ("<", true, false, false),
            ("<=", true, true, false),
            (">", false, false, true),
            (">=", false, true, true),
        ] {
            let order = Order::from_symbol(symbol).unwrap();
            let found = [1, 2, 3].map(|left| order.holds(left.into(), 2.into()));
            assert_eq!(found, [below, at, above], "{symbol}");
        }
        assert_eq!(Order::from_symbol("=="), None);
    }

    #[test]
    fn a_comparison_that_fails_is_printed_with_the_opposite_sign() {
        let signs = |order: Order| (order.sign(true), order.sign(false));
        assert_eq!(signs(Order::Less), ("<", "≥"));
        assert_eq!(signs(Order::AtMost), ("≤", ">"));
        assert_eq!(signs(Order::More), (">", "≤"));
        assert_eq!(signs(Order::AtLeast), ("≥", "<"));
    }

    #[test]
    fn walk_visits_every_branch_once() {
        let leaf = || Condition::EverySystemFaulty;
        let tree =
            Condition::All(vec![leaf(), Condition::Not(Box::new(Condition::Any(vec![leaf(), leaf()])))]);
        let mut leaves = 0;
        let mut nodes = 0;
        tree.walk(&mut |condition| {
            nodes += 1;
            leaves += usize::from(*condition == Condition::EverySystemFaulty);
        });
        assert_eq!((leaves, nodes), (3, 6));
    }
}
