//! The region tree with counts, under the same filter and scope as the list.

use super::reach::reading;
use crate::model::{PremisesFilter, TreeRow};
use crate::repo;
use crate::repo::cluster::Leaf;
use crate::repo::list::{Filter, Of};
use crate::rules::tree::roll_up;
use kernel::problem::Problem;
use kernel::region::Level;
use kernel::scope::{Scope, ScopeLevel};
use std::collections::BTreeSet;
use store::Ctx;

/// Counts of premises by city, county and town, and by village where the filter or the scope is as narrow as a town.
/// Regions without premises are left out; a parent stands before its children.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter.
pub async fn tree(ctx: &Ctx, filter: &PremisesFilter) -> Result<Vec<TreeRow>, Problem> {
    let scope = reading(&ctx.caller)?;
    let read = Filter::premises(filter)?.tuned(&ctx.tx, Of::Premises).await?;
    let deepest = deepest(filter, &scope);
    // The counters tell no villages apart.
    let leaf = Leaf::of(filter, &scope).filter(|_| deepest <= Level::Town);
    let leaves = repo::tree::leaves(&ctx.tx, &read, &scope, ctx.today(), leaf.as_ref()).await?;
    let regions = roll_up(&leaves, deepest);
    let names = directory::region::names(&ctx.tx, regions.iter().map(|(code, _)| *code).collect()).await?;
    let shown: BTreeSet<_> = regions.iter().map(|(code, _)| *code).collect();
    let row = |(code, counts): (kernel::region::RegionCode, crate::rules::tree::Counts)| TreeRow {
        code,
        name: names.get(&code).map_or_else(|| code.to_string(), |region| region.name.clone()),
        level: code.level().code().to_owned(),
        parent: code.parent().filter(|parent| shown.contains(parent)),
        count: counts.count,
        overdue: counts.overdue,
    };
    Ok(regions.into_iter().map(row).collect())
}

fn deepest(filter: &PremisesFilter, scope: &Scope) -> Level {
    let asked = filter.region.is_some_and(|region| region.level() >= Level::Town);
    let narrow = !scope.grants.is_empty() && scope.grants.iter().all(|grant| grant.level >= ScopeLevel::Town);
    if asked || narrow { Level::Village } else { Level::Town }
}
