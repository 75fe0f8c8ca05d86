//! Dossiers (迎检资料包).

use super::{Opening, SheetItem, Source};
use chrono::NaiveDate;
use kernel::id::{PostId, UserId};
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a dossier is to be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MakeDossier {
    /// Title on the cover.
    pub title: String,
    /// Scoring sheet.
    pub sheet: Uuid,
    /// Positions of the items wanted, from 0; all when empty.
    #[serde(default)]
    pub items: Vec<u32>,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// Region; within the caller's own.
    pub region: RegionCode,
}

/// How far an item is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProofGap)]
pub enum Gap {
    /// Nothing is missing.
    Full,
    /// Something is missing.
    Partial,
    /// There is no evidence at all (缺佐证).
    Missing,
}

impl Gap {
    /// Word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Full => "佐证齐全",
            Self::Partial => "部分缺佐证",
            Self::Missing => "缺佐证",
        }
    }
}

/// Rows from one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ProofCount)]
pub struct SourceCount {
    /// Where from.
    pub source: Source,
    /// How many.
    pub count: u32,
}

/// What an item has, as kept with the dossier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = DossierItem)]
pub struct ItemSummary {
    /// Position on the sheet, from 0.
    pub position: u32,
    /// The item as it read then.
    pub item: SheetItem,
    /// Name of its folder in the zip.
    pub folder: String,
    /// Rows of its list.
    pub entries: u32,
    /// Rows by source.
    pub by_source: Vec<SourceCount>,
    /// Files it shows, those of earlier items among them.
    pub files: u32,
    /// How far it is proved.
    pub gap: Gap,
    /// What is missing, in words.
    pub missing: Vec<String>,
}

/// What would be packed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = DossierPreview)]
pub struct Preview {
    /// Items in order.
    pub items: Vec<PreviewItem>,
    /// Rows in all lists.
    pub entries: u64,
    /// Different files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Most rows, files and bytes a dossier takes.
    pub most_entries: u64,
    /// Most files.
    pub most_files: u64,
    /// Most bytes.
    pub most_bytes: u64,
    /// Why it is too large, when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_large: Option<String>,
    /// Items with nothing to show.
    pub missing: u32,
}

/// An item of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = DossierPreviewItem)]
pub struct PreviewItem {
    /// What it has.
    #[serde(flatten)]
    pub summary: ItemSummary,
    /// Bytes of its files.
    pub bytes: u64,
}

/// How far the making is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierState {
    /// Waiting for its turn.
    Queued,
    /// Being packed.
    Packing,
    /// Ready to be fetched.
    Ready,
    /// Could not be packed; the reason stands beside it.
    Failed,
}

impl DossierState {
    /// Word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Packing => "packing",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }

    /// Reads [`DossierState::code`] back; an unknown word is a failure.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        [Self::Queued, Self::Packing, Self::Ready]
            .into_iter()
            .find(|state| state.code() == code)
            .unwrap_or(Self::Failed)
    }
}

/// A dossier in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DossierRow {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Organisation it was made by.
    pub org_name: String,
    /// Maker.
    pub maker: String,
    /// When its contents were read.
    pub made_at: Timestamp,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Region.
    pub region: RegionCode,
    /// Name of the region.
    pub region_name: String,
    /// Scoring sheet.
    pub sheet_id: Uuid,
    /// Its title then.
    pub sheet_title: String,
    /// Its version then.
    pub sheet_version: i64,
    /// Rows in all lists.
    pub entries: i64,
    /// Different files.
    pub files: i64,
    /// Their bytes.
    pub bytes: i64,
    /// Items without evidence.
    pub missing: i64,
    /// How far the making is.
    pub state: DossierState,
    /// Files packed so far.
    pub done: i64,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// SM3 of the zip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sm3: Option<String>,
    /// Bytes of the zip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    /// Post it was made at.
    #[serde(skip)]
    pub post: PostId,
    /// Account it was made by.
    #[serde(skip)]
    pub user: Option<UserId>,
}

/// A dossier with its items.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Dossier {
    /// The row.
    #[serde(flatten)]
    pub row: DossierRow,
    /// Items in the order of the sheet.
    pub items: Vec<ItemSummary>,
    /// To whom it was opened.
    pub openings: Vec<Opening>,
}

impl FromRow for DossierRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            title: row.text("title")?,
            org_name: row.text("org_name")?,
            maker: row.text("maker")?,
            made_at: row.time("made_at")?,
            from: row.date("from_day")?,
            to: row.date("to_day")?,
            region: row.region("region_code")?,
            region_name: row.text("region_name")?,
            sheet_id: row.uuid("sheet_id")?,
            sheet_title: row.text("sheet_title")?,
            sheet_version: row.int("sheet_version")?,
            entries: row.int("entries")?,
            files: row.int("files")?,
            bytes: row.int("bytes")?,
            missing: row.int("missing")?,
            state: DossierState::from_code(&row.text("state")?),
            done: row.int("done")?,
            failure: row.opt_text("failure")?,
            sm3: row.opt_text("sm3")?,
            size: row.opt_int("size")?,
            post: row.id("post_id")?,
            user: row.opt_id("user_id")?,
        })
    }
}
