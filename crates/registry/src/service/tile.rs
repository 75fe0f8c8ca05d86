//! Vector tiles: clusters from afar, single premises close by, under the same filter and scope as the list.
//!
//! Counted by cells, a cluster belongs to the tile its middle lies in, so the tiles of a zoom add up to what the list shows.

use super::reach::reading;
use crate::cases::{self, Danger};
use crate::model::{Point, PremisesFilter};
use crate::repo::cluster::{self, Among, Counted, Leaf, Numbers};
use crate::repo::list::{Filter, Of};
use crate::repo::tile::{Standing, few, in_cells};
use crate::rules::cells::{self, COUNTED, POINT_ZOOM, STORED};
use crate::rules::tile::{EXTENT, Tile};
use crate::rules::tile_layer::{Attribute, Layer};
use h3o::{CellIndex, Resolution};
use kernel::problem::Problem;
use kernel::scope::Scope;
use std::collections::BTreeMap;
use store::Ctx;

/// Largest tile in bytes.
pub const LARGEST: usize = 300_000;
/// Most premises a tile shows one by one.
const MOST: u64 = 4_000;
/// So many premises in all are shown one by one at any zoom.
const FEW: u64 = 200;
/// From this zoom on, the premises of the tile are counted themselves.
const LIVE_ZOOM: u8 = 12;
/// From this zoom on, the counted cells are looked up by those of the tile.
const NARROW_ZOOM: u8 = 10;

/// A tile: its bytes, empty when there is nothing in it.
///
/// The layer `premises` has clusters (`cell`, `count`, `major`, `late`) or single premises (`id`, `name`, `kind`, `tag`,
/// `open`, `major`, `late`), and `count` alone with `stack` where several stand at one point. The layer `about` has one feature
/// with `shown` (`clusters` or `points`), `count` (premises in the tile) and `limited`, which says that single premises would
/// have been too many and clusters are shown in their place.
///
/// # Errors
/// 403 without the permission, 422 on a bad filter.
pub async fn tile(ctx: &Ctx, filter: &PremisesFilter, tile: Tile) -> Result<Vec<u8>, Problem> {
    let scope = reading(&ctx.caller)?;
    let read = Filter::premises(filter)?.tuned(&ctx.tx, Of::Premises).await?;
    let question = Question { ctx, filter: &read, scope: &scope, tile };
    if tile.zoom >= POINT_ZOOM {
        return question.close().await;
    }
    if let Some(all) = few(&ctx.tx, &read, &scope, FEW).await? {
        let here = all.into_iter().filter(|one| tile.holds(point(one))).collect();
        return match question.points(here).await? {
            Ok(bytes) => Ok(bytes),
            Err(here) => question.limited(here).await,
        };
    }
    question.afar(Leaf::of(filter, &scope)).await
}

fn point(standing: &Standing) -> Point {
    Point { longitude: standing.longitude, latitude: standing.latitude }
}

fn number(value: i64) -> Attribute {
    Attribute::Number(u64::try_from(value).unwrap_or(0))
}

struct Question<'a> {
    ctx: &'a Ctx,
    filter: &'a Filter,
    scope: &'a Scope,
    tile: Tile,
}

