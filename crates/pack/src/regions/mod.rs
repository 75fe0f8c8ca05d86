//! Regions (行政区划) from province to town, as a pack carries them.

pub mod build;
mod format;

pub use format::RegionsError;

use kernel::region::{Level, RegionCode, RegionEntry};
use std::ops::Range;

/// Regions in code order. Containers (市辖区, 省直辖县级行政区划) are no regions and do not occur; their counties hang
/// under the province or municipality.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionSet {
    names: String,
    rows: Vec<(RegionCode, Range<usize>)>,
}

/// One region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region<'a> {
    /// The 12-digit code; level and parent follow from it.
    pub code: RegionCode,
    /// The official name, without the names above.
    pub name: &'a str,
}

impl Region<'_> {
    /// The entry the directory keeps, always in force.
    #[must_use]
    pub fn entry(&self) -> RegionEntry {
        RegionEntry::of(self.code, self.name)
    }
}

impl RegionSet {
    /// Makes a set; of two regions with one code the later one stays.
    #[must_use]
    pub fn new<'a>(regions: impl IntoIterator<Item = (RegionCode, &'a str)>) -> Self {
        let mut set = Self::default();
        for (code, name) in regions {
            let start = set.names.len();
            set.names.push_str(name);
            set.rows.push((code, start..set.names.len()));
        }
        // Stable, so that the last of equal codes is the one written last.
        set.rows.sort_by_key(|(code, _)| *code);
        set.rows.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        set
    }

    /// How many regions there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All regions in code order: every region stands before those inside it.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Region<'_>> {
        self.rows.iter().map(|row| self.region(row))
    }

    fn region(&self, (code, name): &(RegionCode, Range<usize>)) -> Region<'_> {
        Region { code: *code, name: self.names.get(name.clone()).unwrap_or_default() }
    }

    /// The region with this code.
    #[must_use]
    pub fn get(&self, code: RegionCode) -> Option<Region<'_>> {
        let index = self.rows.binary_search_by_key(&code, |(code, _)| *code).ok()?;
        self.rows.get(index).map(|row| self.region(row))
    }

    /// The region itself and everything inside it.
    pub fn within(&self, code: RegionCode) -> impl Iterator<Item = Region<'_>> {
        let start = self.rows.partition_point(|(own, _)| *own < code);
        self.rows
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(move |(own, _)| code.contains(*own))
            .map(|row| self.region(row))
    }

    /// The regions directly below.
    pub fn children(&self, parent: RegionCode) -> impl Iterator<Item = Region<'_>> {
        self.within(parent).filter(move |region| region.code.parent() == Some(parent))
    }

    /// The provinces.
    pub fn provinces(&self) -> impl Iterator<Item = Region<'_>> {
        self.iter().filter(|region| region.code.level() == Level::Province)
    }

    /// Every region of this name; names repeat across the country (城关镇 88 times).
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Region<'a>> {
        self.iter().filter(move |region| region.name == name)
    }

    /// Every region of this name inside another one.
    pub fn named_within<'a>(&'a self, name: &'a str, above: RegionCode) -> impl Iterator<Item = Region<'a>> {
        self.within(above).filter(move |region| region.name == name)
    }

    /// The name with all names above: 广东省广州市荔湾区沙面街道.
    #[must_use]
    pub fn full_name(&self, code: RegionCode) -> Option<String> {
        let own = self.get(code)?;
        let above = code.ancestors().into_iter().rev().filter_map(|above| self.get(above));
        Some(above.map(|region| region.name).chain([own.name]).collect())
    }

    /// This set with a later one laid over it.
    #[must_use]
    pub fn overlaid(&self, later: &Self) -> Self {
        Self::new(self.iter().chain(later.iter()).map(|region| (region.code, region.name)))
    }
}
