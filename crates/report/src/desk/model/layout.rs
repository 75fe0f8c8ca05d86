//! What a table asks: columns and rows.

use measure::{Basis, Measure};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a cell of a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportColumnKind)]
pub enum ColumnKind {
    /// 数字.
    #[default]
    Number,
    /// 文字.
    Text,
    /// 日期.
    Date,
    /// 选项.
    Choice,
    /// 是否.
    YesNo,
}

/// How a formula column is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportFormulaOp)]
pub enum FormulaOp {
    /// The sum of all.
    Sum,
    /// The first less the others.
    Difference,
    /// The first over the second, in percent; nothing when the second is zero.
    Ratio,
}

/// A column computed from others of its row; on sums it is computed from the sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportFormula)]
pub struct Formula {
    /// How.
    pub op: FormulaOp,
    /// Codes of the columns it is computed from; number columns that are no formulas.
    pub of: Vec<String>,
}

/// How a column adds up over fillers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportTotal)]
pub enum Total {
    /// Numbers are summed, 是 is counted.
    #[default]
    Sum,
    /// Nothing stands in the sum.
    None,
}

/// A column bound to the ledger: a measure, and the day of a row by which the period of the return cuts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportBound)]
pub struct Bound {
    /// What is measured; in its filter `{row}` stands for the key of the row.
    #[serde(flatten)]
    pub measure: Measure,
    /// The day of a row the period cuts by; none takes the rows as they are.
    #[serde(default)]
    pub basis: Basis,
}

impl Bound {
    /// The measure of one row.
    #[must_use]
    pub fn of_row(&self, key: &str) -> Measure {
        let mut measure = self.measure.clone();
        for value in measure.filter.values_mut().filter(|value| *value == "{row}") {
            key.clone_into(value);
        }
        measure
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportColumn)]
pub struct Column {
    /// Stable code; a column that is only renamed keeps it.
    pub code: String,
    /// Head.
    pub name: String,
    /// Head above it and its neighbours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What counts and what does not (口径).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// Unit of the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What a cell holds.
    #[serde(default)]
    pub kind: ColumnKind,
    /// Whether a cell must be filled.
    #[serde(default)]
    pub required: bool,
    /// Smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// What may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Computed from other columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// Filled from the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Bound>,
    /// How it adds up.
    #[serde(default)]
    pub total: Total,
    /// Codes of columns of the layout before that became this one (映射); numbers are added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
}

impl Column {
    /// Whether somebody fills it in.
    #[must_use]
    pub const fn filled(&self) -> bool {
        self.formula.is_none()
    }

    /// Whether it adds up over rows and fillers.
    #[must_use]
    pub fn adds(&self) -> bool {
        self.total == Total::Sum && matches!(self.kind, ColumnKind::Number | ColumnKind::YesNo)
    }
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportRowsKind)]
pub enum RowsKind {
    /// One row for each filler.
    #[default]
    One,
    /// The same list of rows for each filler.
    Fixed,
    /// As many rows as the filler has.
    Free,
}

/// A row of a fixed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportRowItem)]
pub struct RowItem {
    /// Key; for premises kinds their code.
    pub key: String,
    /// Name.
    pub name: String,
}

/// Columns and rows of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportLayout)]
pub struct Layout {
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// What rows stand for.
    #[serde(default)]
    pub rows: RowsKind,
    /// Head of the column of row names, for fixed rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_head: Option<String>,
    /// The fixed rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<RowItem>,
}

impl Layout {
    /// A column by code.
    #[must_use]
    pub fn column(&self, code: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.code == code)
    }

    /// The row keys every return has; none for free rows.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        match self.rows {
            RowsKind::One => vec!["1".to_owned()],
            RowsKind::Fixed => self.items.iter().map(|item| item.key.clone()).collect(),
            RowsKind::Free => Vec::new(),
        }
    }

    /// Name of a row.
    #[must_use]
    pub fn row_name(&self, key: &str) -> Option<String> {
        self.items.iter().find(|item| item.key == key).map(|item| item.name.clone())
    }
}
