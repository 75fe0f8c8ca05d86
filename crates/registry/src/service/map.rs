//! Points for the map: clusters from afar, single premises close by, under the same filter and scope as the list.

use super::reach::reading;
use crate::cases;
use crate::model::{BoundingBox, Feature, FeatureCollection, FeatureProperties, PremisesFilter};
use crate::repo::list::Filter;
use crate::repo::map::{self, Cluster, MOST, Single};
use crate::rules::cells;
use kernel::problem::Problem;
use store::Ctx;

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
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    if zoom < cells::SINGLE_ZOOM {
        let mut clusters = map::clusters(&ctx.tx, filter, &scope, area, cells::column(zoom)).await?;
        let truncated = clusters.len() > most;
        clusters.truncate(most);
        return Ok(FeatureCollection::of(clusters.into_iter().map(cluster).collect(), truncated));
    }
    let mut singles = map::singles(&ctx.tx, filter, &scope, area).await?;
    let truncated = singles.len() > most;
    singles.truncate(most);
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

fn cluster(cluster: Cluster) -> Feature {
    let properties = FeatureProperties {
        cell: Some(cluster.cell),
        cluster: true,
        count: cluster.count,
        ..FeatureProperties::default()
    };
    Feature::at(cluster.longitude, cluster.latitude, properties)
}
