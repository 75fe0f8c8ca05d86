//! `work_points.toml`: a yearly work-points document, clause by clause, in our own words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A work-points document (工作要点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkPoints {
    /// Code, for instance `work-points-2024`.
    pub code: String,
    /// Title of the document.
    pub title: String,
    /// Year.
    pub year: i32,
    /// What is known about the text, in Chinese.
    pub note: String,
    /// Clauses in document order.
    #[serde(rename = "clause")]
    pub clauses: Vec<Clause>,
}

/// A numbered part of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Id as the outliner gives it: `一`, `一(二)`, `一(二)1`, `一(?)3`, `fragment1`.
    pub id: String,
    /// Kind.
    pub kind: ClauseKind,
    /// Whether its words were seen.
    pub status: ClauseStatus,
    /// Heading, or a short name for an item.
    pub heading: String,
    /// The section a fragment stands in; the place of everything else is in its id.
    #[serde(default)]
    pub under: Option<String>,
    /// Clauses an item may belong to, the likeliest first, when the source leaves it open (`一(?)3`).
    #[serde(default)]
    pub candidates: Vec<String>,
    /// What it asks for, in our own words.
    #[serde(default)]
    pub summary: Option<String>,
    /// Tasks drawn from it.
    #[serde(default, rename = "task")]
    pub tasks: Vec<WorkTask>,
}

/// Kinds of clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// 一、
    Section,
    /// (一)
    Clause,
    /// 1.
    Item,
    /// Words without a number after a hole in the source.
    Fragment,
}

/// Whether the words of a clause were seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseStatus {
    /// All of them.
    Present,
    /// A part; the rest is missing from the source.
    Partial,
    /// Only its heading, or not even that.
    Elided,
}

/// A task (工作任务).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkTask {
    /// Code, unique in the document.
    pub code: String,
    /// What is to be done, in our own words.
    pub text: String,
    /// Department codes that lead. Empty when the document names none: shown as a gap to be filled by 消安委办.
    #[serde(default)]
    pub lead: Vec<String>,
    /// Department codes that support.
    #[serde(default)]
    pub support: Vec<String>,
    /// When it is due; several kinds may stand together.
    #[serde(default)]
    pub due: Vec<Due>,
    /// What is counted, and over what, in Chinese.
    pub measure: String,
    /// Kinds of case whose closing proves the task.
    #[serde(default)]
    pub case_kinds: Vec<String>,
    /// Target figures.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// Target share, 1.0 for all.
    #[serde(default)]
    pub coverage_percent: Option<u32>,
}

/// When a task is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Kind.
    pub kind: DueKind,
    /// For `date` the day, for `period` `from/to` or an ISO period, for `cadence` an ISO period or `ongoing`, for
    /// `after` the awaited thing.
    pub value: String,
}

/// Kinds of due, as the outliner names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// By a day.
    Date,
    /// Within a period.
    Period,
    /// Again and again.
    Cadence,
    /// After something awaited; never overdue before it has happened.
    After,
}

/// A target figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Least.
    pub min: u32,
    /// Most.
    #[serde(default)]
    pub max: Option<u32>,
    /// Unit in Chinese.
    pub unit: String,
}

impl Due {
    /// The day of a `date` due.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        match self.kind {
            DueKind::Date => self.value.parse().ok(),
            DueKind::Period => self.value.split_once('/').and_then(|(_, last)| last.parse().ok()),
            DueKind::Cadence | DueKind::After => None,
        }
    }
}

impl Clause {
    /// Id of the clause above: `一(二)1` stands under `一(二)`, and `一(?)3`, whose clause is not known, under `一`.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        match self.kind {
            ClauseKind::Section => None,
            ClauseKind::Clause => self.id.split_once('(').map(|(section, _)| section),
            ClauseKind::Item => {
                let above = self.id.trim_end_matches(|c: char| c.is_ascii_digit());
                Some(above.strip_suffix("(?)").unwrap_or(above))
            }
            ClauseKind::Fragment => self.under.as_deref(),
        }
    }

    /// Whether its place in the document is known.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.kind != ClauseKind::Fragment && !self.id.contains('?')
    }
}
