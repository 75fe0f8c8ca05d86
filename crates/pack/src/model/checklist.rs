//! `checklists/*.toml`: what an inspector asks at a kind of premises.

use crate::lifecycle::Certainty;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A checklist. A premises is inspected by every checklist that fits its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Code, for instance `hotel`.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Premises kinds it is for; `"*"` is every kind.
    #[serde(default)]
    pub premises_kinds: Vec<String>,
    /// Premises groups it is for.
    #[serde(default)]
    pub premises_groups: Vec<String>,
    /// Questions in order.
    #[serde(rename = "item")]
    pub items: Vec<ChecklistItem>,
}

/// One question, answered 合格, 不合格 or 不涉及.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Code, unique in the checklist.
    pub code: String,
    /// The question, so worded that 合格 is the good answer.
    pub text: String,
    /// Law or standard behind it, in Chinese.
    pub basis: String,
    /// How sure the basis is.
    pub certainty: Certainty,
    /// Item of the list `hazard_classes` that a 不合格 answer makes.
    pub hazard_class: String,
    /// Facts of GB 35181 that either answer records: what the question takes for granted, such as that the standard
    /// wants a sprinkler here.
    #[serde(default)]
    pub applies: BTreeMap<String, FactValue>,
    /// Facts of GB 35181 that a 不合格 answer records. Where two questions record one fact, 不合格 wins.
    #[serde(default)]
    pub facts: BTreeMap<String, FactValue>,
    /// Facts of GB 35181 that a 合格 answer records.
    #[serde(default)]
    pub facts_if_ok: BTreeMap<String, FactValue>,
    /// Facts of GB 35181 whose values the inspector types in after 不合格.
    #[serde(default)]
    pub asks: Vec<String>,
    /// How to look, in Chinese.
    #[serde(default)]
    pub hint: Option<String>,
}

/// A recorded fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// Yes or no.
    Boolean(bool),
    /// A count.
    Integer(i64),
    /// A word of the standard's vocabulary.
    Text(String),
}

impl ChecklistItem {
    /// Everything a 不合格 answer records.
    #[must_use]
    pub fn facts_on_fail(&self) -> BTreeMap<String, FactValue> {
        self.applies.clone().into_iter().chain(self.facts.clone()).collect()
    }

    /// Everything a 合格 answer records.
    #[must_use]
    pub fn facts_on_pass(&self) -> BTreeMap<String, FactValue> {
        self.applies.clone().into_iter().chain(self.facts_if_ok.clone()).collect()
    }
}

impl Checklist {
    /// Whether it is for premises of this kind and group.
    #[must_use]
    pub fn fits(&self, kind: &str, group: &str) -> bool {
        self.premises_kinds.iter().any(|own| own == "*" || own == kind)
            || self.premises_groups.iter().any(|own| own == group)
    }
}
