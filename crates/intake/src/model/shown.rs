//! What people are shown of a file and of what became of it.

use super::{Code, Mark, Outcome};
use kernel::id::PremisesId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A premises a row may be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportCandidate)]
pub struct Candidate {
    /// Premises.
    #[schema(value_type = String)]
    pub id: PremisesId,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Unit answerable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Metres between the points, when both are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metres: Option<f64>,
    /// What the ledger holds of it today, by the titles of [`ImportRow::values`]; empty when one may not see it (any more).
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
}

/// A row of the file that needs to be looked at, or was changed on the way in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ImportRow {
    /// Sheet, 0 for the first.
    pub sheet: u32,
    /// Row, 1-based.
    pub row: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it is hidden in the file.
    pub hidden: bool,
    /// What it says, by field title or, for further columns, by column title.
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    /// Repairs and faults.
    pub marks: Vec<Mark>,
    /// Premises it may be about.
    pub candidates: Vec<Candidate>,
    /// Premises it went into.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub premises: Option<PremisesId>,
    /// What the ledger holds of the premises a row would change, as long as nothing is written.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object)]
    pub before: Map<String, Value>,
}

/// First values of a table's columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableSamples {
    /// Sheet by name.
    pub sheet: String,
    /// First row of the body: with the sheet it names the table of the mapping.
    pub first: u32,
    /// Columns that have a title or a value.
    pub columns: Vec<ColumnSamples>,
}

/// First values of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ColumnSamples {
    /// Column, 1 for A.
    pub column: u32,
    /// At most three different values; telephones and resident numbers are masked.
    pub values: Vec<String>,
}

/// In how many rows a repair was made or a fault was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeCount {
    /// Repair or fault.
    pub code: Code,
    /// Short Chinese name.
    pub name: String,
    /// Whether it holds a row back.
    pub fault: bool,
    /// Rows.
    pub rows: i64,
}

/// A premises that an import made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TakenPremises {
    /// Premises.
    #[schema(value_type = String)]
    pub id: PremisesId,
    /// Sheet, 0 for the first.
    pub sheet: u32,
    /// Row, 1-based.
    pub row: u32,
    /// Made or changed.
    pub outcome: Outcome,
    /// Name today; none when it is void or out of one's sight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Name of the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Names of the regions from the county down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}
