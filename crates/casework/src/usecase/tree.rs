//! Counts by region.

use super::load::READ;
use crate::Engine;
use crate::answer::{CaseFilter, TreeRow};
use crate::repo::tree::{LeafCount, counts};
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Scope, ScopeLevel};
use std::collections::BTreeMap;
use store::Ctx;

impl Engine {
    /// How many cases the filter finds in each region of the caller's scope, and how many of them are overdue.
    ///
    /// # Errors
    /// 422 on a bad filter.
    pub async fn tree(&self, ctx: &Ctx, filter: CaseFilter) -> Result<Vec<TreeRow>, Problem> {
        let checked = filter.check()?;
        let scope = ctx.caller.scope(READ);
        let leafs = counts(ctx, &scope, &checked, ctx.today()).await?;
        let sums = roll_up(&leafs, |region| shown(&scope, checked.filter.region, region));
        let codes: Vec<RegionCode> = sums.keys().copied().collect();
        let names = self.directory.region_names(ctx, &codes).await?;
        Ok(sums
            .iter()
            .map(|(code, (count, overdue))| TreeRow {
                code: *code,
                name: names.get(code).map_or_else(|| code.to_string(), |name| name.name.clone()),
                level: code.level().code().to_owned(),
                parent: code.parent().filter(|parent| sums.contains_key(parent)),
                count: *count,
                overdue: *overdue,
            })
            .collect())
    }
}

/// Leaf counts summed into every region above them that is shown.
pub(crate) fn roll_up(
    leafs: &[LeafCount],
    shown: impl Fn(RegionCode) -> bool,
) -> BTreeMap<RegionCode, (i64, i64)> {
    let mut sums = BTreeMap::new();
    for leaf in leafs {
        let Some(region) = leaf.region else { continue };
        let regions = std::iter::once(region).chain(region.ancestors());
        for code in regions.filter(|code| code.level() > Level::Province && shown(*code)) {
            let sum: &mut (i64, i64) = sums.entry(code).or_default();
            sum.0 += leaf.count;
            sum.1 += leaf.overdue;
        }
    }
    sums
}

/// A region above what the caller holds would show a sum that is not the region's.
fn shown(scope: &Scope, filter: Option<RegionCode>, region: RegionCode) -> bool {
    let held = scope.grants.iter().any(|grant| match grant.level {
        ScopeLevel::Nation => true,
        ScopeLevel::Unit => region.level() >= Level::Town,
        _ => grant.key.parse::<RegionCode>().is_ok_and(|key| key.contains(region)),
    });
    held && filter.is_none_or(|filter| filter.contains(region))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::scope::Grant;
    use pack::lifecycle::StateClass;

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    fn leaf(region: &str, count: i64, overdue: i64) -> LeafCount {
        LeafCount {
            region: Some(code(region)),
            kind: "hazard".into(),
            class: StateClass::Open,
            sector: None,
            major: false,
            count,
            overdue,
        }
    }

    #[test]
    fn towns_sum_into_counties_and_the_city() {
        let sums =
            roll_up(&[leaf("440103001", 2, 1), leaf("440103002", 3, 0), leaf("440104", 1, 1)], |_| true);
        assert_eq!(sums.get(&code("440103")), Some(&(5, 1)));
        assert_eq!(sums.get(&code("4401")), Some(&(6, 2)));
        assert!(!sums.contains_key(&code("44")));
    }

    #[test]
    fn nobody_is_shown_a_partial_sum_of_a_region_above_their_own() {
        let scope = Scope::new([Grant::region(code("440103001"))]);
        let sums = roll_up(&[leaf("440103001", 2, 1)], |region| shown(&scope, None, region));
        assert_eq!(sums.keys().copied().collect::<Vec<_>>(), [code("440103001")]);
    }

    #[test]
    fn a_town_without_county_hangs_under_its_city() {
        let sums = roll_up(&[leaf("441900003", 4, 0)], |_| true);
        assert_eq!(sums.get(&code("4419")), Some(&(4, 0)));
        assert_eq!(sums.len(), 2);
    }
}
