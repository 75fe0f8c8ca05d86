//! H3 cells of a point, so that clusters are a `GROUP BY` on a stored column.

use super::tile::Tile;
use crate::model::Point;
use h3o::{CellIndex, LatLng, Resolution};

/// Columns of the cells, coarsest first.
pub const COLUMNS: [&str; 5] = ["cell_5", "cell_6", "cell_7", "cell_8", "cell_9"];

const RESOLUTIONS: [Resolution; 5] =
    [Resolution::Five, Resolution::Six, Resolution::Seven, Resolution::Eight, Resolution::Nine];

/// From this zoom on, the map shows single premises.
pub const SINGLE_ZOOM: f64 = 15.0;

/// The cells a point lies in, in the order of [`COLUMNS`]; none for a point off the globe.
#[must_use]
pub fn of(point: Point) -> Option<[String; 5]> {
    let place = LatLng::new(point.latitude, point.longitude).ok()?;
    Some(RESOLUTIONS.map(|resolution| place.to_cell(resolution).to_string()))
}

/// The column to group by at a zoom of the map: a cell is then about 40 to 90 pixels wide.
#[must_use]
pub fn column(zoom: f64) -> &'static str {
    match zoom {
        zoom if zoom < 9.0 => COLUMNS[0],
        zoom if zoom < 10.5 => COLUMNS[1],
        zoom if zoom < 12.0 => COLUMNS[2],
        zoom if zoom < 13.5 => COLUMNS[3],
        _ => COLUMNS[4],
    }
}

/// From this zoom on, a tile holds single premises.
pub const POINT_ZOOM: u8 = 15;
/// Cells of the counters.
pub const COUNTED: Resolution = Resolution::Seven;
/// Cells stored with a premises, finest.
pub const STORED: Resolution = Resolution::Nine;

/// The cells a tile counts by: 40 to 110 pixels wide on a tile of 512.
#[must_use]
pub const fn of_zoom(zoom: u8) -> Resolution {
    match zoom {
        0..=4 => Resolution::Two,
        5 => Resolution::Three,
        6 | 7 => Resolution::Four,
        8 => Resolution::Five,
        9 | 10 => Resolution::Six,
        11 => Resolution::Seven,
        12 | 13 => Resolution::Eight,
        14 => Resolution::Nine,
        15 => Resolution::Ten,
        16 => Resolution::Eleven,
        _ => Resolution::Twelve,
    }
}

/// The cell of a resolution that a point lies in.
#[must_use]
pub fn at(point: Point, resolution: Resolution) -> Option<CellIndex> {
    LatLng::new(point.latitude, point.longitude).ok().map(|place| place.to_cell(resolution))
}

/// The middle of a cell.
#[must_use]
pub fn middle(cell: CellIndex) -> Point {
    let place = LatLng::from(cell);
    Point { longitude: place.lng(), latitude: place.lat() }
}

/// Mean length of an edge in kilometres.
const fn edge(resolution: Resolution) -> f64 {
    match resolution {
        Resolution::Five => 9.854,
        Resolution::Six => 3.725,
        Resolution::Seven => 1.406,
        Resolution::Eight => 0.531,
        _ => 0.201,
    }
}

/// Cells of resolution five to nine whose middle lies within a distance of a tile, in kilometres, and some around.
fn around(tile: Tile, resolution: Resolution, further: f64) -> Vec<CellIndex> {
    let (middle, edges) = (tile.middle(), tile.edges());
    let Some(from) = at(middle, resolution) else { return Vec::new() };
    let Ok(corner) = LatLng::new(edges.south, edges.west) else { return Vec::new() };
    let Ok(centre) = LatLng::new(middle.latitude, middle.longitude) else { return Vec::new() };
    // Cells differ in size by a third, and rings of hexagons are nearest at their flat sides.
    let ring = edge(resolution) * 3_f64.sqrt() * 0.7 * 0.866;
    let rings = ((centre.distance_km(corner) * 1.05 + further) / ring).ceil() + 1.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen rings")]
    let rings = rings.clamp(1.0, 200.0) as u32;
    from.grid_disk(rings)
}

