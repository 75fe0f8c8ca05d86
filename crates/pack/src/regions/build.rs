//! Makes a [`RegionSet`] from the public tables of provinces, cities, counties and towns.
//!
//! The tables are those of the statistics bureau as comma-separated files: `provinces.csv`, `cities.csv`, `areas.csv`
//! (counties) and `streets.csv` (towns), each with a header and `code,"name",…`. Not every row there is a region:
//!
//! - containers (市辖区, 县, 省直辖县级行政区划) stand for no place;
//! - 东莞, 中山 and 儋州 appear a second time as a county of themselves (441900);
//! - 金门县 appears a second time as its own town.

use super::RegionSet;
use kernel::region::{RegionCode, RegionCodeError};
use std::collections::BTreeMap;

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {table} 张表第 {line} 行：{reason}")]
pub struct BuildError {
    /// Table, 1-based, in the order given.
    pub table: usize,
    /// Line, 1-based.
    pub line: usize,
    /// The reason.
    pub reason: String,
}

/// File names of the tables, in the order [`from_tables`] wants them.
pub const TABLES: [&str; 4] = ["provinces.csv", "cities.csv", "areas.csv", "streets.csv"];

/// Reads the four tables.
///
/// # Errors
/// The first row without code or name, or with a code that is none.
pub fn from_tables(tables: [&str; 4]) -> Result<RegionSet, BuildError> {
    let mut regions: Vec<(RegionCode, &str)> = Vec::new();
    let mut seen: BTreeMap<RegionCode, usize> = BTreeMap::new();
    for (index, table) in tables.into_iter().enumerate() {
        for (number, line) in table.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
            let fail = |reason: String| BuildError { table: index + 1, line: number + 1, reason };
            let mut cells = line.split(',').map(|cell| cell.trim_matches('"'));
            let (Some(code), Some(name)) = (cells.next(), cells.next().filter(|name| !name.is_empty()))
            else {
                return Err(fail("缺少代码或名称".to_owned()));
            };
            let code: RegionCode = code.parse().map_err(|error: RegionCodeError| fail(error.to_string()))?;
            match seen.insert(code, index) {
                Some(earlier) if earlier == index => return Err(fail(format!("{code} 重复"))),
                // A pseudo-county or pseudo-town: the row of the wider table stands.
                Some(_) => {}
                None if code.is_container() => {}
                None => regions.push((code, name)),
            }
        }
    }
    Ok(RegionSet::new(regions))
}
