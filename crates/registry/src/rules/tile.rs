//! A square of the map: the usual pyramid of tiles in Web Mercator, half open, so that a point lies in exactly one tile of a
//! zoom.

use crate::model::{BoundingBox, Point};
use std::f64::consts::PI;

/// Steps along one edge of a tile.
pub const EXTENT: u32 = 4_096;
/// Deepest zoom that is answered.
pub const DEEPEST: u8 = 22;

/// A tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Zoom: the world is `2^zoom` tiles wide.
    pub zoom: u8,
    /// From the west.
    pub x: u32,
    /// From the north.
    pub y: u32,
}

/// Where a point lies on the world as a unit square, from the north-west corner.
fn world(point: Point) -> (f64, f64) {
    let latitude = point.latitude.clamp(-85.051_128_779_806_6, 85.051_128_779_806_6).to_radians();
    let y = 0.5 - (PI / 4.0 + latitude / 2.0).tan().ln() / (2.0 * PI);
    ((point.longitude + 180.0) / 360.0, y.clamp(0.0, 1.0))
}

fn latitude(y: f64) -> f64 {
    (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()
}

impl Tile {
    /// A tile that exists; none for other numbers.
    #[must_use]
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        let most = 1_u64.checked_shl(u32::from(zoom))?;
        (zoom <= DEEPEST && u64::from(x) < most && u64::from(y) < most).then_some(Self { zoom, x, y })
    }

    /// The tile of a zoom in which a point lies.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the tiles there are"
    )]
    pub fn of(zoom: u8, point: Point) -> Self {
        let wide = 2_f64.powi(i32::from(zoom));
        let (x, y) = world(point);
        let step = |part: f64| (part * wide).floor().clamp(0.0, wide - 1.0) as u32;
        Self { zoom, x: step(x), y: step(y) }
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        Self::of(self.zoom, point) == *self
    }

    /// Steps from its north-west corner, within the tile.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the extent")]
    pub fn steps(&self, point: Point) -> (i32, i32) {
        let wide = 2_f64.powi(i32::from(self.zoom));
        let extent = f64::from(EXTENT);
        let (x, y) = world(point);
        let step = |part: f64, from: u32| {
            ((part * wide - f64::from(from)) * extent).floor().clamp(0.0, extent - 1.0) as i32
        };
        (step(x, self.x), step(y, self.y))
    }

    /// Its edges, a hair wider than it is: [`Tile::holds`] decides at the edge.
    #[must_use]
    pub fn edges(&self) -> BoundingBox {
        const HAIR: f64 = 1e-9;
        let wide = 2_f64.powi(i32::from(self.zoom));
        let longitude = |x: f64| x / wide * 360.0 - 180.0;
        BoundingBox {
            west: longitude(f64::from(self.x)) - HAIR,
            south: latitude((f64::from(self.y) + 1.0) / wide) - HAIR,
            east: longitude(f64::from(self.x) + 1.0) + HAIR,
            north: latitude(f64::from(self.y) / wide) + HAIR,
        }
    }

    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> Point {
        let wide = 2_f64.powi(i32::from(self.zoom));
        Point {
            longitude: (f64::from(self.x) + 0.5) / wide * 360.0 - 180.0,
            latitude: latitude((f64::from(self.y) + 0.5) / wide),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_lies_in_one_tile_of_a_zoom_and_in_its_four_times_finer_ones() {
        let point = Point { longitude: 113.2644, latitude: 23.1291 };
        let mut above = Tile::of(0, point);
        assert_eq!(above, Tile { zoom: 0, x: 0, y: 0 });
        for zoom in 1..=DEEPEST {
            let tile = Tile::of(zoom, point);
            assert_eq!((tile.x / 2, tile.y / 2), (above.x, above.y));
            assert!(tile.holds(point) && tile.holds(tile.middle()));
            let edges = tile.edges();
            assert!(edges.west < point.longitude && point.longitude < edges.east);
            assert!(edges.south < point.latitude && point.latitude < edges.north);
            above = tile;
        }
        // The known address of the middle of Guangzhou.
        assert_eq!(Tile::of(10, point), Tile { zoom: 10, x: 834, y: 444 });
    }

    #[test]
    fn neighbours_share_an_edge_and_no_point() {
        let tile = Tile::new(12, 3336, 1776).unwrap();
        let edge = Point { longitude: tile.edges().east - 1e-9, latitude: tile.middle().latitude };
        let east = Tile::new(12, 3337, 1776).unwrap();
        assert!(tile.holds(edge) != east.holds(edge));
        assert!(tile.steps(tile.middle()).0.abs_diff(2_048) <= 1);
    }

    #[test]
    fn tiles_that_do_not_exist_are_refused() {
        assert_eq!(Tile::new(2, 4, 0), None);
        assert_eq!(Tile::new(23, 0, 0), None);
        assert_eq!(Tile::new(255, 0, 0), None);
    }
}
