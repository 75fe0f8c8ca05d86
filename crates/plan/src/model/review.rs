//! What a review sends and what it is shown: edits, checks, coverage, comparison.

use super::{Due, Milestone, Owner, Target, TaskMeasure};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A draft to be made from a document.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewPlan {
    /// Document.
    pub document_id: Uuid,
    /// Year; that of the document's title when absent.
    pub year: Option<i32>,
    /// Title; the document's when absent.
    pub title: Option<String>,
    /// Published plan of a region above that it carries out.
    pub upper_plan: Option<Uuid>,
}

/// A task as the sender knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskRef {
    /// Task.
    pub id: Uuid,
    /// Version the sender saw.
    pub version: i64,
}

fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(value).map(Some)
}

/// What changes in a task; what is left out stays, `null` empties.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct TaskChange {
    /// What is to be done.
    pub text: Option<String>,
    /// Who leads and supports; replaces all, and counts as confirmed by the sender.
    pub owners: Option<Vec<Owner>>,
    /// Due day.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    pub due_on: Option<Option<NaiveDate>>,
    /// Cadences, periods and awaited things.
    pub due: Option<Vec<Due>>,
    /// Target.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Target>)]
    pub target: Option<Option<Target>>,
    /// Quarter milestones.
    pub milestones: Option<Vec<Milestone>>,
    /// Evidence wanted.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub evidence: Option<Option<String>>,
    /// Mandates.
    pub mandates: Option<Vec<String>>,
    /// Whether its result is a document.
    pub document: Option<bool>,
    /// Measure over the ledger.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<TaskMeasure>)]
    pub measure: Option<Option<TaskMeasure>>,
}

/// One change of a plan under review, or an amendment of one in force.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Edit {
    /// Takes proposals over; with `owners` the owners found by name are confirmed too.
    Accept {
        /// Tasks.
        tasks: Vec<TaskRef>,
        /// Confirm the proposed owners.
        #[serde(default)]
        owners: bool,
    },
    /// Says that a proposal is no task.
    Reject {
        /// Tasks.
        tasks: Vec<TaskRef>,
        /// Why.
        reason: String,
    },
    /// Changes what a task says.
    Change {
        /// Task.
        task: TaskRef,
        /// What changes.
        change: Box<TaskChange>,
    },
    /// Cuts a task in two.
    Split {
        /// Task.
        task: TaskRef,
        /// Code point of its text where the second part begins.
        at: usize,
    },
    /// Makes one task of several of the same clause.
    Merge {
        /// Tasks, two or more.
        tasks: Vec<TaskRef>,
    },
    /// Adds a task by hand.
    Add {
        /// Node of the outline.
        clause: String,
        /// What is to be done.
        text: String,
        /// Where the words stand in the node's text, code points, half-open.
        span: Option<(usize, usize)>,
    },
    /// Says that a clause needs no task.
    NoTask {
        /// Node of the outline.
        clause: String,
        /// Why.
        reason: String,
    },
    /// Takes that back.
    NeedsTask {
        /// Node of the outline.
        clause: String,
    },
    /// Takes a task that is in force back.
    Withdraw {
        /// Task.
        task: TaskRef,
        /// Why.
        reason: String,
    },
    /// Takes owners, measures and mandates over from an earlier plan where the clauses match.
    Carry {
        /// Earlier plan.
        from: Uuid,
    },
    /// Takes the last change back; drafts only.
    Undo {
        /// The change.
        event: Uuid,
    },
}

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// A proposal nobody decided on.
    Undecided,
    /// A clause with words and without a task.
    NoTask,
    /// A task without a leading owner.
    Unowned,
    /// An owner proposed by name that nobody confirmed.
    Unconfirmed,
    /// A clause whose words are missing in the source (原文缺失).
    Gap,
}

/// One finding before publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Check {
    /// What it is about.
    pub kind: CheckKind,
    /// Node of the outline.
    pub clause: String,
    /// Task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Uuid>,
    /// Whether publishing is refused while it stands.
    pub blocks: bool,
    /// One sentence.
    pub message: String,
}

/// A section in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SectionCoverage {
    /// Node of the section; empty for what stands outside sections.
    pub section: String,
    /// Heading.
    pub title: String,
    /// Clauses and items with words.
    pub clauses: u64,
    /// Of which with a task or marked as needing none.
    pub covered: u64,
    /// Clauses with missing words.
    pub missing: u64,
    /// Tasks.
    pub tasks: u64,
    /// Of which led by somebody.
    pub owned: u64,
    /// Of which with a measure, target, document or wanted evidence.
    pub measured: u64,
}

/// One hole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoverageGap {
    /// `no_task`, `unowned`, `vacant`, `gap`, `no_measure` or `no_evidence`.
    pub kind: String,
    /// Section.
    pub section: String,
    /// Node of the outline.
    pub clause: String,
    /// Task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Uuid>,
    /// Words of the clause or the task.
    pub text: String,
    /// What is wrong, in words.
    pub message: String,
}

/// What of a plan is covered and what is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoverageReport {
    /// By section.
    pub sections: Vec<SectionCoverage>,
    /// Every hole in order of the document.
    pub gaps: Vec<CoverageGap>,
    /// Clauses marked as needing no task, with why.
    pub no_task: Vec<(String, String)>,
}

/// A run of characters in a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiffPart {
    /// `same`, `gone` or `new`.
    pub kind: String,
    /// The characters.
    pub text: String,
}

/// One clause against last year's.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ComparedClause {
    /// `same`, `moved`, `changed`, `new`, `dropped` or `unknown` (words missing on one side).
    pub kind: String,
    /// Node in the newer document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Node in the older document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How alike the words are, 0 to 1.
    pub likeness: f64,
    /// The words with what changed.
    pub parts: Vec<DiffPart>,
    /// Tasks of the older plan in that clause.
    pub tasks_before: u64,
    /// Tasks of the newer plan in it.
    pub tasks: u64,
}

/// Two plans, clause by clause.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Compared {
    /// Older plan.
    pub before: Uuid,
    /// Its title.
    pub before_title: String,
    /// Newer plan.
    pub plan: Uuid,
    /// Its title.
    pub title: String,
    /// Clauses in the order of the newer document; dropped ones after what stood before them.
    pub clauses: Vec<ComparedClause>,
}
