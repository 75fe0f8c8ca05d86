//! GeoJSON (RFC 7946) for the map.

use kernel::id::PremisesId;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::ToSchema;

/// A box of degrees: west, south, east, north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundingBox {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

/// The text is not four numbers in order and within the globe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoBox;

impl FromStr for BoundingBox {
    type Err = NoBox;

    fn from_str(text: &str) -> Result<Self, NoBox> {
        let numbers: Vec<f64> =
            text.split(',').map(|part| part.trim().parse().map_err(|_| NoBox)).collect::<Result<_, _>>()?;
        let [west, south, east, north] = numbers.try_into().map_err(|_| NoBox)?;
        let fits = (-180.0..=180.0).contains(&west)
            && (-180.0..=180.0).contains(&east)
            && (-90.0..=90.0).contains(&south)
            && (-90.0..=90.0).contains(&north)
            && west <= east
            && south <= north;
        fits.then_some(Self { west, south, east, north }).ok_or(NoBox)
    }
}

/// Points and clusters in a box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeatureCollection {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Points and clusters.
    pub features: Vec<Feature>,
    /// Whether there are more than are given; the map says so.
    pub truncated: bool,
}

/// A point or a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Feature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where.
    pub geometry: Geometry,
    /// What.
    pub properties: FeatureProperties,
}

/// A point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Geometry {
    /// Always `Point`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Longitude, latitude.
    pub coordinates: [f64; 2],
}

/// What stands at a point. A cluster has `cell` and no `id`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FeatureProperties {
    /// Premises, when it is a single one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PremisesId>,
    /// Name of the single premises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Kind of the single premises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premises_kind: Option<String>,
    /// H3 cell of a cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Whether several premises stand behind the point.
    pub cluster: bool,
    /// Premises.
    pub count: i64,
    /// Open cases of the single premises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_cases: Option<i64>,
    /// Open major hazards of the single premises; of a cluster, premises that have some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub major_open: Option<i64>,
}

impl Feature {
    /// A feature at a point.
    #[must_use]
    pub fn at(longitude: f64, latitude: f64, properties: FeatureProperties) -> Self {
        let geometry = Geometry { kind: "Point".to_owned(), coordinates: [longitude, latitude] };
        Self { kind: "Feature".to_owned(), geometry, properties }
    }
}

impl FeatureCollection {
    /// A collection.
    #[must_use]
    pub fn of(features: Vec<Feature>, truncated: bool) -> Self {
        Self { kind: "FeatureCollection".to_owned(), features, truncated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_four_numbers_in_order() {
        let read = |text: &str| text.parse::<BoundingBox>();
        assert_eq!(read("113, 23,114,24.5").map(|found| found.north), Ok(24.5));
        for text in
            ["", "1,2,3", "114,23,113,24", "113,24,114,23", "113,23,181,24", "a,23,114,24", "NaN,1,2,3"]
        {
            assert_eq!(read(text), Err(NoBox), "{text}");
        }
    }
}
