//! A clause of the pack's work points, and where it is met (要点对照表).

use serde::Serialize;
use utoipa::ToSchema;

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClauseRow {
    /// Id as the outliner gives it.
    pub id: String,
    /// Heading, or a short name for an item.
    pub title: String,
    /// Id of its section.
    pub section: String,
    /// `present`, `partial` or `elided`: whether the words were seen.
    pub status: String,
    /// What it asks for, in our own words; empty where the words were not seen.
    pub summary: String,
    /// Screens, one a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<String>,
    /// Methods and paths, one a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
    /// Tests that prove it, one a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// Whether all of it is built.
    pub built: bool,
    /// What is missing, one a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// Tasks the pack draws from it.
    pub tasks: u64,
}

/// One section with how much of it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SectionRow {
    /// Id.
    pub section: String,
    /// Heading.
    pub title: String,
    /// Clauses and items in it.
    pub clauses: u64,
    /// Of which all words were seen.
    pub present: u64,
    /// Tasks drawn from it.
    pub tasks: u64,
}
