//! Numbers worth trying for an unrecorded input: one in every stretch over which no comparison changes its answer.

use rust_decimal::Decimal;

use crate::language::{Comparison, Quantity};
use crate::record::{Record, Value};
use crate::table::RuleTable;

/// Candidates for the number at `input`: the critical values of every comparison that mentions it (the other side
/// being recorded), and one value in each gap between them, within the bounds of the type.
pub(super) fn numbers(
    table: &RuleTable,
    record: &Record,
    input: usize,
    integer: bool,
    positive: bool,
) -> Vec<Decimal> {
    let critical = table.comparisons.iter().flat_map(|comparison| critical(comparison, record, input));
    let mut points: Vec<Decimal> = critical.chain([Decimal::ZERO]).collect();
    points.sort();
    points.dedup();
    let candidates = if integer { around(&points) } else { between(&points) };
    let lowest_allowed =
        |number: &Decimal| if positive { *number > Decimal::ZERO } else { *number >= Decimal::ZERO };
    candidates.into_iter().filter(lowest_allowed).collect()
}

/// Where the comparison changes its answer as `input` grows.
fn critical(comparison: &Comparison, record: &Record, input: usize) -> Option<Decimal> {
    let number = |index: usize| match record.values[index] {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    match comparison.right {
        Quantity::Number(limit) if comparison.left == input => Some(limit),
        Quantity::Input(other) if comparison.left == input => number(other),
        Quantity::Input(other) if other == input => number(comparison.left),
        Quantity::Share { share, of } if comparison.left == input => number(of).map(|limit| limit * share),
        Quantity::Share { share, of } if of == input => number(comparison.left)?.checked_div(share),
        _ => None,
    }
}

/// The whole numbers next to each point; any gap between points that holds a whole number holds one of these.
fn around(points: &[Decimal]) -> Vec<Decimal> {
    let next = |point: &Decimal| [-1, 0, 1].map(|step| point.floor() + Decimal::from(step));
    points.iter().flat_map(next).collect()
}

/// The points, the middle of each gap, and one beyond the last.
fn between(points: &[Decimal]) -> Vec<Decimal> {
    let middles = points.windows(2).map(|pair| (pair[0] + pair[1]) / Decimal::TWO);
    let beyond = points.last().map(|last| last + Decimal::ONE);
    points.iter().copied().chain(middles).chain(beyond).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Edition;
    use crate::facts::Facts;

    fn decimals(numbers: &[&str]) -> Vec<Decimal> {
        numbers.iter().map(|number| number.parse().unwrap()).collect()
    }

    fn found(name: &str, inputs: &serde_json::Value, integer: bool, positive: bool) -> Vec<Decimal> {
        let table = RuleTable::embedded(Edition::E2017);
        let record = Facts::read(table, inputs).unwrap().record;
        let input = table.inputs().iter().position(|input| input.name == name).unwrap();
        let mut found = numbers(table, &record, input, integer, positive);
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn a_measured_width_is_tried_below_at_and_above_both_its_limits() {
        let inputs = serde_json::json!({"exit_width_required_m": 4});
        assert_eq!(
            found("exit_width_m", &inputs, false, false),
            decimals(&["0", "1.6", "3.2", "3.6", "4", "5"])
        );
    }

    #[test]
    fn a_divisor_is_tried_above_zero_only() {
        let inputs = serde_json::json!({"exit_width_m": 4});
        assert_eq!(
            found("exit_width_required_m", &inputs, false, true),
            decimals(&["2", "4", "4.5", "5", "6"])
        );
    }

    #[test]
    fn counts_are_whole_and_stand_next_to_the_limit() {
        assert_eq!(
            found("workers_same_time", &serde_json::json!({}), true, false),
            decimals(&["0", "1", "49", "50", "51"])
        );
        let inputs = serde_json::json!({"stair_doors_damaged": 1});
        assert_eq!(
            found("stair_doors_total", &inputs, true, true),
            decimals(&["1", "2", "3", "4", "5", "6"])
        );
    }

    #[test]
    fn without_the_other_side_only_zero_and_one_are_tried() {
        assert_eq!(found("exits_present", &serde_json::json!({}), true, false), decimals(&["0", "1"]));
    }
}
