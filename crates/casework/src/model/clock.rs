//! A clock of a case.

use chrono::NaiveDate;
use kernel::deadline::Deadline;
use store::{FromRow, Row, StoreError};
use uuid::Uuid;

/// What a clock is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStatus {
    /// Counting.
    Running,
    /// Held.
    Suspended,
    /// What it waited for was done.
    Stopped,
    /// The case ended before what it waited for was done: neither met nor missed.
    Dropped,
}

impl ClockStatus {
    /// Word stored in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Suspended => "suspended",
            Self::Stopped => "stopped",
            Self::Dropped => "dropped",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Running, Self::Suspended, Self::Stopped, Self::Dropped].into_iter().find(|s| s.code() == code)
    }

    /// Whether the clock can still be stopped, held or extended.
    #[must_use]
    pub const fn is_alive(self) -> bool {
        matches!(self, Self::Running | Self::Suspended)
    }
}

/// A clock of a case, running or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningClock {
    /// Id; none until it is stored.
    pub id: Option<Uuid>,
    /// Code in the lifecycle.
    pub code: String,
    /// The clock itself.
    pub deadline: Deadline,
    /// What it is doing.
    pub status: ClockStatus,
    /// Whether its due day is the due day of the case while it runs.
    pub sets_due: bool,
    /// The due day before the last extension.
    pub extended_from: Option<NaiveDate>,
}

impl FromRow for RunningClock {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let code = row.text("status")?;
        let status = ClockStatus::from_code(&code).ok_or_else(|| StoreError::Shape {
            column: "status".into(),
            reason: format!("no status `{code}`"),
        })?;
        Ok(Self {
            id: Some(row.uuid("id")?),
            code: row.text("code")?,
            deadline: row.json("deadline")?,
            status,
            sets_due: row.bool("sets_due")?,
            extended_from: row.opt_date("extended_from")?,
        })
    }
}
