//! What GB 35181 asks about premises of certain kinds, for forms.

use gb35181::{Form, FormInput, Input, Shape};
use serde::Serialize;
use utoipa::ToSchema;

/// Inputs, kinds and systems of one edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Vocabulary {
    /// Edition: `2017` or `2025`.
    pub edition: String,
    /// Number of the standard.
    pub standard: String,
    /// Every kind that can be chosen.
    pub kinds: Vec<VocabularyKind>,
    /// The systems of annex A and their faults.
    pub systems: Vec<VocabularySystem>,
    /// What can be recorded of a single element.
    pub flags: Vec<VocabularyInput>,
    /// The inputs that can still matter.
    pub inputs: Vec<VocabularyInput>,
}

/// A kind of premises in the words of the standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VocabularyKind {
    /// Id.
    pub id: String,
    /// Chinese label.
    pub label: String,
}

/// A system with its faults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VocabularySystem {
    /// Id.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// What counts as not working.
    pub faults: Vec<VocabularyFault>,
}

/// A fault of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VocabularyFault {
    /// Id, for instance `A.1.1`.
    pub id: String,
    /// Condensed wording.
    pub text: String,
}

/// One thing that can be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VocabularyInput {
    /// Key in `facts`.
    pub name: String,
    /// Chinese label.
    pub label: String,
    /// `bool`, `number`, `enum`, `kinds`, `systems`, `faults` or `flags`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What an `enum` may be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Whether a number takes no fraction.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub integer: bool,
    /// Clauses and exclusions that look at it.
    pub elements: Vec<String>,
}

impl VocabularyInput {
    fn of(input: &Input, elements: &[&str]) -> Self {
        let (kind, values, integer) = match &input.shape {
            Shape::Bool => ("bool", Vec::new(), false),
            Shape::Number { integer, .. } => ("number", Vec::new(), *integer),
            Shape::Enum { values } => ("enum", values.clone(), false),
            Shape::Kinds => ("kinds", Vec::new(), false),
            Shape::Systems => ("systems", Vec::new(), false),
            Shape::Faults => ("faults", Vec::new(), false),
            Shape::Flags => ("flags", Vec::new(), false),
        };
        Self {
            name: input.name.clone(),
            label: input.label.clone(),
            kind: kind.to_owned(),
            unit: input.unit.clone(),
            values,
            integer,
            elements: elements.iter().map(|clause| (*clause).to_owned()).collect(),
        }
    }
}

impl From<Form<'_>> for Vocabulary {
    fn from(form: Form<'_>) -> Self {
        let system = |system: &gb35181::System| VocabularySystem {
            id: system.id.clone(),
            label: system.label.clone(),
            faults: system
                .faults
                .iter()
                .map(|fault| VocabularyFault { id: fault.id.clone(), text: fault.text.clone() })
                .collect(),
        };
        let kind = |kind: &gb35181::Kind| VocabularyKind { id: kind.id.clone(), label: kind.label.clone() };
        let asked = |asked: &FormInput<'_>| VocabularyInput::of(asked.input, &asked.elements);
        Self {
            edition: form.edition.to_string(),
            standard: form.standard.to_owned(),
            kinds: form.kinds.iter().map(kind).collect(),
            systems: form.systems.iter().map(system).collect(),
            flags: form.flags.iter().map(|flag| VocabularyInput::of(flag, &[])).collect(),
            inputs: form.inputs.iter().map(asked).collect(),
        }
    }
}
