use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The two editions of GB 35181 that a finding can fall under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edition {
    /// GB 35181-2017, in force from 2018-07-01 to 2025-10-31.
    #[serde(rename = "2017")]
    E2017,
    /// GB 35181-2025, in force from 2025-11-01.
    #[serde(rename = "2025")]
    E2025,
}

impl Edition {
    /// Both editions, oldest first.
    pub const ALL: [Self; 2] = [Self::E2017, Self::E2025];

    /// `"2017"` or `"2025"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::E2017 => "2017",
            Self::E2025 => "2025",
        }
    }

    /// First day in force (civil date, Asia/Shanghai).
    #[must_use]
    pub fn effective_from(self) -> NaiveDate {
        let (year, month, day) = match self {
            Self::E2017 => (2018, 7, 1),
            Self::E2025 => (2025, 11, 1),
        };
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    /// The edition in force on a day; `None` before 2018-07-01.
    #[must_use]
    pub fn in_force_on(date: NaiveDate) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|edition| date >= edition.effective_from())
    }

    /// Reads `2017`, `2025` or a standard's number such as `GB 35181-2017`, spaces and letter case aside.
    ///
    /// # Errors
    /// [`EditionError::Unknown`] for anything else.
    pub fn parse(text: &str) -> Result<Self, EditionError> {
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let year = plain.strip_prefix("GB35181-").unwrap_or(&plain);
        Self::ALL
            .into_iter()
            .find(|edition| edition.as_str() == year)
            .ok_or_else(|| EditionError::Unknown { text: text.to_owned() })
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Why no edition could be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditionError {
    /// Neither a flag, nor a date, nor the file's `standard`.
    #[error("没有指明版本:请给出版本(2017 或 2025)、认定日期,或在文件中写明 standard")]
    Missing,
    /// The text names neither edition.
    #[error("不认识的标准版本“{text}”:应为 2017、2025、GB 35181-2017 或 GB 35181-2025")]
    Unknown {
        /// As given.
        text: String,
    },
    /// No edition covered here was in force.
    #[error("{date} 早于 GB 35181-2017 的施行日期 2018-07-01,无版本可用")]
    TooEarly {
        /// The day of the finding.
        date: NaiveDate,
    },
    /// The flag names another edition than the one in force on the day.
    #[error("指定了 {flag} 版,但 {date} 施行的是 {in_force} 版:请去掉其中一个")]
    Contradiction {
        /// As asked for.
        flag: Edition,
        /// The day of the finding.
        date: NaiveDate,
        /// In force on that day.
        in_force: Edition,
    },
}

/// Chooses the edition: the flag, else the one in force on `date`, else the file's `standard`.
///
/// # Errors
/// A date before 2018-07-01, a flag that contradicts the date, a `standard` that names neither edition (looked at
/// only when it decides), or nothing to go by.
pub fn choose_edition(
    flag: Option<Edition>,
    date: Option<NaiveDate>,
    standard: Option<&str>,
) -> Result<Edition, EditionError> {
    let by_date = match date {
        Some(date) => Some((date, Edition::in_force_on(date).ok_or(EditionError::TooEarly { date })?)),
        None => None,
    };
    match (flag, by_date, standard) {
        (Some(flag), Some((date, in_force)), _) if flag != in_force => {
            Err(EditionError::Contradiction { flag, date, in_force })
        }
        (Some(edition), _, _) | (None, Some((_, edition)), _) => Ok(edition),
        (None, None, Some(standard)) => Edition::parse(standard),
        (None, None, None) => Err(EditionError::Missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_edition_begins_on_its_day() {
        for (date, edition) in [
            ("2018-06-30", None),
            ("2018-07-01", Some(Edition::E2017)),
            ("2025-10-31", Some(Edition::E2017)),
            ("2025-11-01", Some(Edition::E2025)),
        ] {
            assert_eq!(Edition::in_force_on(day(date)), edition, "{date}");
        }
    }

    #[test]
    fn the_flag_comes_first_then_the_date_then_the_standard() {
        let standard = Some("GB 35181-2017");
        assert_eq!(choose_edition(Some(Edition::E2025), None, standard), Ok(Edition::E2025));
        assert_eq!(choose_edition(None, Some(day("2025-11-01")), standard), Ok(Edition::E2025));
        assert_eq!(choose_edition(None, None, standard), Ok(Edition::E2017));
        assert_eq!(
            choose_edition(Some(Edition::E2017), Some(day("2024-05-01")), Some("?")),
            Ok(Edition::E2017)
        );
    }

    #[test]
    fn what_cannot_decide_is_an_error_that_says_so() {
        let early = day("2018-06-30");
        assert_eq!(
            choose_edition(Some(Edition::E2017), Some(early), None),
            Err(EditionError::TooEarly { date: early })
        );
        let error = choose_edition(Some(Edition::E2025), Some(day("2025-10-31")), None).unwrap_err();
        assert_eq!(error.to_string(), "指定了 2025 版,但 2025-10-31 施行的是 2017 版:请去掉其中一个");
        assert_eq!(choose_edition(None, None, None), Err(EditionError::Missing));
        assert_eq!(
            choose_edition(None, None, Some("GB 50016")),
            Err(EditionError::Unknown { text: "GB 50016".to_owned() })
        );
    }

    #[test]
    fn a_standard_is_read_with_or_without_spaces_and_prefix() {
        for text in ["2025", "GB 35181-2025", "gb35181-2025", " GB35181 - 2025 "] {
            assert_eq!(Edition::parse(text), Ok(Edition::E2025), "{text}");
        }
        assert_eq!(Edition::parse("GB 35181-2017"), Ok(Edition::E2017));
        for text in ["", "2006", "35181-2017", "GB 35181"] {
            assert!(Edition::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn editions_are_written_as_their_year() {
        assert_eq!(serde_json::to_value(Edition::ALL).unwrap(), serde_json::json!(["2017", "2025"]));
        assert_eq!(Edition::E2017.to_string(), "2017");
    }
}
