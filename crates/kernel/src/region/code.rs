//! The region code itself and what its digits say.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Level;

/// Cities whose towns hang directly under the city: 东莞, 中山, 儋州.
const WITHOUT_COUNTIES: [u64; 3] = [4419, 4420, 4604];
/// 金门县, which is a county and a town with one code.
const COUNTY_AND_TOWN: u64 = 350_527;
/// 北京, 天津, 上海, 重庆: what stands in digits 3-4 there (市辖区, 县) is a container, not a city.
const MUNICIPALITIES: [u64; 4] = [11, 12, 31, 50];
/// Digits 3-4 that hold counties run by the province (省直辖县级行政区划): 4190, 4290, 4690, 6590.
const PROVINCE_RUN: u64 = 90;

/// A 12-digit region code: two digits province, two city, two county (GB/T 2260), three town (GB/T 10114), three village,
/// the rest zero. There is no check digit. In JSON a string of 12 digits.
///
/// Three kinds of place break the pattern, and every method here knows them: cities without counties, one county that is
/// its own town, and *containers*, codes that stand for no place and only hold counties of a province or municipality.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u64);

/// Why a text is no region code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionCodeError {
    /// Not 2, 4, 6, 9 or 12 characters.
    #[error("区划代码“{text}”有 {length} 位，应为 2、4、6、9 或 12 位数字")]
    Length {
        /// What was written, shortened.
        text: String,
        /// How many characters it has.
        length: usize,
    },
    /// A character that is no digit.
    #[error("区划代码“{text}”第 {position} 位不是数字")]
    Digit {
        /// What was written.
        text: String,
        /// 1-based.
        position: usize,
    },
    /// The province is not between 11 and 99.
    #[error("区划代码“{text}”的前两位不是省级代码")]
    Province {
        /// What was written.
        text: String,
    },
    /// A lower level is given although one above it is zero.
    #[error("区划代码“{text}”有{lower}代码，但缺少{upper}代码")]
    Gap {
        /// What was written.
        text: String,
        /// The level that is given.
        lower: &'static str,
        /// The level that is zero.
        upper: &'static str,
    },
}

impl RegionCode {
    /// The code with this number, such as 440103000000.
    ///
    /// # Errors
    /// As for reading a text.
    pub fn from_u64(number: u64) -> Result<Self, RegionCodeError> {
        format!("{number:012}").parse()
    }

    /// The code as a number of up to 12 digits.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }

    /// The level: that of the last digits that are not zero. 金门 is a county.
    #[must_use]
    pub const fn level(self) -> Level {
        if !self.0.is_multiple_of(1000) {
            Level::Village
        } else if self.group(Level::Town) != 0 {
            Level::Town
        } else if self.group(Level::County) != 0 {
            Level::County
        } else if self.group(Level::City) != 0 {
            Level::City
        } else {
            Level::Province
        }
    }

    /// Whether the code stands for no place and only holds counties (市辖区, 县, 省直辖县级行政区划).
    #[must_use]
    pub fn is_container(self) -> bool {
        self.level() == Level::City && self.city().is_none()
    }

    /// The province; every code has one.
    #[must_use]
    pub const fn province(self) -> Self {
        self.cut(Level::Province)
    }

    /// The prefecture-level city. `None` for a province, and below containers.
    #[must_use]
    pub fn city(self) -> Option<Self> {
        let group = self.group(Level::City);
        let container = group == PROVINCE_RUN || MUNICIPALITIES.contains(&self.group(Level::Province));
        (group != 0 && !container).then(|| self.cut(Level::City))
    }

    /// The county. `None` above counties, and in cities without counties.
    #[must_use]
    pub fn county(self) -> Option<Self> {
        (self.group(Level::County) != 0).then(|| self.cut(Level::County))
    }

    /// The town. For 金门 the county itself.
    #[must_use]
    pub fn town(self) -> Option<Self> {
        (self.group(Level::Town) != 0 || self.head(Level::County) == COUNTY_AND_TOWN)
            .then(|| self.cut(Level::Town))
    }

    /// The village or community.
    #[must_use]
    pub fn village(self) -> Option<Self> {
        (self.level() == Level::Village).then_some(self)
    }

    /// The region directly above; `None` for a province. Containers are passed over.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        [self.town(), self.county(), self.city(), Some(self.province())]
            .into_iter()
            .flatten()
            .find(|above| above.level() < self.level())
    }

    /// The regions above, nearest first, ending with the province.
    #[must_use]
    pub fn ancestors(self) -> Vec<Self> {
        std::iter::successors(self.parent(), |code| code.parent()).collect()
    }

    /// The region of this level that the place lies in or is.
    #[must_use]
    pub fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Province => Some(self.province()),
            Level::City => self.city(),
            Level::County => self.county(),
            Level::Town => self.town(),
            Level::Village => self.village(),
        }
    }

    /// The digits that matter, without the zeros filled in: `44`, `4401`, `440103`, `440103001`, or all 12.
    #[must_use]
    pub fn prefix(self) -> String {
        let digits = self.level().digits();
        format!("{:0width$}", self.head(self.level()), width = digits as usize)
    }

    /// Whether `other` is this region or lies in it, by the digits; a container holds its counties.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        let level = self.level();
        self.head(level) == other.head(level)
    }

    /// The leading digits down to `level`, as a number.
    const fn head(self, level: Level) -> u64 {
        self.0 / 10_u64.pow(12 - level.digits())
    }

    /// The digits of one level alone.
    const fn group(self, level: Level) -> u64 {
        match level {
            Level::Province => self.head(level),
            Level::City | Level::County => self.head(level) % 100,
            Level::Town | Level::Village => self.head(level) % 1000,
        }
    }

    /// Everything below `level` set to zero.
    const fn cut(self, level: Level) -> Self {
        let unit = 10_u64.pow(12 - level.digits());
        Self(self.0 / unit * unit)
    }

    /// A lower level must hang under the one above it, except where that one does not exist.
    fn check(self, text: &str) -> Result<Self, RegionCodeError> {
        let gap = |lower, upper| Err(RegionCodeError::Gap { text: text.to_owned(), lower, upper });
        let (city, county, town) =
            (self.group(Level::City), self.group(Level::County), self.group(Level::Town));
        if self.group(Level::Province) < 11 {
            return Err(RegionCodeError::Province { text: text.to_owned() });
        }
        if city == 0 && self.level() > Level::City {
            return gap(self.level().label(), Level::City.label());
        }
        if county == 0 && self.level() > Level::County && !WITHOUT_COUNTIES.contains(&self.head(Level::City))
        {
            return gap(self.level().label(), Level::County.label());
        }
        if town == 0 && self.level() > Level::Town && self.head(Level::County) != COUNTY_AND_TOWN {
            return gap(self.level().label(), Level::Town.label());
        }
        Ok(self)
    }
}

impl FromStr for RegionCode {
    type Err = RegionCodeError;

    /// Reads 2, 4, 6, 9 or 12 ASCII digits, filled up with zeros on the right.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let length = text.chars().count();
        let shown = || text.chars().take(20).collect::<String>();
        if !Level::ALL.iter().any(|level| level.digits() as usize == length) {
            return Err(RegionCodeError::Length { text: shown(), length });
        }
        let mut number = 0;
        for (index, character) in text.chars().enumerate() {
            let digit = character
                .to_digit(10)
                .ok_or_else(|| RegionCodeError::Digit { text: shown(), position: index + 1 })?;
            number = number * 10 + u64::from(digit);
        }
        let missing = (length..12).fold(1, |scale, _| scale * 10);
        Self(number * missing).check(text)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegionCode({:012})", self.0)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
