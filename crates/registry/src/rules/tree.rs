//! Rolling counts of places up to the regions above them.

use kernel::region::{Level, RegionCode};
use std::collections::BTreeMap;

/// Counts of one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows.
    pub count: i64,
    /// Rows with something overdue.
    pub overdue: i64,
}

/// Adds the counts of places to every region above them, down to `deepest`, in order of code; a region comes before
/// what is in it. Provinces are left out.
#[must_use]
pub fn roll_up(leaves: &[(RegionCode, Counts)], deepest: Level) -> Vec<(RegionCode, Counts)> {
    let mut regions: BTreeMap<RegionCode, Counts> = BTreeMap::new();
    for (code, counts) in leaves {
        for level in [Level::City, Level::County, Level::Town, Level::Village] {
            let Some(region) = code.at_level(level).filter(|_| level <= deepest) else { continue };
            let sum = regions.entry(region).or_default();
            sum.count += counts.count;
            sum.overdue += counts.overdue;
        }
    }
    regions.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn villages_are_summed_into_towns_counties_and_the_city() {
        let code = |text: &str| text.parse::<RegionCode>().unwrap();
        let of = |count| Counts { count, overdue: 0 };
        let leaves =
            [(code("440103001001"), of(2)), (code("440103001000"), of(1)), (code("440104002000"), of(4))];
        let rolled: Vec<(String, i64)> = roll_up(&leaves, Level::Town)
            .into_iter()
            .map(|(code, sum)| (code.to_string(), sum.count))
            .collect();
        let expected = [
            ("440100000000", 7),
            ("440103000000", 3),
            ("440103001000", 3),
            ("440104000000", 4),
            ("440104002000", 4),
        ];
        assert_eq!(rolled, expected.map(|(code, count)| (code.to_owned(), count)));
    }
}
