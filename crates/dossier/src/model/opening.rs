//! To whom a dossier is opened.

use super::{EntryView, Gap, SheetItem};
use chrono::NaiveDate;
use kernel::id::UserId;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// A dossier opened to an examiner until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DossierOpening)]
pub struct Opening {
    /// Id.
    pub id: Uuid,
    /// Account.
    pub user_id: UserId,
    /// Name of the examiner.
    pub name: String,
    /// Last day.
    pub until: NaiveDate,
    /// Whether originals may be downloaded.
    pub may_download: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: String,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
}

/// To whom a dossier is to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenDossier {
    /// Account of an examiner.
    pub user_id: UserId,
    /// Last day, Asia/Shanghai.
    pub until: NaiveDate,
    /// Whether originals may be downloaded.
    #[serde(default)]
    pub may_download: bool,
}

/// An account one may open a dossier to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Examiner {
    /// Account.
    pub user_id: UserId,
    /// Name of the person.
    pub name: String,
    /// Post and organisation.
    pub post: String,
}

/// A dossier as the examiner sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ExaminedDossier)]
pub struct Examined {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Organisation it was made by.
    pub org_name: String,
    /// When its contents were read.
    pub made_at: Timestamp,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Name of the region.
    pub region_name: String,
    /// Scoring sheet.
    pub sheet_title: String,
    /// Last day it is open.
    pub until: NaiveDate,
    /// Whether originals may be downloaded.
    pub may_download: bool,
    /// Items; empty in a list.
    pub items: Vec<ExaminedItem>,
}

/// An item as the examiner sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ExaminedItem {
    /// Position on the sheet.
    pub position: u32,
    /// The item as it read then.
    pub item: SheetItem,
    /// Rows of its list.
    pub entries: u32,
    /// Files.
    pub files: u32,
    /// How far it is proved.
    pub gap: Gap,
    /// What is missing.
    pub missing: Vec<String>,
    /// Rows; empty but on the page of the item.
    pub rows: Vec<EntryView>,
    /// Cursor of the next rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl FromRow for Opening {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            user_id: row.id("user_id")?,
            name: row.text("name")?,
            until: row.date("until_day")?,
            may_download: row.bool("may_download")?,
            opened_at: row.time("opened_at")?,
            opened_by: row.text("opened_by")?,
            closed_at: row.opt_time("closed_at")?,
        })
    }
}
