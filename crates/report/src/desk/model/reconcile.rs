//! Reconciliation (对数): what a county claims beside what the ledger has.

use super::{Bound, DifferenceId, ReconciliationId, ReturnId};
use chrono::NaiveDate;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;
use uuid::Uuid;

/// In which direction a row is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReconcileDirection)]
pub enum Direction {
    /// 台账有、未上报.
    LedgerOnly,
    /// 已上报、台账无.
    ClaimedOnly,
}

/// Why two figures differ by a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DifferenceKind)]
pub enum DifferenceKind {
    /// 漏报: in the ledger, not claimed.
    NotClaimed,
    /// 漏登: claimed, not in the ledger.
    NotInLedger,
    /// 重复.
    Duplicate,
    /// 时点差: in the other period.
    Timing,
    /// 口径差: in the ledger, outside the definition.
    Definition,
}

impl DifferenceKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::NotClaimed, Self::NotInLedger, Self::Duplicate, Self::Timing, Self::Definition];

    /// The stable word for columns and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotClaimed => "not_claimed",
            Self::NotInLedger => "not_in_ledger",
            Self::Duplicate => "duplicate",
            Self::Timing => "timing",
            Self::Definition => "definition",
        }
    }

    /// The kind in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotClaimed => "漏报（台账有、未上报）",
            Self::NotInLedger => "漏登（已上报、台账无）",
            Self::Duplicate => "重复",
            Self::Timing => "时点差",
            Self::Definition => "口径差",
        }
    }

    /// The kind of a word made by [`DifferenceKind::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A row as one side has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = ReconcileSide)]
pub struct Side {
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Unified social credit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// Day it counts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
}

/// A row of the list a county claims.
pub type ClaimRow = Side;

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Id of the premises or case.
    pub id: Uuid,
    /// As it stands there.
    pub side: Side,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReconcileDifference)]
pub struct Difference {
    /// Id.
    #[schema(value_type = String)]
    pub id: DifferenceId,
    /// Direction.
    pub direction: Direction,
    /// The row of the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<Side>,
    /// Id of the premises or case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger_id: Option<Uuid>,
    /// The row that was claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Side>,
    /// Place in the list that was claimed, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_row: Option<i64>,
    /// What the rule takes it for.
    pub suggested: DifferenceKind,
    /// Why.
    pub suggested_reason: String,
    /// What a person decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<DifferenceKind>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_reason: Option<String>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// `agree` or `dispute` of the county.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<String>,
    /// The county's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The city's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Version.
    pub version: i64,
}

impl FromRow for Difference {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let shape = |column: &str, reason: String| StoreError::Shape { column: column.into(), reason };
        let suggested = row.text("suggested")?;
        let decided = row.opt_text("decided")?;
        let direction = row.text("direction")?;
        Ok(Self {
            id: row.id("id")?,
            direction: if direction == "ledger_only" {
                Direction::LedgerOnly
            } else {
                Direction::ClaimedOnly
            },
            ledger: row.opt_json("ledger_side")?,
            ledger_id: row.opt_id("ledger_id")?,
            claimed: row.opt_json("claimed_side")?,
            claimed_row: row.opt_int("claimed_row")?,
            suggested: DifferenceKind::from_code(&suggested).ok_or_else(|| shape("suggested", suggested))?,
            suggested_reason: row.text("suggested_reason")?,
            decided: decided
                .map(|code| DifferenceKind::from_code(&code).ok_or_else(|| shape("decided", code)))
                .transpose()?,
            decided_reason: row.opt_text("decided_reason")?,
            decided_by: row.opt_text("decided_by")?,
            stance: row.opt_text("stance")?,
            words: row.opt_text("words")?,
            answer: row.opt_text("answer")?,
            version: row.int("version")?,
        })
    }
}

/// A reconciliation in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReconciliationRow)]
pub struct ReconciliationRow {
    /// Id.
    #[schema(value_type = String)]
    pub id: ReconciliationId,
    /// What is reconciled.
    pub title: String,
    /// Region whose figure is held against ours.
    #[schema(value_type = String)]
    pub region: RegionCode,
    /// Its name.
    pub region_name: String,
    /// First day.
    pub from_date: NaiveDate,
    /// Last day.
    pub to_date: NaiveDate,
    /// What was claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<i64>,
    /// What the ledger has.
    pub ours: i64,
    /// `open` 待对方报清单, `compared` 比对中, `confirmed` 已确认, `disputed` 有异议, `locked` 已锁定.
    pub state: String,
    /// The return whose figure it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub return_id: Option<ReturnId>,
    /// Made.
    pub created_at: Timestamp,
    /// Locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Timestamp>,
    /// Version.
    pub version: i64,
}

/// A reconciliation with its differences.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Reconciliation)]
pub struct Reconciliation {
    /// As in the list.
    #[serde(flatten)]
    pub row: ReconciliationRow,
    /// What is counted.
    pub measure: Bound,
    /// In words (口径), with its time.
    pub definition: String,
    /// Organisation that asks.
    pub asker: String,
    /// When our figure was taken.
    pub ours_at: Timestamp,
    /// Rows both sides have.
    pub matched: i64,
    /// Differences.
    pub differences: Vec<Difference>,
    /// Locked by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_by: Option<String>,
    /// Whether the caller decides and answers.
    pub may_decide: bool,
    /// Whether the caller speaks for the region.
    pub may_claim: bool,
}

impl FromRow for Reconciliation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            row: ReconciliationRow {
                id: row.id("id")?,
                title: row.text("title")?,
                region: row.region("region_code")?,
                region_name: String::new(),
                from_date: row.date("from_date")?,
                to_date: row.date("to_date")?,
                claimed: row.opt_int("claimed")?,
                ours: row.int("ours")?,
                state: row.text("state")?,
                return_id: row.opt_id("return_id")?,
                created_at: row.time("created_at")?,
                locked_at: row.opt_time("locked_at")?,
                version: row.int("version")?,
            },
            measure: row.json("measure")?,
            definition: row.text("definition")?,
            asker: row.text("asker_name")?,
            ours_at: row.time("ours_at")?,
            matched: row.int("matched")?,
            differences: Vec::new(),
            locked_by: row.opt_text("locked_by")?,
            may_decide: false,
            may_claim: false,
        })
    }
}

/// A new reconciliation.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewReconciliation {
    /// What is reconciled.
    pub title: String,
    /// Region whose figure is held against ours; of a return the return's.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub region: Option<RegionCode>,
    /// The return whose figure it is.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub return_id: Option<ReturnId>,
    /// Column of the return; its measure and figure are taken.
    #[serde(default)]
    pub column: Option<String>,
    /// What is counted, when it is about no return.
    #[serde(default)]
    pub measure: Option<Bound>,
    /// First day, when it is about no return.
    #[serde(default)]
    pub from_date: Option<NaiveDate>,
    /// Last day, when it is about no return.
    #[serde(default)]
    pub to_date: Option<NaiveDate>,
}

/// The list a county claims.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SubmitClaim {
    /// Version.
    pub version: i64,
    /// Rows.
    pub rows: Vec<ClaimRow>,
}

/// What somebody says about a difference: the city a kind with a reason or an answer, the county a stance with words.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct DifferenceReply {
    /// Version of the difference.
    pub version: i64,
    /// What it is.
    #[serde(default)]
    pub decided: Option<DifferenceKind>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// `agree` or `dispute`.
    #[serde(default)]
    pub stance: Option<String>,
    /// Words of the county.
    #[serde(default)]
    pub words: Option<String>,
    /// Answer of the city.
    #[serde(default)]
    pub answer: Option<String>,
}
