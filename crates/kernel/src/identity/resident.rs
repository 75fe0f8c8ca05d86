//! 公民身份号码, GB 11643-1999.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{clean, mask_resident};

/// Two to the power of the place, modulo 11, for the 17 places before the check character.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Nobody alive was born before.
const EARLIEST_BIRTH: i32 = 1850;

/// A checked resident number: 17 digits and a check character. `Debug` shows it masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentNumber(String);

/// Why a text is no resident number. Never contains the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResidentNumberError {
    /// The numbers of 15 digits ended on 2013-01-01.
    #[error("15 位身份号码已停止使用，请填写 18 位公民身份号码")]
    Old,
    /// Not 18 characters.
    #[error("公民身份号码应为 18 位，实际 {found} 位")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that may not stand there.
    #[error("公民身份号码第 {position} 位应为数字{also}")]
    Character {
        /// 1-based.
        position: usize,
        /// `或 X` at the last place.
        also: &'static str,
    },
    /// The region does not begin with 1 to 9.
    #[error("公民身份号码的地址码不能以 0 开头")]
    Region,
    /// Places 7 to 14 are no date of birth.
    #[error("公民身份号码第 7 至 14 位不是有效的出生日期")]
    Birth,
    /// The check character does not fit.
    #[error("公民身份号码校验位不符，请核对是否录错")]
    Check,
}

impl ResidentNumber {
    /// Reads and checks a number; a small x, full-width forms and blanks are tolerated.
    ///
    /// # Errors
    /// The first fault: length, characters, region, date of birth, check character. Whether the birth lies in the future
    /// is for the caller, who knows the day: see [`ResidentNumber::birth_date`].
    pub fn parse(text: &str) -> Result<Self, ResidentNumberError> {
        let number = clean(text);
        match number.chars().count() {
            18 => {}
            15 => return Err(ResidentNumberError::Old),
            found => return Err(ResidentNumberError::Length { found }),
        }
        let mut sum = 0;
        for (index, (character, weight)) in number.chars().zip(WEIGHTS).enumerate() {
            let error = ResidentNumberError::Character { position: index + 1, also: "" };
            sum += weight * character.to_digit(10).ok_or(error)?;
        }
        let last = number.chars().next_back().filter(|last| CHECKS.contains(last));
        let last = last.ok_or(ResidentNumberError::Character { position: 18, also: "或 X" })?;
        if number.starts_with('0') {
            return Err(ResidentNumberError::Region);
        }
        birth(&number).ok_or(ResidentNumberError::Birth)?;
        if CHECKS.into_iter().nth(sum as usize % 11) == Some(last) {
            Ok(Self(number))
        } else {
            Err(ResidentNumberError::Check)
        }
    }

    /// The 18 characters. Personal: show [`ResidentNumber::masked`] instead.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date of birth in places 7 to 14.
    #[must_use]
    pub fn birth_date(&self) -> NaiveDate {
        birth(&self.0).unwrap_or_default()
    }

    /// With the middle hidden, as screens and exports show it.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_resident(&self.0)
    }
}

fn birth(number: &str) -> Option<NaiveDate> {
    let part = |range| number.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let year = i32::try_from(part(6..10)?).ok()?;
    NaiveDate::from_ymd_opt(year, part(10..12)?, part(12..14)?).filter(|date| date.year() >= EARLIEST_BIRTH)
}

impl fmt::Debug for ResidentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentNumber({})", self.masked())
    }
}

impl FromStr for ResidentNumber {
    type Err = ResidentNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for ResidentNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ResidentNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of GB 11643-1999, and made-up numbers whose check character was worked out by hand.
    const EXAMPLE: &str = "11010519491231002X";

    #[test]
    fn the_example_of_the_standard_passes() {
        let number = ResidentNumber::parse(EXAMPLE).unwrap();
        assert_eq!(number.as_str(), EXAMPLE);
        assert_eq!(number.birth_date().to_string(), "1949-12-31");
        assert_eq!(number.masked(), "1101**********002X");
        assert_eq!(format!("{number:?}"), "ResidentNumber(1101**********002X)");
        assert_eq!("110105 19491231 002x".parse::<ResidentNumber>().unwrap(), number);
        assert_eq!(
            "440524188001010014".parse::<ResidentNumber>().unwrap().birth_date().to_string(),
            "1880-01-01"
        );
        assert_eq!(
            serde_json::from_str::<ResidentNumber>(&serde_json::to_string(&number).unwrap()).unwrap(),
            number
        );
    }

    #[test]
    fn every_fault_has_its_message() {
        for (text, message) in [
            ("110105491231002", "15 位身份号码已停止使用，请填写 18 位公民身份号码"),
            ("1101051949123100", "公民身份号码应为 18 位，实际 16 位"),
            ("", "公民身份号码应为 18 位，实际 0 位"),
            ("1A010519491231002X", "公民身份号码第 2 位应为数字"),
            ("1101051949123100XX", "公民身份号码第 17 位应为数字"),
            ("11010519491231002A", "公民身份号码第 18 位应为数字或 X"),
            ("01010519491231002X", "公民身份号码的地址码不能以 0 开头"),
            ("110105194913310021", "公民身份号码第 7 至 14 位不是有效的出生日期"),
            ("110105194902290021", "公民身份号码第 7 至 14 位不是有效的出生日期"),
            ("110105184912310021", "公民身份号码第 7 至 14 位不是有效的出生日期"),
            ("110105194912310021", "公民身份号码校验位不符，请核对是否录错"),
        ] {
            assert_eq!(ResidentNumber::parse(text).unwrap_err().to_string(), message, "{text}");
        }
        assert!(
            !serde_json::from_str::<ResidentNumber>("\"110105194912310021\"")
                .unwrap_err()
                .to_string()
                .contains("1949")
        );
    }

    #[test]
    fn any_single_wrong_character_is_found() {
        for position in 0..18 {
            for other in ('0'..='9').chain(['X']) {
                let mut wrong: Vec<char> = EXAMPLE.chars().collect();
                if wrong[position] != other {
                    wrong[position] = other;
                    assert!(ResidentNumber::parse(&wrong.iter().collect::<String>()).is_err(), "{wrong:?}");
                }
            }
        }
    }
}
