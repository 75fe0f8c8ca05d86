//! H3 cells of a point, so that clusters are a `GROUP BY` on a stored column.

use crate::model::Point;
use h3o::{LatLng, Resolution};

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

#[cfg(test)]
mod tests {
    use super::*;
    use h3o::CellIndex;

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
}
