//! Sets of kinds worth trying when no kinds were recorded.

use std::collections::BTreeMap;

use crate::language::Condition;
use crate::members::Members;
use crate::table::RuleTable;

/// With more distinguishable kinds than this, only sets of one, two and all are tried.
const MOST_COMBINED: usize = 13;

/// Sets of kinds that between them show every answer the table's conditions can give: kinds that no condition tells
/// apart are tried as one.
pub(super) fn kinds(table: &RuleTable) -> Vec<Members> {
    subsets(&distinguishable(table))
}

/// One kind of each sort that the conditions tell apart; kinds that no condition mentions are left out.
fn distinguishable(table: &RuleTable) -> Vec<usize> {
    let mut tests: Vec<Members> =
        table.kind_rules.iter().map(|rule| Members::one(rule.change.kind())).collect();
    for condition in table.premises_conditions() {
        condition.walk(&mut |part| {
            if let Condition::Kind(kinds) = part {
                tests.push(*kinds);
            }
        });
    }
    let mut sorts = BTreeMap::new();
    for kind in 0..table.kinds().len() {
        let sort: Vec<bool> = tests.iter().map(|test| test.contains(kind)).collect();
        if sort.contains(&true) {
            sorts.entry(sort).or_insert(kind);
        }
    }
    sorts.into_values().collect()
}

/// Every subset, the empty one included; of a long list, those of one, two and all members.
pub(super) fn subsets(members: &[usize]) -> Vec<Members> {
    let chosen =
        |bits: u32| members.iter().enumerate().filter(move |(i, _)| bits >> i & 1 == 1).map(|(_, m)| *m);
    if members.len() <= MOST_COMBINED {
        return (0..1u32 << members.len()).map(|bits| chosen(bits).collect()).collect();
    }
    let pairs =
        members.iter().flat_map(|&left| members.iter().map(move |&right| Members::from_iter([left, right])));
    pairs.chain([members.iter().copied().collect()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Edition;

    fn set(positions: &[usize]) -> Members {
        positions.iter().copied().collect()
    }

    #[test]
    fn a_short_list_gives_every_subset() {
        assert_eq!(subsets(&[3, 5]), [set(&[]), set(&[3]), set(&[5]), set(&[3, 5])]);
        assert_eq!(subsets(&Vec::from_iter(0..13)).len(), 8192);
    }

    #[test]
    fn a_long_list_gives_singles_pairs_and_all() {
        let found = subsets(&Vec::from_iter(0..14));
        assert_eq!(found.len(), 14 * 14 + 1);
        for expected in [set(&[0]), set(&[13]), set(&[0, 13]), (0..14).collect()] {
            assert!(found.contains(&expected), "{expected:?}");
        }
    }

    #[test]
    fn both_tables_are_small_enough_to_try_every_combination() {
        for edition in Edition::ALL {
            let table = RuleTable::embedded(edition);
            let found = distinguishable(table);
            assert_eq!(found.len(), 12, "{edition}: {found:?}");
            let other = table.kinds().iter().position(|kind| kind.id == "other").unwrap();
            assert!(!found.contains(&other));
        }
    }
}
