//! What a dossier keeps: rows of lists and files, as they stood.

use super::{ItemSummary, Source};
use chrono::NaiveDate;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// A row behind an item, as it stood. Personal data is masked before it comes here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Position of the item on the sheet.
    pub item: u32,
    /// Place in the item's list, from 1.
    pub seq: u32,
    /// Where it is from.
    pub source: Source,
    /// The case, visit, paper, premises or report.
    pub object: Uuid,
    /// Number, when it has one.
    pub number: String,
    /// Words.
    pub title: String,
    /// State, or what stands for it.
    pub state: String,
    /// Names of the region, from the city down.
    pub region: String,
    /// Day it was opened, held, issued or registered.
    pub on: Option<NaiveDate>,
    /// Day it is due.
    pub due: Option<NaiveDate>,
    /// Day it was closed.
    pub closed: Option<NaiveDate>,
    /// Remark.
    pub note: String,
}

impl Entry {
    /// Whether it may stand as proof: a report on a plan's task only once a second person verified it, which is the day it
    /// was closed.
    #[must_use]
    pub fn proves(&self) -> bool {
        self.source != Source::PlanReports || self.closed.is_some()
    }
}

/// A file behind an entry, as it stood, with its place in the zip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Id within the dossier.
    pub id: Uuid,
    /// Position of the item.
    pub item: u32,
    /// Entry of the item it belongs to.
    pub entry: u32,
    /// Place in the item, from 1.
    pub seq: u32,
    /// Name given by the sender.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Address of the bytes.
    pub sm3: String,
    /// Bytes.
    pub size: i64,
    /// Stage, in words.
    pub stage: String,
    /// How far it can be trusted, in words.
    pub grade: String,
    /// When it was taken.
    pub taken_at: Option<Timestamp>,
    /// When it came in.
    pub uploaded_at: Timestamp,
    /// Path in the zip: its own, or that of the same bytes earlier.
    pub path: String,
    /// Whether the same bytes stand earlier in the zip.
    pub repeated: bool,
}

/// An item with what was kept for it.
#[derive(Debug, Clone, PartialEq)]
pub struct DossierItem {
    /// The item.
    pub summary: ItemSummary,
    /// Rows of its list.
    pub entries: Vec<Entry>,
    /// Files, in order.
    pub files: Vec<KeptFile>,
}

/// A row of an item's list, as the examiner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ExaminedRow)]
pub struct EntryView {
    /// Place in the list.
    pub seq: u32,
    /// Where it is from.
    pub source: Source,
    /// Number.
    pub number: String,
    /// Words.
    pub title: String,
    /// State as of the making.
    pub state: String,
    /// Region.
    pub region: String,
    /// Day it was opened, held, issued or registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Day it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Day it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// Remark.
    pub note: String,
    /// Its files.
    pub files: Vec<ExaminedFile>,
}

/// A file as the examiner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExaminedFile {
    /// Id within the dossier.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SM3 of the original.
    pub sm3: String,
    /// Stage, in words.
    pub stage: String,
    /// How far it can be trusted, in words.
    pub grade: String,
    /// When it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
    /// Where the watermarked picture is; none for what is no picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture_url: Option<String>,
    /// Where the original is, when the maker allowed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_url: Option<String>,
}

fn position(row: &Row<'_>, column: &str) -> Result<u32, StoreError> {
    Ok(u32::try_from(row.int(column)?).unwrap_or(u32::MAX))
}

impl FromRow for Entry {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let source = row.text("source")?;
        Ok(Self {
            item: position(row, "item")?,
            seq: position(row, "seq")?,
            source: Source::from_code(&source)
                .ok_or_else(|| StoreError::Usage(format!("unknown source `{source}`")))?,
            object: row.uuid("object_id")?,
            number: row.text("number")?,
            title: row.text("title")?,
            state: row.text("state")?,
            region: row.text("region")?,
            on: row.opt_date("on_day")?,
            due: row.opt_date("due_day")?,
            closed: row.opt_date("closed_day")?,
            note: row.text("note")?,
        })
    }
}

impl FromRow for KeptFile {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            item: position(row, "item")?,
            entry: position(row, "entry")?,
            seq: position(row, "seq")?,
            name: row.text("name")?,
            media_type: row.text("media_type")?,
            sm3: row.text("sm3")?,
            size: row.int("size")?,
            stage: row.text("stage")?,
            grade: row.text("grade")?,
            taken_at: row.opt_time("taken_at")?,
            uploaded_at: row.time("uploaded_at")?,
            path: row.text("path")?,
            repeated: row.bool("repeated")?,
        })
    }
}
