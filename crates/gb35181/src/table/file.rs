//! The shape of a rule table file. Spans are kept wherever a check may have to point.

use serde::Deserialize;
use toml::Spanned;

use super::{Certainty, ElementRoute, ExclusionLevel};
use crate::edition::Edition;

pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub(super) edition: Edition,
    pub(super) standard: String,
    pub(super) title: String,
    pub(super) effective_from: Text,
    pub(super) effective_until: Option<Text>,
    #[serde(default)]
    pub(super) inputs_of_other_editions: Vec<String>,
    pub(super) kinds: Vec<KindRow>,
    pub(super) inputs: Vec<InputRow>,
    #[serde(default)]
    pub(super) flags: Vec<FlagRow>,
    #[serde(default)]
    pub(super) systems: Vec<SystemRow>,
    #[serde(default)]
    pub(super) macros: Vec<MacroRow>,
    #[serde(default)]
    pub(super) kind_rules: Vec<KindRuleRow>,
    pub(super) decision: Vec<DecisionRow>,
    #[serde(default)]
    pub(super) exclusions: Vec<ExclusionRow>,
    pub(super) elements: Vec<ElementRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRow {
    pub(super) id: Text,
    pub(super) label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InputRow {
    pub(super) name: Text,
    pub(super) label: String,
    #[serde(rename = "type")]
    pub(super) shape: ShapeName,
    #[serde(default)]
    pub(super) integer: bool,
    pub(super) unit: Option<String>,
    pub(super) values: Option<Vec<String>>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum ShapeName {
    Bool,
    Number,
    Enum,
    Kinds,
    Systems,
    Faults,
    Flags,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlagRow {
    pub(super) name: Text,
    pub(super) label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SystemRow {
    pub(super) id: Text,
    pub(super) label: String,
    pub(super) faults: Vec<FaultRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaultRow {
    pub(super) id: Text,
    pub(super) text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MacroRow {
    pub(super) name: Text,
    pub(super) label: String,
    pub(super) when: Text,
}

/// Exactly one of `add` and `drop`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRuleRow {
    pub(super) add: Option<Text>,
    pub(super) drop: Option<Text>,
    pub(super) when: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionRow {
    pub(super) id: Text,
    pub(super) label: String,
    #[serde(default)]
    pub(super) certainty: Certainty,
    pub(super) when: Option<Text>,
    pub(super) minimum: Spanned<usize>,
    pub(super) elements: Option<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExclusionRow {
    pub(super) id: Text,
    pub(super) level: ExclusionLevel,
    #[serde(default)]
    pub(super) certainty: Certainty,
    pub(super) text: String,
    pub(super) when: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementRow {
    pub(super) clause: Text,
    pub(super) route: ElementRoute,
    pub(super) group: Option<String>,
    #[serde(default)]
    pub(super) certainty: Certainty,
    pub(super) applies_to: Option<String>,
    pub(super) predicate: String,
    pub(super) note: Option<String>,
    pub(super) when: Text,
}
