//! Where something stands.

use kernel::coordinate::{Datum, Degrees};
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use store::{Row, StoreError, Value};
use utoipa::ToSchema;

/// A point, WGS-84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Point {
    /// East of Greenwich.
    pub longitude: f64,
    /// North of the equator.
    pub latitude: f64,
}

impl Point {
    /// The point as WGS-84, from degrees in a datum, to a tenth of a millimetre.
    #[must_use]
    pub fn read_in(self, datum: Datum) -> Self {
        if datum == Datum::Wgs84 { self } else { datum.to_wgs84(self.into()).into() }
    }

    /// This WGS-84 point in a datum.
    #[must_use]
    pub fn shown_in(self, datum: Datum) -> Self {
        datum.from_wgs84(self.into()).into()
    }
}

impl From<Point> for Degrees {
    fn from(point: Point) -> Self {
        Self { longitude: point.longitude, latitude: point.latitude }
    }
}

impl From<Degrees> for Point {
    fn from(degrees: Degrees) -> Self {
        let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
        Self { longitude: rounded(degrees.longitude), latitude: rounded(degrees.latitude) }
    }
}

/// A point in a datum of its own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct DatumPoint {
    /// Datum.
    pub datum: Datum,
    /// Name of the datum.
    pub datum_name: &'static str,
    /// East of Greenwich.
    pub longitude: f64,
    /// North of the equator.
    pub latitude: f64,
}

impl DatumPoint {
    /// A WGS-84 point in GCJ-02 and BD-09.
    #[must_use]
    pub fn others(point: Option<Point>) -> Vec<Self> {
        let Some(point) = point else { return Vec::new() };
        [Datum::Gcj02, Datum::Bd09]
            .into_iter()
            .map(|datum| {
                let Point { longitude, latitude } = point.shown_in(datum);
                Self { datum, datum_name: datum.name(), longitude, latitude }
            })
            .collect()
    }
}

/// The columns a scope compares, cut from the code of the place itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionColumns {
    /// The place itself.
    pub code: RegionCode,
}

impl RegionColumns {
    /// Names of the columns, in the order of [`RegionColumns::values`].
    pub const NAMES: [&'static str; 5] =
        ["region_code", "city_code", "county_code", "town_code", "village_code"];

    /// One value per column.
    #[must_use]
    pub fn values(self) -> [Value; 5] {
        let text = |code: Option<RegionCode>| Value::from(code.map(|code| code.to_string()));
        [
            Value::from(self.code.to_string()),
            text(self.code.city()),
            text(self.code.county()),
            text(self.code.town()),
            text(self.code.village()),
        ]
    }

    /// Reads the place of a row.
    ///
    /// # Errors
    /// When the column is missing or no region code.
    pub fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { code: row.region("region_code")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_fills_every_column_and_a_town_of_dongguan_has_no_county() {
        let columns = |code: &str| RegionColumns { code: code.parse().unwrap() }.values();
        assert_eq!(
            columns("440103001002"),
            ["440103001002", "440100000000", "440103000000", "440103001000", "440103001002"]
                .map(|code| Value::from(code.to_owned()))
        );
        let dongguan = columns("441900003000");
        assert_eq!(dongguan[2], Value::from(None::<String>));
        assert_eq!(dongguan[3], Value::from(Some("441900003000".to_owned())));
    }
}
