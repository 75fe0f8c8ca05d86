//! `premises_kinds.toml`: kinds of premises (场所类型) and who answers for them.

use crate::lifecycle::Certainty;
use serde::{Deserialize, Serialize};

/// A kind of premises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PremisesKind {
    /// Code, for instance `hotel`.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Other names in ledgers, matched whole after spaces and widths are normalised.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Item of the list `premises_groups`.
    pub group: String,
    /// Whether it is a 人员密集场所 in the sense of 消防法第七十三条.
    #[serde(default)]
    pub crowded: bool,
    /// Whether small ones of this kind are counted among the 九小场所.
    #[serde(default)]
    pub nine_small: bool,
    /// Whether no department leads yet (新业态归属未定): the kind then has no industry duty, and shows as a hole of the matrix.
    #[serde(default)]
    pub unowned: bool,
    /// Kinds of GB 35181 that a premises of this kind is judged as, before its own facts add more.
    #[serde(default)]
    pub gb35181: Vec<String>,
    /// The same for the 2017 edition, whose vocabulary differs, where the kinds differ.
    #[serde(default)]
    pub gb35181_2017: Option<Vec<String>>,
    /// Who answers for it.
    #[serde(default, rename = "duty")]
    pub duties: Vec<DutyShare>,
    /// What counts and what does not, in our own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// A department's share in the duty for a kind of premises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyShare {
    /// Department code.
    pub department: String,
    /// Which of the three duties (三个责任).
    pub kind: DutyKind,
    /// Legal basis in Chinese.
    pub basis: String,
    /// How sure the basis is.
    pub certainty: Certainty,
}

/// The three duties of departments (行业管理、直接管理、源头管理).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// The trade's department (行业管理责任). Exactly one per kind.
    Industry,
    /// The department that runs, owns or licenses the premises (直接管理责任).
    Direct,
    /// The department that lets the risk arise or not: planning, acceptance, product quality (源头管理责任).
    Source,
}

impl PremisesKind {
    /// Kinds of GB 35181 for an edition, `2017` or `2025`.
    #[must_use]
    pub fn gb35181_kinds(&self, edition: &str) -> &[String] {
        match (edition, &self.gb35181_2017) {
            ("2017", Some(kinds)) => kinds,
            _ => &self.gb35181,
        }
    }

    /// Code of the department with the industry duty.
    #[must_use]
    pub fn industry_lead(&self) -> Option<&str> {
        self.duties
            .iter()
            .find(|share| share.kind == DutyKind::Industry)
            .map(|share| share.department.as_str())
    }
}
