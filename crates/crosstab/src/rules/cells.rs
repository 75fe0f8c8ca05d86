//! Amounts under row and column keys, with the sums of everything above them.

use measure::{Leaf, ValueOf};
use std::collections::BTreeMap;

/// What rows come to, in whole units: pieces, or hundredths of a square metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    /// What is counted.
    pub top: i64,
    /// What a share is a share of.
    pub bottom: Option<i64>,
}

impl Amount {
    /// The amount of a leaf.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "counts and areas of a city stay far below 2^53")]
    #[expect(clippy::cast_precision_loss, reason = "as above")]
    pub fn of(leaf: &Leaf, value: ValueOf) -> Self {
        let top = match (value, leaf.of) {
            (ValueOf::Count, _) => leaf.value,
            (ValueOf::Area, _) => leaf.value * 100.0,
            (ValueOf::OverdueShare, of) => leaf.value * of.unwrap_or(0) as f64 / 100.0,
        };
        Self { top: top.round() as i64, bottom: leaf.of }
    }

    const fn plus(self, other: Self) -> Self {
        let bottom = match (self.bottom, other.bottom) {
            (Some(one), Some(two)) => Some(one + two),
            (one, None) => one,
            (None, two) => two,
        };
        Self { top: self.top + other.top, bottom }
    }

    /// The value; none for a share of nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts and areas of a city stay far below 2^53")]
    pub fn value(self, of: ValueOf) -> Option<f64> {
        match (of, self.bottom) {
            (ValueOf::Count, _) => Some(self.top as f64),
            (ValueOf::Area, _) => Some(self.top as f64 / 100.0),
            (ValueOf::OverdueShare, None | Some(0)) => None,
            (ValueOf::OverdueShare, Some(bottom)) => Some(self.top as f64 * 100.0 / bottom as f64),
        }
    }
}

/// Codes of a row or column from its first dimension on; a shorter one is the sum over the dimensions left out.
pub type Codes = Vec<String>;

/// Amounts by codes of row and column, sums included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells(BTreeMap<(Codes, Codes), Amount>);

impl Cells {
    /// Adds an amount to its place and to every sum above it.
    pub fn add_up(&mut self, row: &[String], column: &[String], amount: Amount) {
        for rows in 0..=row.len() {
            for columns in 0..=column.len() {
                let at = (
                    row.iter().take(rows).cloned().collect(),
                    column.iter().take(columns).cloned().collect(),
                );
                let sum = self.0.entry(at).or_default();
                *sum = sum.plus(amount);
            }
        }
    }

    /// Puts an amount in one place only: for keys that do not add up.
    pub fn put(&mut self, row: Codes, column: Codes, amount: Amount) {
        self.0.insert((row, column), amount);
    }

    /// The amount of a place.
    #[must_use]
    pub fn at(&self, row: &[String], column: &[String]) -> Option<Amount> {
        self.0.get(&(row.to_vec(), column.to_vec())).copied()
    }

    /// Whether a row has anything in it.
    #[must_use]
    pub fn any_in(&self, row: &[String]) -> bool {
        self.at(row, &[]).is_some_and(|amount| amount.top != 0 || amount.bottom.unwrap_or(0) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Codes {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn sums_stand_above_every_place() {
        let mut cells = Cells::default();
        for (row, column, top) in [("a x", "m", 2), ("a y", "m", 3), ("b x", "n", 4)] {
            cells.add_up(&codes(row), &codes(column), Amount { top, bottom: None });
        }
        let top = |row: &str, column: &str| cells.at(&codes(row), &codes(column)).map(|amount| amount.top);
        assert_eq!(
            (top("a", ""), top("a", "m"), top("", ""), top("", "n")),
            (Some(5), Some(5), Some(9), Some(4))
        );
        assert_eq!(top("b", "m"), None);
        assert!(cells.any_in(&codes("b x")) && !cells.any_in(&codes("b y")));
    }

    #[test]
    fn shares_are_added_as_parts_and_wholes() {
        let mut cells = Cells::default();
        cells.add_up(&codes("a"), &[], Amount { top: 1, bottom: Some(2) });
        cells.add_up(&codes("b"), &[], Amount { top: 1, bottom: Some(8) });
        let whole = cells.at(&[], &[]).unwrap();
        assert_eq!(whole.value(ValueOf::OverdueShare), Some(20.0));
        assert_eq!(Amount { top: 0, bottom: Some(0) }.value(ValueOf::OverdueShare), None);
    }
}
