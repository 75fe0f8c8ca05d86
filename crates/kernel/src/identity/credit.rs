//! 统一社会信用代码, GB 32100-2015.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::clean;

/// The characters in order of their value; I, O, S, V and Z are not used (GB 32100-2015, table 2).
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31, one for each of the 17 places before the check character.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A checked credit code: 18 characters, upper case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// Why a text is no credit code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Not 18 characters.
    #[error("统一社会信用代码应为 18 位，实际 {found} 位")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character outside the alphabet.
    #[error(
        "统一社会信用代码第 {position} 位“{found}”不是允许的字符（数字和除 I、O、S、V、Z 以外的大写字母）"
    )]
    Character {
        /// 1-based.
        position: usize,
        /// The character.
        found: char,
    },
    /// The check character does not fit.
    #[error("统一社会信用代码校验位不符：第 18 位为“{found}”，按前 17 位应为“{expected}”")]
    Check {
        /// What the first 17 characters demand.
        expected: char,
        /// What stands there.
        found: char,
    },
}

impl CreditCode {
    /// Reads and checks a code; small letters, full-width forms and blanks are tolerated.
    ///
    /// # Errors
    /// The first fault: length, then a character, then the check character.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code = clean(text);
        let found = code.chars().count();
        if found != 18 {
            return Err(CreditCodeError::Length { found });
        }
        let mut sum = 0;
        for (index, character) in code.chars().enumerate() {
            let value = ALPHABET
                .find(character)
                .ok_or(CreditCodeError::Character { position: index + 1, found: character })?;
            sum += WEIGHTS.get(index).map_or(0, |weight| weight * value);
        }
        let expected = ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0');
        match code.chars().next_back() {
            Some(found) if found != expected => Err(CreditCodeError::Check { expected, found }),
            _ => Ok(Self(code)),
        }
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits of the region that registered it (places 3 to 8).
    #[must_use]
    pub fn region_digits(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for CreditCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CreditCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_public_codes_pass() {
        // Published codes of large companies and of the examples in circulation.
        for code in ["91350100M000100Y43", "9144030071526726XG", "91110000802100433B", "914403001922038216"] {
            let read = CreditCode::parse(code).unwrap();
            assert_eq!(read.as_str(), code);
            assert_eq!(read.to_string(), code);
            assert_eq!(
                serde_json::from_str::<CreditCode>(&serde_json::to_string(&read).unwrap()).unwrap(),
                read
            );
        }
        assert_eq!(CreditCode::parse("9144030071526726XG").unwrap().region_digits(), "440300");
    }

    #[test]
    fn width_case_and_blanks_do_not_matter() {
        assert_eq!(
            " 91350100m000100\u{3000}\u{ff39}43".parse::<CreditCode>().unwrap().as_str(),
            "91350100M000100Y43"
        );
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        assert_eq!(
            CreditCode::parse("9135").unwrap_err().to_string(),
            "统一社会信用代码应为 18 位，实际 4 位"
        );
        assert_eq!(
            CreditCode::parse("91350100MO00100Y43").unwrap_err(),
            CreditCodeError::Character { position: 10, found: 'O' }
        );
        let error = CreditCode::parse("91350100M000100Y44").unwrap_err();
        assert_eq!(error, CreditCodeError::Check { expected: '3', found: '4' });
        assert_eq!(error.to_string(), "统一社会信用代码校验位不符：第 18 位为“4”，按前 17 位应为“3”");
        assert!(matches!(
            CreditCode::parse("91350100M000100Y4Z"),
            Err(CreditCodeError::Character { position: 18, .. })
        ));
        assert!(serde_json::from_str::<CreditCode>("\"1\"").unwrap_err().to_string().contains("应为 18 位"));
    }

    #[test]
    fn any_single_wrong_character_is_found() {
        let good: Vec<char> = "91350100M000100Y43".chars().collect();
        for position in 0..18 {
            for other in ALPHABET.chars().filter(|other| *other != good[position]) {
                let mut wrong = good.clone();
                wrong[position] = other;
                assert!(CreditCode::parse(&wrong.iter().collect::<String>()).is_err(), "{wrong:?}");
            }
        }
    }
}
