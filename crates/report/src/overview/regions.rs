//! Rolling leaf figures up the regions.

use super::RegionFigures;
use casework::facts::{LeafCount, MonthCount};
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use registry::model::TreeRow;
use std::collections::BTreeMap;
use store::Ctx;

#[derive(Default, Clone, Copy)]
struct Sums {
    premises: i64,
    open: i64,
    overdue: i64,
    major: i64,
    closed_year: i64,
}

/// A region and those above it that are on the map: city, county, town.
fn upwards(code: RegionCode) -> impl Iterator<Item = RegionCode> {
    std::iter::successors(Some(code), |code| code.parent())
        .filter(|code| matches!(code.level(), Level::City | Level::County | Level::Town))
}

/// Figures of every region that has any.
pub(super) async fn roll_up(
    ctx: &Ctx,
    leaves: &[LeafCount],
    premises: &[TreeRow],
    months: &[MonthCount],
    year: i32,
) -> Result<Vec<RegionFigures>, Problem> {
    let mut sums: BTreeMap<RegionCode, Sums> = BTreeMap::new();
    for leaf in leaves.iter().filter(|leaf| leaf.class.is_open()) {
        for code in leaf.region.into_iter().flat_map(upwards) {
            let sum = sums.entry(code).or_default();
            sum.open += leaf.count;
            sum.overdue += leaf.overdue;
            sum.major += if leaf.major { leaf.count } else { 0 };
        }
    }
    let prefix = format!("{year:04}-");
    for month in months.iter().filter(|month| month.month.starts_with(&prefix)) {
        for code in month.region.into_iter().flat_map(upwards) {
            sums.entry(code).or_default().closed_year += month.closed;
        }
    }
    // The premises tree is rolled up already.
    for row in
        premises.iter().filter(|row| matches!(row.code.level(), Level::City | Level::County | Level::Town))
    {
        sums.entry(row.code).or_default().premises = row.count;
    }
    let names = directory::facts::region_names(&ctx.tx, sums.keys().copied().collect()).await?;
    Ok(sums
        .iter()
        .map(|(code, sum)| RegionFigures {
            code: *code,
            name: names.get(code).map_or_else(|| code.to_string(), |name| name.name.clone()),
            level: code.level().code().to_owned(),
            parent: code.parent().filter(|parent| sums.contains_key(parent)),
            premises: sum.premises,
            open: sum.open,
            overdue: sum.overdue,
            major: sum.major,
            closed_year: sum.closed_year,
            close_rate: rate(sum.closed_year, sum.open),
        })
        .collect())
}

fn rate(closed: i64, open: i64) -> Option<f64> {
    let all = closed + open;
    #[expect(clippy::cast_precision_loss, reason = "counts of a city are far below 2^52")]
    (all > 0).then(|| closed as f64 / all as f64)
}
