//! What a table is asked to show.

use chrono::NaiveDate;
use measure::{Basis, Dim, Over, ValueOf};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One figure shown in every place of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Name in the head; empty for the usual name of the value.
    #[serde(default)]
    pub name: String,
    /// Parameters of the list page that hold for this figure beside those of the table.
    #[serde(default)]
    pub filter: BTreeMap<String, String>,
    /// What is taken of the rows.
    #[serde(default)]
    pub value: ValueOf,
}

/// A period, and which day of a row it cuts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Which day of a row.
    pub basis: Basis,
}

/// What is set beside the figures of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Compare {
    /// The same period, or the same day, of the year before (同期).
    pub last_year: bool,
    /// Change against it in per cent (增减).
    pub change: bool,
    /// From 1 January to the end of the period (累计).
    pub cumulative: bool,
}

/// Order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By region code, by the pack's order, by month.
    #[default]
    Key,
    /// Largest first figure first.
    Largest,
    /// Smallest first figure first.
    Smallest,
}

/// A table: list, filter, rows, columns, figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Title, at most 80 characters.
    pub title: String,
    /// 制表单位, at most 60 characters; empty for the organisation of the caller.
    #[serde(default)]
    pub office: String,
    /// 制表人, at most 30 characters; empty for the caller.
    #[serde(default)]
    pub maker: String,
    /// Which list.
    pub over: Over,
    /// Parameters of the list page.
    #[serde(default)]
    pub filter: BTreeMap<String, String>,
    /// One or two dimensions.
    #[schema(value_type = Vec<String>)]
    pub rows: Vec<Dim>,
    /// Up to two dimensions.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub columns: Vec<Dim>,
    /// One to four figures.
    pub figures: Vec<Column>,
    /// Period.
    #[serde(default)]
    pub period: Option<Period>,
    /// As it stood at the end of this day (截至).
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// Comparison.
    #[serde(default)]
    pub compare: Compare,
    /// Subtotals of the first of two dimensions.
    #[serde(default)]
    pub subtotals: bool,
    /// Totals of rows and columns.
    #[serde(default = "yes")]
    pub totals: bool,
    /// Rows under which there is nothing are shown too.
    #[serde(default)]
    pub empty_rows: bool,
    /// Zeros are left blank.
    #[serde(default)]
    pub blank_zeros: bool,
    /// Order of the rows.
    #[serde(default)]
    pub sort: Sort,
}

const fn yes() -> bool {
    true
}
