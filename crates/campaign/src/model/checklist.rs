//! The checklist for a kind of premises: every list of the pack that fits it, as one.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What an inspector asks at a kind of premises.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Checklist {
    /// Codes of the lists it is made of, joined by `+`.
    pub code: String,
    /// Names of the lists.
    pub name: String,
    /// SM3 of its questions; a visit keeps it.
    pub hash: String,
    /// Questions in order.
    pub items: Vec<ChecklistQuestion>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChecklistQuestion {
    /// Code of its list and its own, joined by a dot.
    pub code: String,
    /// The question, so worded that 合格 is the good answer.
    pub text: String,
    /// Law or standard behind it.
    pub basis: String,
    /// Whether the basis was read: `verified` or `unverified`.
    pub certainty: String,
    /// Name of the class of hazard, to group by.
    pub group: String,
    /// Class of hazard that 不合格 makes.
    pub hazard_class: String,
    /// Facts of GB 35181 that 不合格 records.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// Facts of GB 35181 that 合格 records.
    #[schema(value_type = Object)]
    pub facts_if_ok: Map<String, Value>,
    /// Facts of GB 35181 to type in after 不合格.
    pub asks: Vec<String>,
    /// How to look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}