impl Question<'_> {
    /// Clusters by cell.
    async fn afar(&self, leaf: Option<Leaf>) -> Result<Vec<u8>, Problem> {
        let tx = &self.ctx.tx;
        let resolution = cells::of_zoom(self.tile.zoom);
        let among = if self.tile.zoom < LIVE_ZOOM {
            Among::Scope
        } else {
            let cells = cells::centred_in(self.tile, resolution);
            Among::Cells(cells.into_iter().flat_map(|cell| cell.children(STORED)).collect())
        };
        let counted = match (&among, leaf) {
            (Among::Scope, Some(leaf)) if self.tile.zoom >= NARROW_ZOOM => {
                let cells = cells::centred_in(self.tile, resolution);
                let cells: Vec<_> = cells.into_iter().flat_map(|cell| cell.children(COUNTED)).collect();
                leaf.cells(tx, Some(&cells)).await?
            }
            (Among::Scope, Some(leaf)) => leaf.cells(tx, None).await?,
            _ => cluster::live(tx, self.filter, self.scope, &among).await?,
        };
        let danger = if counted.is_empty() {
            Vec::new()
        } else {
            cluster::danger(tx, self.filter, self.scope, &among, self.ctx.today()).await?
        };
        let mut sums: BTreeMap<CellIndex, Numbers> = BTreeMap::new();
        for Counted { cell, numbers } in counted.into_iter().chain(danger) {
            let Some(cell) = cell.parent(resolution) else { continue };
            let sum = sums.entry(cell).or_default();
            sum.count += numbers.count;
            sum.major += numbers.major;
            sum.late += numbers.late;
        }
        let placed = sums.into_iter().map(|(cell, numbers)| (cell, cells::middle(cell), numbers));
        Ok(self.clusters(placed.filter(|(_, middle, _)| self.tile.holds(*middle)).collect(), false))
    }

    fn clusters(&self, placed: Vec<(CellIndex, Point, Numbers)>, limited: bool) -> Vec<u8> {
        let mut layer = Layer::new("premises");
        let mut total = 0;
        for (cell, at, numbers) in placed {
            total += numbers.count;
            let attributes = vec![
                ("cell", Attribute::Text(cell.to_string())),
                ("count", number(numbers.count)),
                ("major", number(numbers.major)),
                ("late", number(numbers.late)),
            ];
            layer.point(self.tile.steps(at), attributes);
        }
        finished(layer, "clusters", total, limited)
    }

    /// Single premises, or clusters where they are too many.
    async fn close(&self) -> Result<Vec<u8>, Problem> {
        let cells = cells::touched_by(self.tile);
        let place = (cells.as_slice(), self.tile.edges());
        let mut found = in_cells(&self.ctx.tx, self.filter, self.scope, place, Some(MOST + 1)).await?;
        if u64::try_from(found.len()).is_ok_and(|length| length <= MOST) {
            found.retain(|one| self.tile.holds(point(one)));
            match self.points(found).await? {
                Ok(bytes) => return Ok(bytes),
                Err(all) => found = all,
            }
        } else {
            found = in_cells(&self.ctx.tx, self.filter, self.scope, place, None).await?;
            found.retain(|one| self.tile.holds(point(one)));
        }
        self.limited(found).await
    }

    /// Single premises, those at one point as a stack; given back when they would be too large a tile.
    async fn points(&self, mut here: Vec<Standing>) -> Result<Result<Vec<u8>, Vec<Standing>>, Problem> {
        here.sort_unstable_by_key(|one| one.id);
        let ids: Vec<_> = here.iter().map(|one| one.id).collect();
        let dangers = cases::dangers(self.ctx, &ids).await?;
        let of = |one: &Standing| dangers.get(&one.id).copied().unwrap_or_default();
        let mut spots: BTreeMap<(u64, u64), Vec<&Standing>> = BTreeMap::new();
        for one in &here {
            spots.entry((one.longitude.to_bits(), one.latitude.to_bits())).or_default().push(one);
        }
        let mut layer = Layer::new("premises");
        for standing in spots.values() {
            let [first, ..] = standing.as_slice() else { continue };
            let at = self.tile.steps(point(first));
            if let [one] = standing.as_slice() {
                layer.point(at, single(one, of(one)));
            } else {
                layer.point(at, stack(first, standing.iter().map(|one| of(one))));
            }
        }
        if layer.size() > LARGEST - 1_000 {
            return Ok(Err(here));
        }
        let total = i64::try_from(here.len()).unwrap_or(i64::MAX);
        Ok(Ok(finished(layer, "points", total, false)))
    }

    /// Clusters of a tile whose premises are too many to be shown one by one.
    async fn limited(&self, here: Vec<Standing>) -> Result<Vec<u8>, Problem> {
        let ids: Vec<_> = here.iter().map(|one| one.id).collect();
        let dangers = cases::dangers(self.ctx, &ids).await?;
        let resolution = cells::of_zoom(self.tile.zoom).max(Resolution::Ten);
        let mut sums: BTreeMap<CellIndex, (Point, Numbers)> = BTreeMap::new();
        for one in &here {
            let Some(cell) = cells::at(point(one), resolution) else { continue };
            let danger = dangers.get(&one.id).copied().unwrap_or_default();
            // The cluster stands at a premises of its own, so that it never leaves the tile.
            let (_, sum) = sums.entry(cell).or_insert_with(|| (point(one), Numbers::default()));
            sum.count += 1;
            sum.major += i64::from(danger.major > 0);
            sum.late += i64::from(danger.late > 0);
        }
        Ok(self.clusters(sums.into_iter().map(|(cell, (at, numbers))| (cell, at, numbers)).collect(), true))
    }
}

fn single(one: &Standing, danger: Danger) -> Vec<(&'static str, Attribute)> {
    let mut attributes = vec![
        ("id", Attribute::Text(one.id.to_string())),
        ("name", Attribute::Text(one.name.clone())),
        ("kind", Attribute::Text(one.kind.clone())),
        ("open", number(danger.open)),
        ("major", number(danger.major)),
        ("late", number(danger.late)),
    ];
    if !one.tags.is_empty() {
        attributes.push(("tag", Attribute::Text(one.tags.join(","))));
    }
    attributes
}

fn stack(first: &Standing, dangers: impl Iterator<Item = Danger>) -> Vec<(&'static str, Attribute)> {
    let (mut count, mut open, mut major, mut late) = (0, 0, 0, 0);
    for danger in dangers {
        count += 1;
        open += danger.open;
        major += i64::from(danger.major > 0);
        late += i64::from(danger.late > 0);
    }
    // The place in full, so that what stands there can be asked for; a tile rounds it.
    let place = format!("{},{}", first.longitude, first.latitude);
    vec![
        ("stack", Attribute::Flag(true)),
        ("place", Attribute::Text(place)),
        ("count", number(count)),
        ("open", number(open)),
        ("major", number(major)),
        ("late", number(late)),
    ]
}

fn finished(layer: Layer, shown: &'static str, total: i64, limited: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    if total == 0 {
        return bytes;
    }
    layer.finish(&mut bytes);
    let mut about = Layer::new("about");
    let attributes = vec![
        ("shown", Attribute::Text(shown.to_owned())),
        ("count", number(total)),
        ("limited", Attribute::Flag(limited)),
    ];
    let middle = i32::try_from(EXTENT / 2).unwrap_or_default();
    about.point((middle, middle), attributes);
    about.finish(&mut bytes);
    bytes
}
