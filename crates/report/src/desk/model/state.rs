//! States of returns, and periods.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportReturnState)]
pub enum ReturnState {
    /// 待填报.
    Pending,
    /// 填报中.
    Draft,
    /// 待审核: waits for the second look.
    Review,
    /// 已报送.
    Done,
    /// 已退回.
    Returned,
}

impl ReturnState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Draft, Self::Review, Self::Done, Self::Returned];

    /// The stable word for columns and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Done => "done",
            Self::Returned => "returned",
        }
    }

    /// The state in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "待填报",
            Self::Draft => "填报中",
            Self::Review => "待审核",
            Self::Done => "已报送",
            Self::Returned => "已退回",
        }
    }

    /// The state of a word made by [`ReturnState::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether cells may be changed.
    #[must_use]
    pub const fn open(self) -> bool {
        matches!(self, Self::Pending | Self::Draft | Self::Returned)
    }
}

/// How often a table is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportPeriod)]
pub enum Period {
    /// 一次性.
    Once,
    /// 周报.
    Weekly,
    /// 月报.
    Monthly,
    /// 季报.
    Quarterly,
}

impl Period {
    /// The stable word for columns and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
        }
    }

    /// The period of a word made by [`Period::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Once, Self::Weekly, Self::Monthly, Self::Quarterly]
            .into_iter()
            .find(|period| period.code() == code)
    }
}
