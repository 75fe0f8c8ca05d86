//! A table as it was worked out.

use super::TableSpec;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A cell of a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeadCell {
    /// Words.
    pub text: String,
    /// Columns covered.
    pub columns: u16,
    /// Rows covered.
    pub rows: u16,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A row of the list's own keys.
    Leaf,
    /// 小计.
    Subtotal,
    /// 合计.
    Total,
}

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// The period itself (本期).
    Current,
    /// The year before (同期).
    LastYear,
    /// Change in per cent (增减).
    Change,
    /// Since 1 January (累计).
    Cumulative,
}

/// A figure in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellValue {
    /// Number; none where there is nothing to compare with.
    pub value: Option<f64>,
    /// How it is read.
    pub text: String,
    /// Address of the list page that shows the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TableRow {
    /// What it is.
    pub kind: RowKind,
    /// Cells of the head at its left; those covered from above are left out.
    pub head: Vec<HeadCell>,
    /// Codes of the row, for a program.
    pub codes: Vec<String>,
    /// One for each column.
    pub cells: Vec<CellValue>,
}

/// A column below the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnInfo {
    /// Codes of the column's keys; shorter than the dimensions in totals.
    pub codes: Vec<String>,
    /// Words of the whole head above it.
    pub name: String,
    /// Which figure, from 0.
    pub figure: usize,
    /// What it shows.
    pub series: Series,
    /// Whether it sums columns beside it.
    pub total: bool,
}

/// A table with everything needed to print it, and the definition it was made by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Table {
    /// Title.
    pub title: String,
    /// 制表单位.
    pub office: String,
    /// 制表人.
    pub maker: String,
    /// Unit of the figures.
    pub unit: String,
    /// When it was worked out.
    pub made_at: Timestamp,
    /// The same in words, Asia/Shanghai.
    pub made_on: String,
    /// Whether the data is made up.
    pub synthetic: bool,
    /// Columns taken by the heads of rows.
    pub row_heads: u16,
    /// Rows of the head.
    pub head: Vec<Vec<HeadCell>>,
    /// Columns.
    pub columns: Vec<ColumnInfo>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// Lines under the table: definition, periods, whose data, when.
    pub notes: Vec<String>,
    /// The definition, to make it again.
    pub spec: TableSpec,
}
