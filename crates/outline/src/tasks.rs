//! Obligations in an outline: who leads, who supports, by when, how much.

mod amount;
mod chars;
mod dates;
mod due;
mod event;
mod names;
mod roles;
mod units;
mod vocabulary;

use crate::{
    matter,
    node::{Kind, Node},
    span::{Outline, SpanKind},
    title,
};
use chars::Chars;
use serde::Serialize;
use std::collections::HashMap;
use units::Unit;

pub use amount::{Amount, Coverage, Quantity};
pub use due::{Due, DueKind};
pub use vocabulary::{Alias, Department, Vocabulary};

/// A department as a document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Canonical name by the vocabulary; none if the vocabulary lacks it.
    pub name: Option<String>,
    /// The words in the document, without 部门.
    pub raw: String,
}

/// Where a record's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TaskSpan {
    /// First and last source line, 1-based.
    pub lines: [u32; 2],
    /// First code point in the node's text, 0-based.
    pub from: usize,
    /// End in the node's text, exclusive.
    pub to: usize,
}

/// One obligation. Serialises as the JSON line of `qutu plan tasks`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskRecord {
    /// Id of the outline node it stands in.
    pub clause: String,
    /// The words of the obligation.
    pub text: String,
    /// Departments that lead.
    pub lead: Vec<Named>,
    /// Departments that support.
    pub support: Vec<Named>,
    /// Dates, periods, cadences and awaited events.
    pub due: Vec<Due>,
    /// Counted targets.
    pub quantity: Vec<Quantity>,
    /// Share the action must reach.
    pub coverage: Option<Coverage>,
    /// Where the words stand.
    pub span: TaskSpan,
}

/// Finds the obligations of an outline in document order: a sentence, or a part of one closed by a semicolon.
///
/// Titles, preambles and formal lines hold none, unless the document has no numbers at all.
pub fn tasks(outline: &Outline, vocabulary: &Vocabulary) -> Vec<TaskRecord> {
    let years = years(outline);
    let lines = line_starts(outline);
    let numbered = outline.nodes.iter().any(|n| matches!(n.kind, Kind::Section | Kind::Clause | Kind::Item));
    let mut records = Vec::new();
    for (index, node) in outline.nodes.iter().enumerate() {
        let cautious = match node.kind {
            Kind::Section | Kind::Clause | Kind::Item | Kind::Fragment => false,
            Kind::Annex => true,
            Kind::Preamble if !numbered => true,
            _ => continue,
        };
        let context = Context {
            vocabulary,
            year: years.get(document_prefix(&node.id)).copied(),
            lines: lines.get(&index).map(Vec::as_slice).unwrap_or_default(),
        };
        for unit in units::units(&Chars::new(&node.text)) {
            let record = context.record(node, &unit);
            let bare = record.lead.is_empty() && record.due.is_empty() && record.quantity.is_empty();
            if !(cautious && bare && record.coverage.is_none()) {
                records.push(record);
            }
        }
    }
    records
}

/// What a record needs to know besides its words.
struct Context<'a> {
    vocabulary: &'a Vocabulary,
    year: Option<u32>,
    /// Offsets in the node's text where a source line starts, with the line.
    lines: &'a [(usize, u32)],
}

impl Context<'_> {
    fn record(&self, node: &Node, unit: &Unit) -> TaskRecord {
        let mut parts = vec![&unit.words];
        parts.extend(&unit.notes);
        let (lead, support) = roles::roles(&parts, self.vocabulary, self.year);
        let mut due = Vec::new();
        let mut quantity = Vec::new();
        let mut coverage = None;
        for (at, part) in parts.iter().enumerate() {
            for found in due::find(part, self.year, at > 0) {
                if !due.contains(&found) {
                    due.push(found);
                }
            }
            if at == 0 {
                quantity.extend(amount::quantities(part));
                coverage = amount::coverage(part);
            }
        }
        let line = |offset: usize| {
            let at = self.lines.partition_point(|(start, _)| *start <= offset);
            self.lines.get(at.saturating_sub(1)).map_or(node.lines[0], |(_, line)| *line)
        };
        TaskRecord {
            clause: node.id.clone(),
            text: unit.text.clone(),
            lead,
            support,
            due,
            quantity,
            coverage,
            span: TaskSpan {
                lines: [line(unit.from), line(unit.to.saturating_sub(1))],
                from: unit.from,
                to: unit.to,
            },
        }
    }
}

/// `2/` of an id in a second document, else nothing.
fn document_prefix(id: &str) -> &str {
    match id.split_once('/') {
        Some((number, _)) if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => number,
        _ => "",
    }
}

/// The year of every document: its title's, else its document number's.
fn years(outline: &Outline) -> HashMap<&str, u32> {
    let mut years = HashMap::new();
    for node in outline.nodes.iter().filter(|n| n.kind == Kind::Title) {
        if let Some(year) = title::year(&node.text) {
            years.entry(document_prefix(&node.id)).or_insert(year);
        }
    }
    for node in outline.nodes.iter().filter(|n| n.kind == Kind::Matter && matter::is_document_number(&n.text))
    {
        if let Some((year, _)) = matter::year_in_brackets(&node.text) {
            years.entry(document_prefix(&node.id)).or_insert(year);
        }
    }
    years
}

/// For every node: where in its text the source lines start.
fn line_starts(outline: &Outline) -> HashMap<usize, Vec<(usize, u32)>> {
    let mut starts: HashMap<usize, Vec<(usize, u32)>> = HashMap::new();
    let mut reached: HashMap<usize, (usize, usize)> = HashMap::new();
    for span in outline.spans.iter().filter(|span| span.kind == SpanKind::Text) {
        let Some(owner) = span.owner else { continue };
        let Some(node) = outline.nodes.get(owner) else { continue };
        let (mut bytes, mut chars) = reached.get(&owner).copied().unwrap_or_default();
        if node.text.get(bytes..).is_some_and(|rest| rest.starts_with('\n')) {
            bytes += 1;
            chars += 1;
        }
        starts.entry(owner).or_default().push((chars, span.line));
        reached.insert(owner, (bytes + span.text.len(), chars + span.text.chars().count()));
    }
    starts
}
