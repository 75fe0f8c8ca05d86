//! Evidence as stored.

use kernel::id::{CaseId, FileId, UserId};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a file can be trusted to show what it says (证据等级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Taken by the camera of the field app on the spot.
    Captured,
    /// Chosen from a device.
    Uploaded,
    /// Entered afterwards from paper.
    Entered,
}

impl Grade {
    /// Word stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Captured => "captured",
            Self::Uploaded => "uploaded",
            Self::Entered => "entered",
        }
    }

    /// Word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Captured => "现场拍摄",
            Self::Uploaded => "本地上传",
            Self::Entered => "事后补录",
        }
    }

    /// Reads [`Grade::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Captured, Self::Uploaded, Self::Entered].into_iter().find(|grade| grade.code() == code)
    }
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRecord {
    /// Id.
    pub id: FileId,
    /// Case; none while it waits for the case it will open.
    pub case_id: Option<CaseId>,
    /// Action it proves; none while unused.
    pub event_id: Option<Uuid>,
    /// Stage.
    pub stage: String,
    /// Name given by the sender.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Address of the bytes.
    pub sm3: String,
    /// Bytes.
    pub size: i64,
    /// Whether a thumbnail exists.
    pub thumbnail: bool,
    /// Grade.
    pub grade: Grade,
    /// Note.
    pub note: Option<String>,
    /// When the picture was taken.
    pub taken_at: Option<Timestamp>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// When it came in.
    pub uploaded_at: Timestamp,
    /// Account that sent it.
    pub uploaded_by: Option<UserId>,
    /// Name of the sender.
    pub uploader: String,
}

impl FileRecord {
    /// Columns read by [`FromRow`].
    pub const COLUMNS: &'static str = "id, case_id, event_id, stage, name, media_type, sm3, size, thumbnail, grade, note, \
        taken_at, longitude, latitude, uploaded_at, uploaded_by, uploader";
}

impl FromRow for FileRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            case_id: row.opt_id("case_id")?,
            event_id: row.opt_id("event_id")?,
            stage: row.text("stage")?,
            name: row.text("name")?,
            media_type: row.text("media_type")?,
            sm3: row.text("sm3")?,
            size: row.int("size")?,
            thumbnail: row.bool("thumbnail")?,
            grade: Grade::from_code(&row.text("grade")?).unwrap_or(Grade::Entered),
            note: row.opt_text("note")?,
            taken_at: row.opt_time("taken_at")?,
            longitude: row.opt_real("longitude")?,
            latitude: row.opt_real("latitude")?,
            uploaded_at: row.time("uploaded_at")?,
            uploaded_by: row.opt_id("uploaded_by")?,
            uploader: row.text("uploader")?,
        })
    }
}
