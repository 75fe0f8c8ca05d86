//! The duty matrix: kinds of premises against departments, in three duties, as it stood on a day.

use chrono::NaiveDate;
use kernel::region::RegionCode;
use pack::DutyKind;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct MatrixOn {
    /// Day the matrix is asked for; today when absent.
    pub on: Option<NaiveDate>,
}

/// The principle a lead is named by (三个“谁”).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    /// 谁主管谁牵头.
    WhoGoverns,
    /// 谁为主谁牵头.
    WhoDoesMost,
    /// 谁靠近谁牵头.
    WhoIsNearest,
}

impl Principle {
    const ALL: [Self; 3] = [Self::WhoGoverns, Self::WhoDoesMost, Self::WhoIsNearest];

    /// Code, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WhoGoverns => "who_governs",
            Self::WhoDoesMost => "who_does_most",
            Self::WhoIsNearest => "who_is_nearest",
        }
    }

    /// Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WhoGoverns => "谁主管谁牵头",
            Self::WhoDoesMost => "谁为主谁牵头",
            Self::WhoIsNearest => "谁靠近谁牵头",
        }
    }
}

/// A decision on who leads for a kind of premises.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDutyDecision {
    /// Kind of premises.
    pub premises_kind: String,
    /// Department that leads from now on.
    pub department: String,
    /// The principle it rests on.
    pub principle: Principle,
    /// Number or name of the written decision.
    pub document: String,
    /// Why, at most 500 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// First day it holds, not before the decision in force began and not in the future.
    pub valid_from: NaiveDate,
}

/// A decision as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyDecision {
    /// Id.
    pub id: Uuid,
    /// City it holds in.
    pub city: RegionCode,
    /// Kind of premises.
    pub premises_kind: String,
    /// Department that leads.
    pub department: String,
    /// The principle it rests on.
    pub principle: Principle,
    /// The written decision.
    pub document: String,
    /// Why.
    pub reason: Option<String>,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// First day it holds.
    pub valid_from: NaiveDate,
    /// First day it holds no more.
    pub valid_to: Option<NaiveDate>,
}

impl DutyDecision {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

impl FromRow for DutyDecision {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let principle = row.text("principle")?;
        let principle = Principle::ALL.into_iter().find(|known| known.code() == principle);
        Ok(Self {
            id: row.uuid("id")?,
            city: row.region("city_code")?,
            premises_kind: row.text("premises_kind")?,
            department: row.text("department")?,
            principle: principle.ok_or_else(|| StoreError::Usage("duty_decisions.principle".into()))?,
            document: row.text("document")?,
            reason: row.opt_text("reason")?,
            decided_on: row.date("decided_on")?,
            valid_from: row.date("valid_from")?,
            valid_to: row.opt_date("valid_to")?,
        })
    }
}

/// A decision as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DutyDecisionRow {
    /// Id.
    pub id: Uuid,
    /// Kind of premises.
    pub premises_kind: String,
    /// Name of the kind.
    pub kind_name: String,
    /// Department that leads.
    pub department: String,
    /// Name of the department.
    pub department_name: String,
    /// Name of the principle.
    pub principle: String,
    /// The written decision.
    pub document: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// First day it holds.
    pub valid_from: NaiveDate,
    /// First day it holds no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// One department's share in a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatrixShare {
    /// Department.
    pub department: String,
    /// Name of the department.
    pub department_name: String,
    /// Which of the three duties.
    #[schema(value_type = String)]
    pub duty: DutyKind,
    /// Name of the duty.
    pub duty_name: String,
    /// Legal basis, or the written decision.
    pub basis: String,
    /// Whether the basis was read.
    pub verified: bool,
    /// First day, when a decision named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
}

/// One kind of premises with everybody answerable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatrixKind {
    /// Kind.
    pub code: String,
    /// Name of the kind.
    pub name: String,
    /// Name of its group.
    pub group_name: String,
    /// Premises of the kind that the caller may see.
    pub premises: i64,
    /// Of which without a department.
    pub unmapped: i64,
    /// Whether nobody has the industry duty.
    pub hole: bool,
    /// Whether more than one has it.
    pub double: bool,
    /// Who has which duty.
    pub shares: Vec<MatrixShare>,
}

/// A standing duty of a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StandingDuty {
    /// Code.
    pub code: String,
    /// In our own words.
    pub text: String,
    /// Instrument and article.
    pub basis: String,
    /// Whether the text was read.
    pub verified: bool,
}

/// One department with what it answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatrixDepartment {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Kinds it leads.
    pub industry: usize,
    /// Kinds it runs or licenses.
    pub direct: usize,
    /// Kinds it controls at the source.
    pub source: usize,
    /// Premises of the kinds it leads that the caller may see.
    pub premises: i64,
    /// Its standing duties.
    pub standing: Vec<StandingDuty>,
}

/// The matrix as it stood on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DutyMatrix {
    /// Day.
    pub on: NaiveDate,
    /// Kinds, in the order of the pack.
    pub kinds: Vec<MatrixKind>,
    /// Departments with a share, those with most leads first.
    pub departments: Vec<MatrixDepartment>,
    /// Decisions, newest first.
    pub decisions: Vec<DutyDecisionRow>,
    /// Kinds without a lead.
    pub holes: usize,
    /// Kinds with more than one.
    pub doubles: usize,
    /// Departments that lead a kind but have no standing duty in the table of duties.
    pub leads_without_standing: Vec<String>,
    /// Departments with standing duties that lead no kind.
    pub standing_without_kind: Vec<String>,
    /// Whether the caller may decide.
    pub may_decide: bool,
}
