//! A region as the directory keeps it, with the time it was in force.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Level, RegionCode};

/// One region under one name, in force from `valid_from` up to but not including `valid_to`. A region that is renamed,
/// merged or split keeps its old entry, and the entry that follows begins on the day the old one ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegionEntry {
    /// The 12-digit code.
    pub code: RegionCode,
    /// The official name, such as 越秀区.
    pub name: String,
    /// The level, normally that of the code.
    pub level: Level,
    /// The region above; `None` for a province.
    pub parent: Option<RegionCode>,
    /// The first day in force; `None` for as long as anybody remembers.
    pub valid_from: Option<NaiveDate>,
    /// The first day no longer in force; `None` while it lasts.
    pub valid_to: Option<NaiveDate>,
}

impl RegionEntry {
    /// An entry always in force, with level and parent taken from the code.
    #[must_use]
    pub fn of(code: RegionCode, name: impl Into<String>) -> Self {
        Self {
            code,
            name: name.into(),
            level: code.level(),
            parent: code.parent(),
            valid_from: None,
            valid_to: None,
        }
    }

    /// Whether the entry is in force on `date`.
    #[must_use]
    pub fn valid_on(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_iso;

    #[test]
    fn an_entry_holds_from_its_first_day_until_its_successor_begins() {
        let date = |text| parse_iso(text).unwrap();
        let mut entry = RegionEntry::of("440103".parse().unwrap(), "荔湾区");
        assert_eq!(entry.level, Level::County);
        assert_eq!(entry.parent.unwrap().to_string(), "440100000000");
        assert!(entry.valid_on(date("1900-01-01")) && entry.valid_on(date("2900-01-01")));
        entry.valid_from = Some(date("2005-05-01"));
        entry.valid_to = Some(date("2024-01-01"));
        for (day, valid) in
            [("2005-04-30", false), ("2005-05-01", true), ("2023-12-31", true), ("2024-01-01", false)]
        {
            assert_eq!(entry.valid_on(date(day)), valid, "{day}");
        }
    }
}
