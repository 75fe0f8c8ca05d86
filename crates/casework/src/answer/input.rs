//! What comes in.

use chrono::NaiveDate;
use kernel::id::{FileId, PremisesId, UnitId};
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An action on a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Action code.
    pub action: String,
    /// Version of the case the actor saw.
    pub version: i64,
    /// Values of the fields of the action.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// Evidence attached before.
    #[serde(default)]
    pub evidence: Vec<FileId>,
    /// Free text.
    #[serde(default)]
    pub note: Option<String>,
}

/// A case opened by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenCase {
    /// Kind.
    pub kind: String,
    /// Premises it is about.
    #[serde(default)]
    pub premises_id: Option<PremisesId>,
    /// Region, when it is about no premises.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Sector, when it is about no premises.
    #[serde(default)]
    pub sector: Option<String>,
    /// Title.
    pub title: String,
    /// Values of the case form.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// Evidence sent before.
    #[serde(default)]
    pub evidence: Vec<FileId>,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub enum Order {
    /// Earliest due day first; cases without one after them, finished ones last.
    #[default]
    #[serde(rename = "due")]
    Due,
    /// Oldest first.
    #[serde(rename = "opened")]
    Opened,
    /// Newest first.
    #[serde(rename = "-opened")]
    NewestFirst,
}

/// Whether closings taken over from old ledgers (历史销号·未核验) are among the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum History {
    /// Left out: nobody verified them here.
    #[default]
    Without,
    /// Among the others.
    With,
    /// Nothing else.
    Only,
}

/// What a list, its count, its tree and its export have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct CaseFilter {
    /// Kinds, separated by commas.
    pub kind: Option<String>,
    /// Classes of state, separated by commas.
    pub state_class: Option<String>,
    /// State of the lifecycle.
    pub state: Option<String>,
    /// Mark that is set.
    pub mark: Option<String>,
    /// Only overdue ones.
    pub overdue: Option<bool>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// Due on this day or after it; only open cases have a due day.
    pub due_from: Option<NaiveDate>,
    /// Opened on or after this day.
    pub opened_from: Option<NaiveDate>,
    /// Opened on or before this day.
    pub opened_to: Option<NaiveDate>,
    /// Closed on or after this day, Asia/Shanghai. Voided cases only when `state_class` names them.
    pub closed_from: Option<NaiveDate>,
    /// Closed on or before this day.
    pub closed_to: Option<NaiveDate>,
    /// What opened the case, a word: `inspection`, `task`, `import` …
    pub source_kind: Option<String>,
    /// What opened the case, its id.
    pub source: Option<Uuid>,
    /// Open at the end of this day, whatever became of it since. A case that relapsed was closed while it stood in the state
    /// it was reopened from.
    pub open_on: Option<NaiveDate>,
    /// Class of the hazard.
    pub hazard_class: Option<String>,
    /// Closings taken over from old ledgers; left out when absent, except where `source` or `mark` asks for them.
    #[param(inline)]
    pub history: Option<History>,
    /// In this region.
    pub region: Option<RegionCode>,
    /// Sector.
    pub sector: Option<String>,
    /// Premises.
    pub premises: Option<PremisesId>,
    /// Unit.
    pub unit: Option<UnitId>,
    /// At least two characters of number, title, premises or unit name.
    pub q: Option<String>,
    /// Order.
    #[param(inline)]
    pub order: Option<Order>,
}
