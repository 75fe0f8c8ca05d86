//! `lists/*.toml`: code lists that forms, filters and imports offer.

use crate::lifecycle::Certainty;
use serde::{Deserialize, Serialize};

/// A code list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Code, for instance `hazard_classes`.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Code of another list whose items these items gather, see [`ListItem::covers`].
    #[serde(default)]
    pub groups: Option<String>,
    /// Items in the order they are offered.
    #[serde(default, rename = "item")]
    pub items: Vec<ListItem>,
}

/// One item of a code list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListItem {
    /// Code, unique in the list.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Other names in ledgers.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Items of the list named by [`CodeList::groups`].
    #[serde(default)]
    pub covers: Vec<String>,
    /// Legal basis in Chinese.
    #[serde(default)]
    pub basis: Option<String>,
    /// How sure the basis is; required beside a basis.
    #[serde(default)]
    pub certainty: Option<Certainty>,
    /// Help shown under the name.
    #[serde(default)]
    pub note: Option<String>,
    /// No longer offered, but still shown on old entries.
    #[serde(default)]
    pub retired: bool,
}

impl CodeList {
    /// The item with this code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&ListItem> {
        self.items.iter().find(|item| item.code == code)
    }
}
