//! The five levels of a region code.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The level of a region, from the widest to the narrowest; `Province < Village`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省、自治区、直辖市: digits 1-2.
    Province,
    /// 地级市、自治州、地区、盟: digits 3-4.
    City,
    /// 县、区、县级市: digits 5-6.
    County,
    /// 镇、乡、街道: digits 7-9.
    Town,
    /// 村、社区: digits 10-12.
    Village,
}

/// The text names no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("区划级别“{0}”不存在，应为 province、city、county、town 或 village")]
pub struct UnknownLevel(String);

impl Level {
    /// All levels from the widest to the narrowest.
    pub const ALL: [Self; 5] = [Self::Province, Self::City, Self::County, Self::Town, Self::Village];

    /// The stable word for columns, files and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
            Self::Village => "village",
        }
    }

    /// The level of a word made by [`Level::code`].
    ///
    /// # Errors
    /// When the word names no level.
    pub fn from_code(code: &str) -> Result<Self, UnknownLevel> {
        Self::ALL.into_iter().find(|level| level.code() == code).ok_or_else(|| UnknownLevel(code.to_owned()))
    }

    /// The word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Province => "省级",
            Self::City => "市级",
            Self::County => "县级",
            Self::Town => "镇街",
            Self::Village => "村居",
        }
    }

    /// How many leading digits a code of this level fills: 2, 4, 6, 9 or 12.
    #[must_use]
    pub const fn digits(self) -> u32 {
        match self {
            Self::Province => 2,
            Self::City => 4,
            Self::County => 6,
            Self::Town => 9,
            Self::Village => 12,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_has_one_word_everywhere() {
        for (level, code, label, digits) in [
            (Level::Province, "province", "省级", 2),
            (Level::City, "city", "市级", 4),
            (Level::County, "county", "县级", 6),
            (Level::Town, "town", "镇街", 9),
            (Level::Village, "village", "村居", 12),
        ] {
            assert_eq!((level.code(), level.label(), level.digits()), (code, label, digits));
            assert_eq!(level.to_string(), code);
            assert_eq!(Level::from_code(code), Ok(level));
            assert_eq!(serde_json::to_string(&level).unwrap(), format!("\"{code}\""));
        }
        assert!(Level::ALL.is_sorted());
        assert_eq!(
            Level::from_code("Town").unwrap_err().to_string(),
            "区划级别“Town”不存在，应为 province、city、county、town 或 village"
        );
    }
}
