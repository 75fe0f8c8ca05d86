//! An import from upload to commit.

use super::{Field, Mapping, Outcome};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportState)]
pub enum State {
    /// Uploaded; tables and columns are proposed.
    Uploaded,
    /// Rows are being checked; nothing is written to the ledger.
    Checking,
    /// Checked: a preview.
    Checked,
    /// Good rows are going in.
    Committing,
    /// Good rows are in.
    Committed,
    /// A person stopped it. What went in before stays.
    Cancelled,
    /// It could not go on; `message` says why.
    Failed,
}

impl State {
    /// Stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Committing => "committing",
            Self::Committed => "committed",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// From the stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::Uploaded,
            Self::Checking,
            Self::Checked,
            Self::Committing,
            Self::Committed,
            Self::Cancelled,
            Self::Failed,
        ]
        .into_iter()
        .find(|state| state.code() == code)
    }

    /// Chinese words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Uploaded => "待确认列",
            Self::Checking => "预检中",
            Self::Checked => "已预检",
            Self::Committing => "导入中",
            Self::Committed => "已导入",
            Self::Cancelled => "已取消",
            Self::Failed => "未完成",
        }
    }

    /// Whether the program is at work on it.
    #[must_use]
    pub const fn running(self) -> bool {
        matches!(self, Self::Checking | Self::Committing)
    }
}

/// What became of the rows. `read` = inserted + updated + unchanged + rejected + review + skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ImportCounts)]
pub struct Counts {
    /// Data rows read.
    pub read: u64,
    /// New premises.
    pub inserted: u64,
    /// Premises changed.
    pub updated: u64,
    /// Rows that say nothing new.
    pub unchanged: u64,
    /// Repairs made, in cells.
    pub repaired: u64,
    /// Rows held back.
    pub rejected: u64,
    /// Rows a person must decide.
    pub review: u64,
    /// Rows a person left out.
    pub skipped: u64,
    /// Sums, notes and repeated headers inside tables: recognised, not imported.
    pub subtotals: u64,
    /// Hidden rows, imported like others.
    pub hidden: u64,
}

impl Counts {
    /// Counts one row.
    pub fn add(&mut self, outcome: Outcome, repairs: u64, hidden: bool) {
        match outcome {
            Outcome::Inserted => self.inserted += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Rejected => self.rejected += 1,
            Outcome::Review => self.review += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Subtotal | Outcome::Note => {
                self.subtotals += 1;
                return;
            }
        }
        self.read += 1;
        self.repaired += repairs;
        self.hidden += u64::from(hidden);
    }

    /// Adds those of further rows.
    pub fn join(&mut self, more: &Self) {
        self.read += more.read;
        self.inserted += more.inserted;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.repaired += more.repaired;
        self.rejected += more.rejected;
        self.review += more.review;
        self.skipped += more.skipped;
        self.subtotals += more.subtotals;
        self.hidden += more.hidden;
    }

    /// Takes one decided row out of the queue and counts it as what it became.
    pub fn settle(&mut self, from: Outcome, to: Outcome) {
        match from {
            Outcome::Review => self.review = self.review.saturating_sub(1),
            Outcome::Rejected => self.rejected = self.rejected.saturating_sub(1),
            _ => {}
        }
        let read = self.read;
        self.add(to, 0, false);
        self.read = read;
    }
}

/// A batch as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRecord {
    /// Id.
    pub id: Uuid,
    /// Source: whose workbook it is, for the remembered mapping.
    pub source: String,
    /// File name.
    pub file_name: String,
    /// SM3 of the file.
    pub sm3: String,
    /// Bytes.
    pub size: i64,
    /// State.
    pub state: State,
    /// Why it failed, or what to know.
    pub message: Option<String>,
    /// How it is read.
    pub mapping: Mapping,
    /// What became of the rows.
    pub counts: Counts,
    /// Rows of the tables taken.
    pub total: i64,
    /// Rows gone through.
    pub done: i64,
    /// Sheet and row of the last row that is settled for good.
    pub checkpoint: Option<(u32, u32)>,
    /// Row the commit was taken up again at, if it was.
    pub resumed_from: Option<i64>,
    /// Who imports: the caller as of the last order, for the work behind the page.
    pub caller: Value,
    /// Their name.
    pub importer: String,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
    /// Version.
    pub version: i64,
}

impl BatchRecord {
    /// Where a commit that was stopped or died goes on: its rows up to there are in the ledger.
    #[must_use]
    pub fn stopped_at(&self) -> Option<(u32, u32)> {
        let stopped = matches!(self.state, State::Cancelled | State::Failed | State::Committing);
        self.checkpoint.filter(|_| stopped)
    }
}

impl FromRow for BatchRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let checkpoint = match (row.opt_int("checkpoint_sheet")?, row.opt_int("checkpoint_row")?) {
            (Some(sheet), Some(at)) => u32::try_from(sheet).ok().zip(u32::try_from(at).ok()),
            _ => None,
        };
        let state = row.text("state")?;
        Ok(Self {
            id: row.uuid("id")?,
            source: row.text("source")?,
            file_name: row.text("file_name")?,
            sm3: row.text("sm3")?,
            size: row.int("size")?,
            state: State::from_code(&state).ok_or_else(|| StoreError::Usage(format!("state {state}")))?,
            message: row.opt_text("message")?,
            mapping: row.json("mapping")?,
            counts: row.json("counts")?,
            total: row.int("total")?,
            done: row.int("done")?,
            checkpoint,
            resumed_from: row.opt_int("resumed_from")?,
            caller: row.json("caller")?,
            importer: row.text("importer")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
            version: row.int("version")?,
        })
    }
}

/// An import as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportBatch)]
pub struct Batch {
    /// Id.
    pub id: Uuid,
    /// Source.
    pub source: String,
    /// File name.
    pub file_name: String,
    /// Bytes.
    pub size: i64,
    /// State.
    pub state: State,
    /// Why it failed, or what to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What became of the rows.
    pub counts: Counts,
    /// Rows of the tables taken.
    pub total: i64,
    /// Rows gone through.
    pub done: i64,
    /// Who imports.
    pub importer: String,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
    /// Version.
    pub version: i64,
}

impl From<BatchRecord> for Batch {
    fn from(record: BatchRecord) -> Self {
        let BatchRecord { id, source, file_name, size, state, message, counts, total, done, .. } = record;
        Self {
            id,
            source,
            file_name,
            size,
            state,
            message,
            counts,
            total,
            done,
            importer: record.importer,
            created_at: record.created_at,
            updated_at: record.updated_at,
            version: record.version,
        }
    }
}

/// An import with how its file is read.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportDetail)]
pub struct BatchDetail {
    /// What a list shows.
    #[serde(flatten)]
    pub batch: Batch,
    /// How it is read.
    pub mapping: Mapping,
    /// What people should know before they go on: columns nobody mapped, hidden rows, required columns missing.
    pub notes: Vec<String>,
    /// What columns of this source meant last time, by title; empty for a source never seen.
    pub remembered: BTreeMap<String, Field>,
    /// Row the commit was taken up again at, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resumed_from: Option<i64>,
    /// Row up to which a commit that was stopped has come; going on begins after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<u32>,
}
