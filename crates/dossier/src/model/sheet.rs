//! Scoring sheets (评分表).

use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where evidence of an item is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProofSource)]
pub enum Source {
    /// Cases opened or closed in the period, with their files.
    Cases,
    /// Visits of the period.
    Inspections,
    /// Papers issued in the period, as registered.
    Papers,
    /// Premises, as a list.
    Premises,
    /// Reports of the period on plan tasks of the item's clauses, with their files; only verified ones prove.
    PlanReports,
}

impl Source {
    /// Word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Inspections => "inspections",
            Self::Papers => "papers",
            Self::Premises => "premises",
            Self::PlanReports => "plan_reports",
        }
    }

    /// Word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cases => "隐患与事项",
            Self::Inspections => "检查记录",
            Self::Papers => "文书登记",
            Self::Premises => "场所台账",
            Self::PlanReports => "要点任务报告",
        }
    }

    /// Reads [`Source::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Cases, Self::Inspections, Self::Papers, Self::Premises, Self::PlanReports]
            .into_iter()
            .find(|source| source.code() == code)
    }
}

/// Evidence an item counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ProofWant)]
pub struct Want {
    /// Where from.
    pub source: Source,
    /// Kinds of case, codes of papers or kinds of premises; empty for all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Class of hazard, for cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hazard_class: Option<String>,
    /// Only cases closed in the period.
    #[serde(default)]
    pub closed_only: bool,
    /// At least two characters that the title of a case, its premises or its unit contains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
}

/// A line of a scoring sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SheetItem {
    /// Number as the sheet prints it (序号).
    pub number: String,
    /// What is asked (项目).
    pub text: String,
    /// Points (分值).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// Ids of clauses it asks for (对应条款).
    #[serde(default)]
    pub clauses: Vec<String>,
    /// What counts as evidence.
    #[serde(default)]
    pub wants: Vec<Want>,
}

/// A sheet as it comes in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SheetText {
    /// Title.
    pub title: String,
    /// Items in order.
    pub items: Vec<SheetItem>,
    /// The version the editor saw; none for a new sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Region it belongs to; the region of the caller's first post that makes dossiers when absent. Only for a new sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
}

/// A sheet in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScoringSheetRow {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Version, counted from 1.
    pub version: i64,
    /// Number of items.
    pub items: i64,
    /// Region it belongs to.
    pub region: RegionCode,
    /// When this version was saved.
    pub saved_at: Timestamp,
    /// Who saved it.
    pub saved_by: String,
    /// Whether the caller may change it.
    pub editable: bool,
}

/// A sheet with its items.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScoringSheet {
    /// The row.
    #[serde(flatten)]
    pub row: ScoringSheetRow,
    /// Items in order.
    #[serde(rename = "lines")]
    pub lines: Vec<SheetItem>,
}

/// What a workbook seems to say; nothing is stored.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SheetProposal)]
pub struct Proposal {
    /// Title found above the head, or the file's name.
    pub title: String,
    /// Items.
    pub items: Vec<SheetItem>,
    /// What was not taken over and why, by row of the sheet.
    pub notes: Vec<String>,
}

impl FromRow for ScoringSheetRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            title: row.text("title")?,
            version: row.int("version")?,
            items: row.int("items")?,
            region: row.region("region_code")?,
            saved_at: row.time("saved_at")?,
            saved_by: row.text("saved_by")?,
            editable: false,
        })
    }
}

impl FromRow for ScoringSheet {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { row: ScoringSheetRow::from_row(row)?, lines: row.json("lines")? })
    }
}
