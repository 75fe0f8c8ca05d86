//! The tree as written, before any name has been looked up.

use rust_decimal::Decimal;

use super::condition::Order;

/// A name or value together with its byte offset in the expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Syntax {
    Name(Word),
    Recorded { value: bool, input: Word },
    Kind(Vec<Word>),
    Compare { left: Word, order: Order, right: Amount },
    Among { left: Word, negated: bool, values: Vec<Word> },
    Not(Box<Syntax>),
    All(Vec<Syntax>),
    Any(Vec<Syntax>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    Number(Decimal),
    Input(Word),
    Share { share: Decimal, of: Word },
}
