//! Whether a point may lie in a region: outlines are coarse, so that only what is plainly elsewhere is refused.

use geo::{BoundingRect, Coord, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon};
use kernel::region::RegionCode;
use serde_json::Value;
use std::collections::BTreeMap;

/// How far outside its outline a point may lie, in metres: outlines are dissolved from cells of some hundred metres.
const SLACK_M: f64 = 1_000.0;

/// Outlines of towns and counties.
#[derive(Debug, Clone, Default)]
pub struct Outlines(BTreeMap<RegionCode, MultiPolygon<f64>>);

impl Outlines {
    /// From a GeoJSON feature collection with the region code as property `code`; other features are passed over.
    #[must_use]
    pub fn read(collection: &Value) -> Self {
        let features = collection.get("features").and_then(Value::as_array);
        let outlines = features.into_iter().flatten().filter_map(|feature| {
            let code = feature.pointer("/properties/code").and_then(Value::as_str)?.parse().ok()?;
            Some((code, polygons(feature.get("geometry")?)?))
        });
        Self(outlines.collect())
    }

    /// Whether the point may lie in the region: yes when neither its town nor its county has an outline.
    pub(crate) fn may_hold(&self, region: RegionCode, (longitude, latitude): (f64, f64)) -> bool {
        let outline = region
            .town()
            .and_then(|town| self.0.get(&town))
            .or_else(|| region.county().and_then(|county| self.0.get(&county)));
        let Some(outline) = outline else { return true };
        // In metres around the point: degrees of longitude shrink with the latitude.
        let scale = latitude.to_radians().cos();
        let flat = |coord: Coord<f64>| Coord {
            x: (coord.x - longitude) * 111_320.0 * scale,
            y: (coord.y - latitude) * 111_320.0,
        };
        if let Some(bounds) = outline.bounding_rect() {
            let (least, most) = (flat(bounds.min()), flat(bounds.max()));
            if least.x > SLACK_M || least.y > SLACK_M || most.x < -SLACK_M || most.y < -SLACK_M {
                return false;
            }
        }
        let here = Point::new(0.0, 0.0);
        outline.0.iter().any(|polygon| {
            let ring = |ring: &LineString<f64>| LineString(ring.0.iter().map(|coord| flat(*coord)).collect());
            let moved =
                Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect());
            Euclidean.distance(&here, &moved) <= SLACK_M
        })
    }
}

fn polygons(geometry: &Value) -> Option<MultiPolygon<f64>> {
    let coordinates = geometry.get("coordinates")?.as_array()?;
    match geometry.get("type")?.as_str()? {
        "Polygon" => Some(MultiPolygon(vec![polygon(coordinates)?])),
        "MultiPolygon" => {
            let parts: Option<Vec<_>> = coordinates.iter().map(|part| polygon(part.as_array()?)).collect();
            parts.map(MultiPolygon)
        }
        _ => None,
    }
}

fn polygon(rings: &[Value]) -> Option<Polygon<f64>> {
    let mut rings = rings.iter().map(|ring| {
        let coords = ring.as_array()?.iter().map(|pair| {
            let pair = pair.as_array()?;
            Some(Coord { x: pair.first()?.as_f64()?, y: pair.get(1)?.as_f64()? })
        });
        coords.collect::<Option<Vec<_>>>().map(LineString)
    });
    let exterior = rings.next()??;
    let interiors: Option<Vec<_>> = rings.collect();
    Some(Polygon::new(exterior, interiors?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_plainly_elsewhere_is_refused() {
        let square = json!([[[116.0, 23.0], [116.1, 23.0], [116.1, 23.1], [116.0, 23.1], [116.0, 23.0]]]);
        let outlines = Outlines::read(&json!({ "features": [
            { "properties": { "code": "445222101000" }, "geometry": { "type": "Polygon", "coordinates": square } },
            { "properties": { "code": "445222000000" }, "geometry": { "type": "MultiPolygon", "coordinates": [square] } },
            { "properties": {}, "geometry": null },
        ] }));
        let town: RegionCode = "445222101000".parse().unwrap();
        let village: RegionCode = "445222101201".parse().unwrap();
        let sister: RegionCode = "445222102000".parse().unwrap();
        let stranger: RegionCode = "445224102000".parse().unwrap();
        for region in [town, village, sister] {
            assert!(outlines.may_hold(region, (116.05, 23.05)), "inside {region}");
            assert!(outlines.may_hold(region, (116.105, 23.05)), "half a kilometre out of {region}");
            assert!(!outlines.may_hold(region, (116.2, 23.05)), "ten kilometres out of {region}");
            assert!(!outlines.may_hold(region, (113.3, 23.1)), "far from {region}");
        }
        assert!(outlines.may_hold(stranger, (100.0, 30.0)), "no outline, no opinion");
    }
}
