//! `departments.toml`: canonical departments and the names they go or went by.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A kind of department (部门), the same at every level of government.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Code, for instance `fire`.
    pub code: String,
    /// Name in force, for instance 消防救援机构.
    pub name: String,
    /// Sector the department answers for, an item of the list `sectors`.
    #[serde(default)]
    pub sector: Option<String>,
    /// Whether it is a fire authority in the sense of 消防法第四条.
    #[serde(default)]
    pub fire_authority: bool,
    /// Other names in documents and ledgers.
    #[serde(default)]
    pub aliases: Vec<Alias>,
    /// Where the name or the succession comes from.
    #[serde(default)]
    pub basis: Option<String>,
}

/// Another name of a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The name as written.
    pub name: String,
    /// First day the name held.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day the name held; a name with a last day is a former formal name.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// A bare word (教育, 公安) that means the department only inside a list of departments or before 部门.
    #[serde(default)]
    pub bare: bool,
}

impl Department {
    /// The formal name that held on a day.
    #[must_use]
    pub fn name_on(&self, day: NaiveDate) -> &str {
        self.aliases
            .iter()
            .filter(|alias| !alias.bare && alias.valid_to.is_some_and(|last| day <= last))
            .filter(|alias| alias.valid_from.is_none_or(|first| first <= day))
            .min_by_key(|alias| alias.valid_to)
            .map_or(&self.name, |alias| &alias.name)
    }

    /// Whether the department goes, or ever went, by this name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| alias.name == name)
    }
}
