//! What figures are broken down by.

use crate::{Basis, Over};
use kernel::region::Level;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A dimension. In JSON and in addresses a word: `region:county`, `kind`, `month:opened`, `mark:major` …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dim {
    /// Region of a level, from city to village.
    Region(Level),
    /// Kind of case.
    Kind,
    /// Class of hazard.
    HazardClass,
    /// Class of state.
    StateClass,
    /// Sector.
    Sector,
    /// Department with the industry duty for premises.
    Department,
    /// Month of a day of the row.
    Month(Basis),
    /// Tag of premises; premises with several tags count under each.
    Tag,
    /// Kind of premises.
    PremisesKind,
    /// Whether a mark is set on a case.
    Mark(String),
}

/// The word names no dimension.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有“{0}”这个统计维度")]
pub struct UnknownDim(String);

impl Dim {
    /// Whether a list can be broken down by it.
    #[must_use]
    pub const fn fits(&self, over: Over) -> bool {
        match (self, over) {
            (Self::Region(level), _) => !matches!(level, Level::Province),
            (Self::Sector, _) => true,
            (Self::Kind | Self::HazardClass | Self::StateClass | Self::Mark(_), over) => {
                matches!(over, Over::Cases)
            }
            (Self::Department | Self::Tag | Self::PremisesKind, over) => matches!(over, Over::Premises),
            (Self::Month(basis), Over::Cases) => {
                matches!(basis, Basis::Opened | Basis::Created | Basis::Closed | Basis::Due)
            }
            (Self::Month(basis), Over::Premises) => matches!(basis, Basis::Created | Basis::Inspected),
        }
    }

    /// Whether every row counts under one key, so that parts add up to the whole.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        !matches!(self, Self::Tag)
    }
}

impl fmt::Display for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region(level) => write!(f, "region:{}", level.code()),
            Self::Kind => f.write_str("kind"),
            Self::HazardClass => f.write_str("hazard_class"),
            Self::StateClass => f.write_str("state_class"),
            Self::Sector => f.write_str("sector"),
            Self::Department => f.write_str("department"),
            Self::Month(basis) => write!(f, "month:{}", basis.code()),
            Self::Tag => f.write_str("tag"),
            Self::PremisesKind => f.write_str("premises_kind"),
            Self::Mark(code) => write!(f, "mark:{code}"),
        }
    }
}

impl FromStr for Dim {
    type Err = UnknownDim;

    fn from_str(text: &str) -> Result<Self, UnknownDim> {
        let unknown = || UnknownDim(text.to_owned());
        Ok(match text.split_once(':') {
            Some(("region", level)) => Self::Region(
                [Level::City, Level::County, Level::Town, Level::Village]
                    .into_iter()
                    .find(|known| known.code() == level)
                    .ok_or_else(unknown)?,
            ),
            Some(("month", basis)) => Self::Month(
                Basis::from_code(basis).filter(|basis| *basis != Basis::None).ok_or_else(unknown)?,
            ),
            Some(("mark", code)) if !code.is_empty() => Self::Mark(code.to_owned()),
            Some(_) => return Err(unknown()),
            None => match text {
                "kind" => Self::Kind,
                "hazard_class" => Self::HazardClass,
                "state_class" => Self::StateClass,
                "sector" => Self::Sector,
                "department" => Self::Department,
                "tag" => Self::Tag,
                "premises_kind" => Self::PremisesKind,
                _ => return Err(unknown()),
            },
        })
    }
}

impl Serialize for Dim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Dim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_written_is_the_dimension_read() {
        for word in [
            "region:city",
            "region:village",
            "kind",
            "hazard_class",
            "state_class",
            "sector",
            "department",
            "month:opened",
            "month:inspected",
            "tag",
            "premises_kind",
            "mark:major",
        ] {
            assert_eq!(word.parse::<Dim>().unwrap().to_string(), word);
        }
        for word in ["region:province", "month:none", "mark:", "colour", "region"] {
            assert!(word.parse::<Dim>().is_err(), "{word}");
        }
    }

    #[test]
    fn each_list_has_its_own_dimensions() {
        assert!(Dim::HazardClass.fits(Over::Cases) && !Dim::HazardClass.fits(Over::Premises));
        assert!(Dim::Tag.fits(Over::Premises) && !Dim::Tag.fits(Over::Cases));
        assert!(!Dim::Month(Basis::Inspected).fits(Over::Cases));
    }
}
