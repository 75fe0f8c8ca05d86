//! Telephone numbers of the mainland.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{clean, mask_phone};

/// What kind of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// 1 and 10 digits; text messages reach it.
    Mobile,
    /// Area code and 7 or 8 digits, or those alone.
    Landline,
    /// 400 or 800 and 7 digits.
    Hotline,
}

/// A checked telephone number in clean form: `13800138000`, `020-83336666`, `020-83336666-802`, `83336666`, `4001234567`.
/// `Debug` shows it masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Why a text is no telephone number. Never contains the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Something else than digits and separators.
    #[error("电话号码第 {position} 个字符不是数字")]
    Character {
        /// 1-based, blanks not counted.
        position: usize,
    },
    /// Begins like a mobile number but is too long or short.
    #[error("手机号码应为 11 位，实际 {found} 位")]
    MobileLength {
        /// How many digits there are.
        found: usize,
    },
    /// Begins with 10, 11 or 12 and is no mobile number.
    #[error("手机号码第二位应为 3 至 9")]
    MobilePrefix,
    /// Neither a mobile number, nor a landline, nor a hotline.
    #[error("电话号码应为 11 位手机号、带区号的固定电话或 7 至 8 位本地号码")]
    Shape,
}

impl Phone {
    /// Reads and checks a number; +86, blanks, hyphens and brackets around the area code are tolerated.
    ///
    /// # Errors
    /// The first fault found.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let written = clean(text);
        let (number, extension) = split_extension(&written);
        let mut digits = String::new();
        for (index, character) in number.chars().enumerate() {
            match character {
                '0'..='9' => digits.push(character),
                '-' | '(' | ')' | '—' | '–' => {}
                '+' if index == 0 => {}
                _ => return Err(PhoneError::Character { position: index + 1 }),
            }
        }
        let mut digits = national(digits, number.starts_with('+'));
        match kind_of(&digits)? {
            PhoneKind::Mobile | PhoneKind::Hotline if extension.is_some() => return Err(PhoneError::Shape),
            PhoneKind::Landline if digits.starts_with('0') => digits.insert(area_length(&digits), '-'),
            _ => {}
        }
        if let Some(extension) = extension {
            digits.push('-');
            digits.push_str(extension);
        }
        Ok(Self(digits))
    }

    /// The clean form. Personal: show [`Phone::masked`] instead.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of line it is.
    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        match self.0.as_bytes() {
            [b'1', ..] => PhoneKind::Mobile,
            _ if hotline(&self.0) => PhoneKind::Hotline,
            _ => PhoneKind::Landline,
        }
    }

    /// With the middle hidden, as screens and exports show it.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_phone(&self.0)
    }
}

/// The digits without the country code, written +86, 0086, or 86 before what is then too long for a number at home.
fn national(digits: String, plus: bool) -> String {
    let rest = match digits.strip_prefix("0086") {
        Some(rest) => rest,
        None => match digits.strip_prefix("86") {
            Some(rest) if plus || digits.len() > 11 => rest,
            _ => return digits,
        },
    };
    // From abroad an area code is dialled without its 0: +86 20 …, +86 10 ….
    let area = match rest.as_bytes() {
        [b'1', b'0', ..] => rest.len() == 10,
        [b'2'..=b'9', ..] => rest.len() >= 9 && !hotline(rest),
        _ => false,
    };
    if area { format!("0{rest}") } else { rest.to_owned() }
}

/// The number and its extension of 1 to 6 digits: `…转802`, or `…-802` after 7 digits or more without a break. A number
/// that begins with 1 has no extension.
fn split_extension(written: &str) -> (&str, Option<&str>) {
    let split = written.split_once('转').or_else(|| {
        let (number, extension) = written.rsplit_once('-')?;
        let unbroken = number.bytes().rev().take_while(u8::is_ascii_digit).count();
        (unbroken >= 7 && !number.starts_with('1')).then_some((number, extension))
    });
    match split {
        Some((number, extension))
            if (1..=6).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (number, Some(extension))
        }
        _ => (written, None),
    }
}

fn kind_of(digits: &str) -> Result<PhoneKind, PhoneError> {
    let length = digits.len();
    match digits.as_bytes() {
        [b'1', second, ..] if length == 11 => {
            if (b'3'..=b'9').contains(second) {
                Ok(PhoneKind::Mobile)
            } else {
                Err(PhoneError::MobilePrefix)
            }
        }
        [b'1', ..] => Err(PhoneError::MobileLength { found: length }),
        [b'0', ..] if (7..=8).contains(&length.saturating_sub(area_length(digits))) && area(digits) => {
            Ok(PhoneKind::Landline)
        }
        _ if hotline(digits) => Ok(PhoneKind::Hotline),
        [b'2'..=b'8', ..] if (7..=8).contains(&length) => Ok(PhoneKind::Landline),
        _ => Err(PhoneError::Shape),
    }
}

fn hotline(digits: &str) -> bool {
    digits.len() == 10 && !digits.contains('-') && (digits.starts_with("400") || digits.starts_with("800"))
}

/// 010 and 02x have three digits, the others four.
fn area_length(digits: &str) -> usize {
    if digits.starts_with("010") || digits.starts_with("02") { 3 } else { 4 }
}

/// An area code never begins with 00, and 01 is 010 alone.
fn area(digits: &str) -> bool {
    !digits.starts_with("00") && (!digits.starts_with("01") || digits.starts_with("010"))
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
