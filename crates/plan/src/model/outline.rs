//! A node of an outline as the API shows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One node; keys that do not apply are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutlineNode {
    /// `一(二)1`, `gap1` …; unique in the outline.
    pub id: String,
    /// `title`, `preamble`, `section`, `clause`, `item`, `fragment`, `gap`, `annex` or `matter`.
    pub kind: String,
    /// Node above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Depth: 0 outside the numbering, 1 section, 2 clause, 3 item.
    pub level: u8,
    /// Heading without its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The node's own words as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `present`, `partial` or `elided`.
    pub status: String,
    /// Whether number and place can be relied on.
    pub certain: bool,
    /// Clauses an item may belong under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// First and last source line, 1-based.
    pub lines: [u32; 2],
    /// Offsets in `text` where masked words start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masked: Vec<usize>,
    /// Characters the source says are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub omitted_chars: Option<u64>,
}

impl From<&outline::Node> for OutlineNode {
    fn from(node: &outline::Node) -> Self {
        let has_text = node.kind != outline::Kind::Gap && node.status != outline::Status::Elided;
        Self {
            id: node.id.clone(),
            kind: node.kind.as_str().to_owned(),
            parent: node.parent.clone(),
            level: node.level,
            heading: node.heading.clone(),
            text: has_text.then(|| node.text.clone()),
            status: node.status.as_str().to_owned(),
            certain: node.certain,
            candidates: node.candidates.clone(),
            lines: node.lines,
            masked: node.masked.clone(),
            omitted_chars: node.omitted_chars,
        }
    }
}
