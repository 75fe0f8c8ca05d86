//! `thresholds.toml`: figures that decide something, each with its source.

use crate::lifecycle::Certainty;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A figure that decides something: a key unit, a three-in-one exception, a service firm's floor area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Code, for instance `three_in_one.height_m`.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// What it belongs to: `key_unit`, `three_in_one`, `self_built`, `service`, `training`, `fire_grade`…
    pub topic: String,
    /// How a value is held against it.
    pub compare: Compare,
    /// The figure.
    pub value: i64,
    /// Unit in Chinese (平方米, 人, 元…).
    pub unit: String,
    /// Premises kinds it is for; empty when the topic says it.
    #[serde(default)]
    pub premises_kinds: Vec<String>,
    /// Legal basis in Chinese.
    pub basis: String,
    /// What was read to know the figure.
    pub source: String,
    /// How sure the figure is.
    pub certainty: Certainty,
    /// First day it holds.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day it holds.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// How a value is held against a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// Greater than (大于).
    Gt,
    /// At least (不小于).
    Ge,
    /// Less than (小于).
    Lt,
    /// At most (不大于).
    Le,
}

impl Threshold {
    /// Whether a value meets the condition.
    #[must_use]
    pub const fn met_by(&self, value: i64) -> bool {
        match self.compare {
            Compare::Gt => value > self.value,
            Compare::Ge => value >= self.value,
            Compare::Lt => value < self.value,
            Compare::Le => value <= self.value,
        }
    }

    /// Whether the figure held on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }
}
