//! The rule table of one edition.

mod build;
mod dependence;
mod embedded;
mod file;
mod names;
mod position;
mod problem;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub(crate) use dependence::Dependents;
pub use problem::{TableProblem, TableProblems};

use crate::edition::Edition;
use crate::language::{Comparison, Condition, Macro};
use crate::vocabulary::{Input, Kind, System};

/// One edition's vocabulary, elements, decision rules and exclusions, all checked.
#[derive(Debug, Clone)]
pub struct RuleTable {
    edition: Edition,
    standard: String,
    title: String,
    effective_from: NaiveDate,
    effective_until: Option<NaiveDate>,
    inputs: Vec<Input>,
    flags: Vec<Input>,
    kinds: Vec<Kind>,
    systems: Vec<System>,
    elements: Vec<Element>,
    decision: Vec<DecisionRule>,
    exclusions: Vec<Exclusion>,
    inputs_of_other_editions: Vec<String>,
    pub(crate) macros: Vec<Macro>,
    pub(crate) kind_rules: Vec<KindRule>,
    /// Every comparison anywhere in the table, for finding critical values.
    pub(crate) comparisons: Vec<Comparison>,
    /// By input: the rules that look at it.
    pub(crate) dependents: Vec<Dependents>,
}

/// A judgement element: one clause of chapter 6/7 (2017) or 5/6 (2025).
#[derive(Debug, Clone, Serialize)]
pub struct Element {
    /// Clause number as the standard writes it, for example `7.3.6` or `5.2 c)`.
    pub clause: String,
    /// Whether one hit decides, or hits are counted.
    pub route: ElementRoute,
    /// Heading in the standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The places it is about, if not all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<String>,
    /// What is wrong, condensed.
    pub predicate: String,
    /// How sure the table is of the clause.
    pub certainty: Certainty,
    /// Which reading is coded where the wording leaves two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip)]
    pub(crate) condition: Condition,
}

/// How an element weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ElementRoute {
    /// One hit makes a major hazard (直接判定).
    Direct,
    /// Hits are counted (综合判定).
    Comprehensive,
}

/// Where a rule's content comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The clause's text was read.
    #[default]
    Text,
    /// Written from memory; confirm before relying on it.
    Memory,
}

/// How many comprehensive elements make a major hazard, and for which places (2017: 5.3.3; 2025: 4.1 c).
#[derive(Debug, Clone, Serialize)]
pub struct DecisionRule {
    /// As it stands in a judgement's `by`.
    pub id: String,
    /// The places it is about.
    pub label: String,
    /// The count, itself included.
    pub minimum: usize,
    /// How sure the table is of the rule.
    pub certainty: Certainty,
    /// `None`: every place.
    #[serde(skip)]
    pub(crate) condition: Option<Condition>,
    /// Positions of the elements that count; `None`: every comprehensive element.
    #[serde(skip)]
    pub(crate) elements: Option<Vec<usize>>,
}

/// A ground for not judging a premises, or for not counting one element (2017: 5.1.2, 5.1.3; 2025: 4.2).
#[derive(Debug, Clone, Serialize)]
pub struct Exclusion {
    /// As it stands in a judgement's `premises_exclusion`.
    pub id: String,
    /// What it takes away.
    pub level: ExclusionLevel,
    /// When, condensed.
    pub text: String,
    /// How sure the table is of the rule.
    pub certainty: Certainty,
    #[serde(skip)]
    pub(crate) condition: Condition,
}

/// What an exclusion takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExclusionLevel {
    /// The premises is not judged to have a major hazard.
    Premises,
    /// The element is not counted; asks the flags of that element.
    Element,
}

/// A kind that follows from the facts, or is withdrawn by them.
#[derive(Debug, Clone)]
pub(crate) struct KindRule {
    pub(crate) change: KindChange,
    pub(crate) condition: Condition,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KindChange {
    Add(usize),
    Drop(usize),
}

impl RuleTable {
    /// The edition it states.
    #[must_use]
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Number of the standard, for example `GB 35181-2025`.
    #[must_use]
    pub fn standard(&self) -> &str {
        &self.standard
    }

    /// Chinese title of the standard.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// First day in force (civil date, Asia/Shanghai).
    #[must_use]
    pub fn effective_from(&self) -> NaiveDate {
        self.effective_from
    }

    /// Last day in force; `None` while no successor is known.
    #[must_use]
    pub fn effective_until(&self) -> Option<NaiveDate> {
        self.effective_until
    }

    /// Everything that can be recorded, premises-level exclusion facts included.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The yes-or-no facts about a single element, recorded under `element_flags.<clause>`.
    #[must_use]
    pub fn flags(&self) -> &[Input] {
        &self.flags
    }

    /// The kinds of premises.
    #[must_use]
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The systems of annex A; empty for 2017.
    #[must_use]
    pub fn systems(&self) -> &[System] {
        &self.systems
    }

    /// All elements, in the order of the standard.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The counting rules.
    #[must_use]
    pub fn decision_rules(&self) -> &[DecisionRule] {
        &self.decision
    }

    /// The exclusions of both levels.
    #[must_use]
    pub fn exclusions(&self) -> &[Exclusion] {
        &self.exclusions
    }

    /// Names another edition records; they are accepted here and not used.
    #[must_use]
    pub fn inputs_of_other_editions(&self) -> &[String] {
        &self.inputs_of_other_editions
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
