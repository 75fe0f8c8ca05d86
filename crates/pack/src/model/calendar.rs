//! `calendar.toml`: holiday notices that came out after the built-in calendar was made.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A notice of the State Council on the holidays of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayNotice {
    /// Code, for instance `2027`.
    pub code: String,
    /// Year it arranges.
    pub year: i32,
    /// Number of the notice.
    pub document_number: String,
    /// Days off that fall on Monday to Friday.
    #[serde(default)]
    pub holidays: Vec<NaiveDate>,
    /// Saturdays and Sundays worked.
    #[serde(default)]
    pub workdays: Vec<NaiveDate>,
}
