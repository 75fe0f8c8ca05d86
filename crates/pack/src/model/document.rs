//! `documents.toml`: papers (文书) and how they are numbered.

use crate::lifecycle::Certainty;
use serde::{Deserialize, Serialize};

/// A kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Code, for instance `major_hazard_order`.
    pub code: String,
    /// Title printed on it.
    pub title: String,
    /// Numbering pattern; placeholders as in [`PLACEHOLDERS`]. Papers without a number have none.
    #[serde(default)]
    pub number: Option<String>,
    /// Whether only a fire authority may issue it.
    #[serde(default)]
    pub fire_authority_only: bool,
    /// Law or rule behind the paper, in Chinese.
    pub basis: String,
    /// How sure title and number pattern are.
    pub certainty: Certainty,
}

/// `signatures.toml`: the papers a role may sign (签发). Papers are national, roles are a city's, so it stands apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Role code.
    pub role: String,
    /// Codes of papers.
    pub documents: Vec<String>,
}

/// What a numbering pattern may contain between braces.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
    ("authority", "发文机关代字，例如“示消”"),
    ("office", "消安委办代字，例如“示消安办”"),
    ("year", "四位年份"),
    ("sequence", "当年流水号"),
    ("sequence4", "四位当年流水号"),
];

impl Document {
    /// The number filled in. `sequence` counts per document kind, authority and year.
    #[must_use]
    pub fn numbered(&self, authority: &str, office: &str, year: i32, sequence: u32) -> Option<String> {
        let pattern = self.number.as_ref()?;
        let filled = pattern
            .replace("{authority}", authority)
            .replace("{office}", office)
            .replace("{year}", &year.to_string())
            .replace("{sequence4}", &format!("{sequence:04}"))
            .replace("{sequence}", &sequence.to_string());
        Some(filled)
    }

    /// Placeholders the pattern names.
    #[must_use]
    pub fn placeholders(&self) -> Vec<&str> {
        let pattern = self.number.as_deref().unwrap_or("");
        pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }
}
