//! One grant, and the place it is held against.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::region::{Level, RegionCode};

/// The column a grant compares, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ScopeLevel {
    /// Everything in this installation; the key is empty.
    Nation,
    /// A province.
    Province,
    /// A prefecture-level city.
    City,
    /// A county.
    County,
    /// A town.
    Town,
    /// A village or community.
    Village,
    /// One unit, for its own portal; the key is the unit's id.
    Unit,
}

/// The text names no scope level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("权限范围级别“{0}”不存在")]
pub struct UnknownScopeLevel(String);

impl ScopeLevel {
    /// All levels from the widest to the narrowest.
    pub const ALL: [Self; 7] =
        [Self::Nation, Self::Province, Self::City, Self::County, Self::Town, Self::Village, Self::Unit];

    /// The stable word for columns, files and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self.region_level() {
            Some(level) => level.code(),
            None if matches!(self, Self::Nation) => "nation",
            None => "unit",
        }
    }

    /// The level of a word made by [`ScopeLevel::code`].
    ///
    /// # Errors
    /// When the word names no level.
    pub fn from_code(code: &str) -> Result<Self, UnknownScopeLevel> {
        Self::ALL
            .into_iter()
            .find(|level| level.code() == code)
            .ok_or_else(|| UnknownScopeLevel(code.to_owned()))
    }

    /// The region level compared, if it is a region that is compared.
    #[must_use]
    pub const fn region_level(self) -> Option<Level> {
        match self {
            Self::Province => Some(Level::Province),
            Self::City => Some(Level::City),
            Self::County => Some(Level::County),
            Self::Town => Some(Level::Town),
            Self::Village => Some(Level::Village),
            Self::Nation | Self::Unit => None,
        }
    }
}

impl From<Level> for ScopeLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Province => Self::Province,
            Level::City => Self::City,
            Level::County => Self::County,
            Level::Town => Self::Town,
            Level::Village => Self::Village,
        }
    }
}

impl fmt::Display for ScopeLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The scope columns of one row. A level the place does not have, such as the county of a town in 东莞, is `None` and
/// matches no grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Place<'a> {
    /// Province.
    pub province: Option<RegionCode>,
    /// City.
    pub city: Option<RegionCode>,
    /// County.
    pub county: Option<RegionCode>,
    /// Town.
    pub town: Option<RegionCode>,
    /// Village.
    pub village: Option<RegionCode>,
    /// The unit answerable for the row, if any.
    pub unit: Option<Uuid>,
    /// The sector (行业领域) of the row; a row without sector is out of reach of grants limited to sectors.
    pub sector: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The columns of a region, without unit and sector.
    #[must_use]
    pub fn of(code: RegionCode) -> Self {
        Self {
            province: Some(code.province()),
            city: code.city(),
            county: code.county(),
            town: code.town(),
            village: code.village(),
            unit: None,
            sector: None,
        }
    }

    /// The same place with this unit.
    #[must_use]
    pub const fn unit(mut self, unit: Uuid) -> Self {
        self.unit = Some(unit);
        self
    }

    /// The same place with this sector.
    #[must_use]
    pub const fn sector(mut self, sector: &'a str) -> Self {
        self.sector = Some(sector);
        self
    }

    /// The region column of a level.
    #[must_use]
    pub const fn region(&self, level: Level) -> Option<RegionCode> {
        match level {
            Level::Province => self.province,
            Level::City => self.city,
            Level::County => self.county,
            Level::Town => self.town,
            Level::Village => self.village,
        }
    }
}

/// One grant: everything whose column of `level` equals `key`, in some sectors or in all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The column compared.
    pub level: ScopeLevel,
    /// A 12-digit region code, a unit's id, or empty for the nation.
    pub key: String,
    /// The sectors held; `None` means all, the empty set means none.
    #[serde(default)]
    pub sectors: Option<BTreeSet<String>>,
}

impl Grant {
    /// Everything.
    #[must_use]
    pub const fn nation() -> Self {
        Self { level: ScopeLevel::Nation, key: String::new(), sectors: None }
    }

    /// A region at the level of its code, in all sectors.
    #[must_use]
    pub fn region(code: RegionCode) -> Self {
        Self { level: code.level().into(), key: code.to_string(), sectors: None }
    }

    /// One unit, in all sectors.
    #[must_use]
    pub fn unit(unit: Uuid) -> Self {
        Self { level: ScopeLevel::Unit, key: unit.to_string(), sectors: None }
    }

    /// The same grant limited to these sectors.
    #[must_use]
    pub fn in_sectors<S: Into<String>>(mut self, sectors: impl IntoIterator<Item = S>) -> Self {
        self.sectors = Some(sectors.into_iter().map(Into::into).collect());
        self
    }

    /// Whether the place lies in this grant.
    #[must_use]
    pub fn covers(&self, place: &Place<'_>) -> bool {
        self.reaches(place) && self.holds_sector(place.sector)
    }

    /// Whether the place lies in the region or unit, whatever the sector.
    #[must_use]
    pub fn reaches(&self, place: &Place<'_>) -> bool {
        match self.level {
            ScopeLevel::Nation => true,
            ScopeLevel::Unit => self.key.parse::<Uuid>().is_ok_and(|key| place.unit == Some(key)),
            level => level
                .region_level()
                .and_then(|level| place.region(level))
                .is_some_and(|code| self.key.parse::<RegionCode>().is_ok_and(|key| key == code)),
        }
    }

    /// Whether a row of this sector is held.
    fn holds_sector(&self, sector: Option<&str>) -> bool {
        match (&self.sectors, sector) {
            (None, _) => true,
            (Some(held), Some(sector)) => held.contains(sector),
            (Some(_), None) => false,
        }
    }

    /// Whether the region or unit of `other` lies wholly in this one, whatever the sectors.
    pub(super) fn reaches_all_of(&self, other: &Self) -> bool {
        if self.level == ScopeLevel::Nation || (self.level == other.level && self.same_key(other)) {
            return true;
        }
        // A unit's key does not tell where the unit lies, and a narrower column never holds a wider one.
        let code = other.level.region_level().and_then(|_| other.key.parse::<RegionCode>().ok());
        self.level < other.level && code.is_some_and(|code| self.reaches(&Place::of(code)))
    }

    /// Whether both keys name the same region or unit, however they are spelled.
    pub(super) fn same_key(&self, other: &Self) -> bool {
        self.key == other.key
            || match self.level {
                ScopeLevel::Nation => true,
                ScopeLevel::Unit => {
                    matches!((self.key.parse::<Uuid>(), other.key.parse::<Uuid>()), (Ok(a), Ok(b)) if a == b)
                }
                _ => {
                    matches!((self.key.parse::<RegionCode>(), other.key.parse::<RegionCode>()), (Ok(a), Ok(b)) if a == b)
                }
            }
    }
}