/// Cells whose middle lies in a tile: counted by cells, each belongs to one tile of a zoom.
#[must_use]
pub fn centred_in(tile: Tile, resolution: Resolution) -> Vec<CellIndex> {
    around(tile, resolution, 0.0).into_iter().filter(|cell| tile.holds(middle(*cell))).collect()
}

/// Stored cells that a tile touches, and a few around it.
#[must_use]
pub fn touched_by(tile: Tile) -> Vec<CellIndex> {
    let margin = edge(STORED) * 2.0;
    let edges = tile.edges();
    // A degree of longitude is shorter than one of latitude, so this is wide enough in both.
    let (down, across) =
        (margin / 110.0, margin / (110.0 * tile.middle().latitude.to_radians().cos().max(0.05)));
    let near = |point: Point| {
        (edges.west - across..=edges.east + across).contains(&point.longitude)
            && (edges.south - down..=edges.north + down).contains(&point.latitude)
    };
    around(tile, STORED, margin).into_iter().filter(|cell| near(middle(*cell))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_is_the_parent_of_the_next() {
        let cells = of(Point { longitude: 113.2644, latitude: 23.1291 }).unwrap();
        let indexes = cells.map(|cell| cell.parse::<CellIndex>().unwrap());
        for (pair, resolution) in indexes.windows(2).zip(RESOLUTIONS) {
            assert_eq!(pair[1].parent(resolution), Some(pair[0]));
        }
        assert_eq!(of(Point { longitude: f64::NAN, latitude: 0.0 }), None);
    }

    #[test]
    fn closer_looks_use_finer_cells() {
        let columns: Vec<_> = [5.0, 9.0, 11.0, 13.0, 14.0].map(column).to_vec();
        assert_eq!(columns, COLUMNS);
    }

    #[test]
    fn every_cell_belongs_to_one_tile_and_every_point_to_a_touched_cell() {
        let from = Point { longitude: 113.0, latitude: 23.0 };
        for (zoom, resolution) in [(10, Resolution::Seven), (12, Resolution::Eight), (14, Resolution::Nine)] {
            let here = Tile::of(zoom, from);
            let mut seen = std::collections::BTreeSet::new();
            for (x, y) in (here.x..here.x + 4).flat_map(|x| (here.y..here.y + 4).map(move |y| (x, y))) {
                for cell in centred_in(Tile { zoom, x, y }, resolution) {
                    assert!(seen.insert(cell), "{cell} twice");
                }
            }
            // Every cell near the middle of the sixteen tiles is there.
            let inner = Tile { zoom, x: here.x + 1, y: here.y + 1 }.edges();
            for step in 0..2_000_u32 {
                let part = |of: u32| f64::from(of) / 2_000.0;
                let longitude = inner.west + (inner.east - inner.west) * part(step);
                let latitude = inner.south + (inner.north - inner.south) * part(step * 7 % 2_000);
                assert!(seen.contains(&at(Point { longitude, latitude }, resolution).unwrap()));
            }
        }
        for zoom in [15, 17, 19] {
            let tile = Tile::of(zoom, from);
            let touched = touched_by(tile);
            let edges = tile.edges();
            for (x, y) in
                (0..=20).flat_map(|x| (0..=20).map(move |y| (f64::from(x) / 20.0, f64::from(y) / 20.0)))
            {
                let longitude = edges.west + (edges.east - edges.west) * x;
                let latitude = edges.south + (edges.north - edges.south) * y;
                assert!(touched.contains(&at(Point { longitude, latitude }, STORED).unwrap()));
            }
            assert!(touched.len() < 80, "{}", touched.len());
        }
    }

    #[test]
    fn a_counted_cell_is_cut_out_of_the_text_of_a_stored_one() {
        for step in 0..500 {
            let part = f64::from(step);
            let point = Point { longitude: 109.7 + part / 70.0, latitude: 20.3 + part / 120.0 };
            let text = at(point, STORED).unwrap().to_string();
            let cut = format!("87{}ffffff", &text[2..9]);
            assert_eq!(text.parse::<CellIndex>().unwrap().parent(COUNTED).unwrap().to_string(), cut);
        }
    }
}
