//! A row of a file on its way into the ledger.

use super::Mark;
use chrono::NaiveDate;
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What a row says of a premises, in clean form.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// Name.
    pub name: String,
    /// Kind, a code of the pack.
    pub kind: String,
    /// Town or village.
    pub region: Option<RegionCode>,
    /// Address.
    pub address: String,
    /// Longitude and latitude, WGS-84.
    pub point: Option<(f64, f64)>,
    /// Square metres.
    pub area_m2: Option<f64>,
    /// Floors.
    pub floors: Option<i64>,
    /// Metres.
    pub height_m: Option<f64>,
    /// Name of the unit, when it is given.
    pub unit_name: Option<String>,
    /// Credit code.
    pub credit_code: Option<String>,
    /// Legal person.
    pub legal_person: Option<String>,
    /// Manager.
    pub manager: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Everything else that was mapped, by column title.
    pub others: Map<String, Value>,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Sheet.
    pub sheet: u32,
    /// Row, 1-based.
    pub row: u32,
    /// Whether it is hidden in the file.
    pub hidden: bool,
    /// What it says.
    pub draft: Draft,
    /// Repairs and faults.
    pub marks: Vec<Mark>,
    /// Column a fault of the credit code is marked at.
    pub code_column: u32,
    /// Column a fault of the kind is marked at.
    pub kind_column: u32,
    /// Whether it is a premises at all.
    pub class: Class,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A premises.
    Data,
    /// A sum of other rows.
    Subtotal,
    /// A note, or the header again.
    Note,
}

impl Checked {
    /// Whether it may go in.
    #[must_use]
    pub fn good(&self) -> bool {
        !self.marks.iter().any(|mark| mark.code.is_fault())
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportOutcome)]
pub enum Outcome {
    /// A new premises.
    Inserted,
    /// A premises changed.
    Updated,
    /// Everything is known already.
    Unchanged,
    /// Held back by a fault.
    Rejected,
    /// A person must decide which premises it is.
    Review,
    /// A sum of other rows.
    Subtotal,
    /// A note or a repeated header inside the table.
    Note,
    /// A person decided to leave it out.
    Skipped,
}

impl Outcome {
    /// Stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Rejected => "rejected",
            Self::Review => "review",
            Self::Subtotal => "subtotal",
            Self::Note => "note",
            Self::Skipped => "skipped",
        }
    }

    /// From the stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::Inserted,
            Self::Updated,
            Self::Unchanged,
            Self::Rejected,
            Self::Review,
            Self::Subtotal,
            Self::Note,
            Self::Skipped,
        ]
        .into_iter()
        .find(|outcome| outcome.code() == code)
    }

    /// Words in the column the workbook comes back with.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Inserted => "新增",
            Self::Updated => "更新",
            Self::Unchanged => "无变化",
            Self::Rejected => "退回",
            Self::Review => "待核对",
            Self::Subtotal => "合计行，不导入",
            Self::Note => "说明行，不导入",
            Self::Skipped => "已跳过",
        }
    }
}

/// A civil date as JSON.
#[must_use]
pub(crate) fn day(date: NaiveDate) -> Value {
    Value::from(date.to_string())
}
