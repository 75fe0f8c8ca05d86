//! An uploaded document.

use super::{OutlineNode, TaskRecord};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a document holds, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Summary {
    /// Sections (一、).
    pub sections: u64,
    /// Clauses ((一)).
    pub clauses: u64,
    /// Items (1.).
    pub items: u64,
    /// Places where the source says that words are missing.
    pub gaps: u64,
    /// Characters the source says are missing.
    pub omitted_chars: u64,
    /// Proposed tasks.
    pub tasks: u64,
    /// Of which without a leading department.
    pub unowned: u64,
}

/// A document that was read but not yet stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// File name.
    pub name: String,
    /// The file as it came.
    pub bytes: Vec<u8>,
    /// Source lines (paragraphs, for .docx) in order; line 1 first.
    pub lines: Vec<String>,
    /// Outline.
    pub nodes: Vec<OutlineNode>,
    /// Proposed tasks.
    pub tasks: Vec<TaskRecord>,
    /// In numbers.
    pub summary: Summary,
}

/// One line of a list of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanDocumentRow {
    /// Id.
    pub id: Uuid,
    /// File name.
    pub name: String,
    /// When it came in.
    pub uploaded_at: Timestamp,
    /// Who sent it.
    pub uploaded_by: String,
    /// In numbers.
    pub summary: Summary,
}

impl FromRow for PlanDocumentRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            name: row.text("name")?,
            uploaded_at: row.time("uploaded_at")?,
            uploaded_by: row.text("uploader")?,
            summary: row.json("summary")?,
        })
    }
}

/// Everything about one document.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlanDocument {
    /// What a list shows.
    #[serde(flatten)]
    pub row: PlanDocumentRow,
    /// SM3 of the file.
    pub sm3: String,
    /// Source lines in order.
    pub lines: Vec<String>,
    /// Outline in document order.
    pub nodes: Vec<OutlineNode>,
    /// Proposed tasks in document order.
    pub tasks: Vec<TaskRecord>,
}

impl FromRow for PlanDocument {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            row: PlanDocumentRow::from_row(row)?,
            sm3: row.text("sm3")?,
            lines: row.json("lines")?,
            nodes: row.json("nodes")?,
            tasks: row.json("tasks")?,
        })
    }
}
