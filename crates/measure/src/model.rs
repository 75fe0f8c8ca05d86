//! What is measured, and what is cut out of it.

use chrono::NaiveDate;
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Which list is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// Cases (隐患与事项).
    Cases,
    /// Premises (场所).
    Premises,
}

/// What is taken of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueOf {
    /// How many there are.
    #[default]
    Count,
    /// Floor area of premises in square metres; premises whose area is not known add nothing.
    Area,
    /// Share of the open cases that are overdue, in per cent; 0 where nothing is open.
    OverdueShare,
}

impl ValueOf {
    /// Whether the value of a whole is the sum of the values of its parts.
    #[must_use]
    pub const fn adds_up(self) -> bool {
        !matches!(self, Self::OverdueShare)
    }

    /// Unit shown beside the figure.
    #[must_use]
    pub const fn unit(self, over: Over) -> &'static str {
        match (self, over) {
            (Self::Count, Over::Cases) => "件",
            (Self::Count, Over::Premises) => "家",
            (Self::Area, _) => "平方米",
            (Self::OverdueShare, _) => "%",
        }
    }
}

/// A measure: a list, a filter with the parameters of the list page, and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Measure {
    /// Which list.
    pub over: Over,
    /// The parameters of the list page, as they stand in its address.
    #[serde(default)]
    pub filter: BTreeMap<String, String>,
    /// What is taken of the rows.
    #[serde(default)]
    pub value: ValueOf,
}

/// The day of a row that a period cuts by.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Day a case was opened.
    Opened,
    /// Day a case was closed.
    Closed,
    /// Day an open case is due.
    Due,
    /// Day premises were registered; for cases the day they were opened.
    Created,
    /// Day of the last visit to premises.
    Inspected,
    /// None: the rows as they are.
    #[default]
    None,
}

impl Basis {
    /// The stable word of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::Due => "due",
            Self::Created => "created",
            Self::Inspected => "inspected",
            Self::None => "none",
        }
    }

    /// Reads [`Basis::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Opened, Self::Closed, Self::Due, Self::Created, Self::Inspected, Self::None]
            .into_iter()
            .find(|basis| basis.code() == code)
    }
}

/// A cut in space and time, laid over the filter of a measure: both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Cut {
    /// In this region.
    #[schema(value_type = Option<String>)]
    pub region: Option<RegionCode>,
    /// From this day.
    pub from: Option<NaiveDate>,
    /// To this day, inclusive.
    pub to: Option<NaiveDate>,
    /// Which day of a row the period cuts by. Without one `from` and `to` must be absent.
    pub basis: Basis,
    /// As it stood at the end of this day (截至), computed from dates; refused where a date does not tell.
    pub as_of: Option<NaiveDate>,
}
