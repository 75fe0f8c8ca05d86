//! Where the synthetic city lies: towns grown over H3 cells, shapes dissolved from them.

use anyhow::{Context, Result, anyhow};
use h3o::geom::SolventBuilder;
use h3o::{CellIndex, LatLng, Resolution};
use kernel::region::{Level, RegionCode};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Centre of the disk of cells, degrees. The place means nothing: the city does not exist.
const CENTRE: (f64, f64) = (23.36, 116.28);
/// Radius of the disk in cells of resolution 7 (about 5 km² each).
const RADIUS: u32 = 18;

/// A region of the synthetic city.
#[derive(Debug, Clone)]
pub struct Place {
    /// Code.
    pub code: RegionCode,
    /// Name.
    pub name: String,
}

/// The lie of the land.
#[derive(Debug)]
pub struct Geography {
    cells: BTreeMap<RegionCode, Vec<CellIndex>>,
}

impl Geography {
    /// Grows the towns given. The same towns and seed give the same land.
    ///
    /// # Errors
    /// When a town has no county.
    pub fn grow(towns: &[Place], seed: u64) -> Result<Self> {
        let mut random = StdRng::seed_from_u64(seed);
        let centre = LatLng::new(CENTRE.0, CENTRE.1)?.to_cell(Resolution::Seven);
        let land: Vec<CellIndex> = centre.grid_disk::<Vec<_>>(RADIUS);
        let mut counties: BTreeMap<RegionCode, Vec<RegionCode>> = BTreeMap::new();
        for town in towns {
            let county = town.code.county().with_context(|| format!("{} has no county", town.code))?;
            counties.entry(county).or_default().push(town.code);
        }
        // Counties share the disk by bearing and distance, so that one lies in the middle and the rest around it.
        let hearts = hearts(counties.len(), &mut random);
        let mut of_county: BTreeMap<RegionCode, Vec<CellIndex>> = BTreeMap::new();
        let codes: Vec<RegionCode> = counties.keys().copied().collect();
        for cell in land {
            let nearest = nearest(point(cell), &hearts).ok_or_else(|| anyhow!("no counties"))?;
            of_county.entry(codes[nearest]).or_default().push(cell);
        }
        let mut cells = BTreeMap::new();
        for (county, own) in of_county {
            let towns = &counties[&county];
            let seats = spread(&own, towns.len(), &mut random);
            for cell in own {
                let town = nearest(point(cell), &seats).map_or(towns[0], |index| towns[index]);
                cells.entry(town).or_insert_with(Vec::new).push(cell);
            }
        }
        Ok(Self { cells })
    }

    /// A random point of a town, as longitude and latitude.
    pub fn point_in(&self, town: RegionCode, random: &mut StdRng) -> Option<(f64, f64)> {
        let cells = self.cells.get(&town)?;
        let cell = cells.get(random.random_range(0..cells.len()))?;
        let fine: Vec<CellIndex> = cell.children(Resolution::Ten).collect();
        let (longitude, latitude) = point(*fine.get(random.random_range(0..fine.len()))?);
        Some((longitude, latitude))
    }

    /// GeoJSON geometries of every town, county and the city.
    ///
    /// # Errors
    /// When cells cannot be dissolved.
    pub fn shapes(&self) -> Result<BTreeMap<RegionCode, Value>> {
        let mut groups: BTreeMap<RegionCode, Vec<CellIndex>> = BTreeMap::new();
        for (town, cells) in &self.cells {
            for code in std::iter::successors(Some(*town), |code| code.parent()) {
                if matches!(code.level(), Level::City | Level::County | Level::Town) {
                    groups.entry(code).or_default().extend(cells);
                }
            }
        }
        groups.into_iter().map(|(code, cells)| Ok((code, dissolve(cells)?))).collect()
    }
}

fn dissolve(cells: Vec<CellIndex>) -> Result<Value> {
    let shape = SolventBuilder::new().build().dissolve(cells)?;
    let ring = |line: &geo::LineString| -> Vec<[f64; 2]> {
        line.coords().map(|at| [round(at.x), round(at.y)]).collect()
    };
    let polygons: Vec<Vec<Vec<[f64; 2]>>> = shape
        .iter()
        .map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect())
        .collect();
    Ok(json!({"type": "MultiPolygon", "coordinates": polygons}))
}

fn round(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

fn point(cell: CellIndex) -> (f64, f64) {
    let at = LatLng::from(cell);
    (at.lng(), at.lat())
}

fn nearest(at: (f64, f64), to: &[(f64, f64)]) -> Option<usize> {
    let distance = |one: (f64, f64)| (one.0 - at.0).powi(2) + (one.1 - at.1).powi(2);
    (0..to.len()).min_by(|a, b| distance(to[*a]).total_cmp(&distance(to[*b])))
}

/// Points for counties: one in the middle, the others on a ring.
fn hearts(count: usize, random: &mut StdRng) -> Vec<(f64, f64)> {
    let around = count.saturating_sub(1).max(1);
    (0..count)
        .map(|index| {
            if index == 0 {
                return (CENTRE.1, CENTRE.0);
            }
            #[expect(clippy::cast_precision_loss, reason = "a handful of counties")]
            let turn =
                (index as f64 + random.random_range(-0.25..0.25)) / around as f64 * std::f64::consts::TAU;
            let reach = random.random_range(0.26..0.34);
            (CENTRE.1 + reach * turn.cos(), CENTRE.0 + reach * turn.sin())
        })
        .collect()
}

/// Points far from each other among the cells, for town seats.
fn spread(cells: &[CellIndex], count: usize, random: &mut StdRng) -> Vec<(f64, f64)> {
    let mut seats = vec![point(cells[random.random_range(0..cells.len())])];
    while seats.len() < count {
        let far = cells.iter().map(|cell| point(*cell)).max_by(|a, b| {
            let gap = |at: (f64, f64)| {
                nearest(at, &seats)
                    .map_or(0.0, |index| (seats[index].0 - at.0).powi(2) + (seats[index].1 - at.1).powi(2))
            };
            gap(*a).total_cmp(&gap(*b))
        });
        match far {
            Some(far) => seats.push(far),
            None => break,
        }
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn towns() -> Vec<Place> {
        let code = |text: &str| text.parse().unwrap();
        ["449901001000", "449901002000", "449902001000", "449903001000", "449903101000"]
            .into_iter()
            .map(|text| Place { code: code(text), name: text.to_owned() })
            .collect()
    }

    #[test]
    fn every_town_gets_land_and_the_same_seed_the_same_land() {
        let one = Geography::grow(&towns(), 1).unwrap();
        let other = Geography::grow(&towns(), 1).unwrap();
        assert_eq!(one.cells, other.cells);
        assert_eq!(one.cells.len(), 5);
        let all: usize = one.cells.values().map(Vec::len).sum();
        assert_eq!(all, 1 + 3 * 18 * 19);
    }

    #[test]
    fn shapes_are_made_for_towns_counties_and_the_city() {
        let shapes = Geography::grow(&towns(), 1).unwrap().shapes().unwrap();
        assert_eq!(shapes.len(), 5 + 3 + 1);
        let city = &shapes[&"449900000000".parse().unwrap()];
        assert_eq!(city["coordinates"].as_array().unwrap().len(), 1, "the city is one piece");
    }
}
