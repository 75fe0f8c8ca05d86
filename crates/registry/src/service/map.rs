//! Points for the map: single premises where they are few or the look is close, else clusters, under the same filter and
//! scope as the list.

use super::reach::reading;
use crate::cases;
use crate::model::{BoundingBox, Feature, FeatureCollection, FeatureProperties, PremisesFilter};
use crate::repo::list::Filter;
use crate::repo::map::{self, Cluster, MOST, Single};
use crate::rules::cells;
use kernel::problem::Problem;
use store::Ctx;

/// So many premises are shown one by one at any zoom.
const FEW: u64 = 200;

/// What the map shows of a box at a zoom. `truncated` tells that there is more than is given.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter.
pub async fn points(
    ctx: &Ctx,
    filter: &PremisesFilter,
    area: BoundingBox,
    zoom: f64,
) -> Result<FeatureCollection, Problem> {
    let scope = reading(&ctx.caller)?;
    let filter = Filter::premises(filter)?;
    let close = zoom >= cells::SINGLE_ZOOM;
    let most = if close { MOST } else { FEW };
    let mut singles = map::singles(&ctx.tx, filter.clone(), &scope, area, most + 1).await?;
    let truncated = over(singles.len(), most);
    if truncated && !close {
        let mut clusters = map::clusters(&ctx.tx, filter, &scope, area, cells::column(zoom)).await?;
        let truncated = over(clusters.len(), MOST);
        clusters.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        return Ok(FeatureCollection::of(clusters.into_iter().map(cluster).collect(), truncated));
    }
    singles.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    singles.sort_unstable_by_key(|single| single.id);
    let ids: Vec<_> = singles.iter().map(|single| single.id).collect();
    let counts = cases::counts(ctx, &ids).await?;
    let feature = |single: Single| {
        let counts = counts.get(&single.id).copied().unwrap_or_default();
        let properties = FeatureProperties {
            id: Some(single.id),
            name: Some(single.name),
            premises_kind: Some(single.kind),
            count: 1,
            open_cases: Some(counts.open),
            major_open: Some(counts.major),
            ..FeatureProperties::default()
        };
        Feature::at(single.longitude, single.latitude, properties)
    };
    Ok(FeatureCollection::of(singles.into_iter().map(feature).collect(), truncated))
}

fn over(length: usize, most: u64) -> bool {
    u64::try_from(length).is_ok_and(|length| length > most)
}

fn cluster(cluster: Cluster) -> Feature {
    let properties = FeatureProperties {
        cell: Some(cluster.cell),
        cluster: true,
        count: cluster.count,
        major_open: Some(cluster.major),
        ..FeatureProperties::default()
    };
    Feature::at(cluster.longitude, cluster.latitude, properties)
}
