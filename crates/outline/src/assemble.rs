//! Third pass: raw nodes get ids, parents and certainty; headings known only from the contents are put in.

mod listed;
mod numbering;
mod place;

use crate::{
    contents::Contents,
    gap::Omitted,
    node::{Kind, Node, Status, masked_runs},
    number::{Mark, Scheme},
    raw::{Draft, Raw, RawKind},
    span::{Outline, Span},
};
use listed::{Listed, Slot};
use numbering::Numbering;
use std::collections::HashMap;

/// Depth order of the number families; a number closes everything at its own rank and below.
pub(crate) fn rank(scheme: Scheme) -> u8 {
    match scheme {
        Scheme::Chapter => 0,
        Scheme::Part => 1,
        Scheme::Section => 2,
        Scheme::Article => 3,
        Scheme::Clause => 4,
        Scheme::Item => 5,
        Scheme::Sub => 6,
    }
}

/// Rank up to which a number counts as a section.
const SECTION_RANK: u8 = 2;
/// Rank of (一).
const CLAUSE_RANK: u8 = 4;

/// Turns the builder's draft into the outline.
pub(crate) fn assemble(draft: Draft) -> Outline {
    let listed = Listed::of(&draft);
    let mut work = Assembler::new(&draft, &listed);
    for slot in &listed.order {
        match *slot {
            Slot::Raw(index) => work.raw(index),
            Slot::Elided(list, entry) => work.elided(list, entry),
        }
    }
    let (nodes, node_of) = (work.nodes, work.node_of);
    let spans = draft
        .spans
        .into_iter()
        .map(|span| Span {
            line: span.line,
            kind: span.kind,
            owner: span.owner.and_then(|raw| node_of.get(raw).copied().flatten()),
            text: span.text,
        })
        .collect();
    Outline { nodes, spans }
}

/// An open numbered node.
#[derive(Clone, Copy, Debug)]
struct Open {
    node: usize,
    rank: u8,
}

/// Clauses that may have been swallowed since the last section or clause.
#[derive(Clone, Debug, Default)]
struct Pending {
    /// The clause that was open when the gap came.
    clause: Option<usize>,
    /// An item has come since the gap, so what stands below items is known again.
    has_item: bool,
    /// Nodes put in from the contents.
    elided: Vec<(usize, u8)>,
}

struct Assembler<'a> {
    raws: &'a [Raw],
    contents: &'a [(usize, Contents)],
    listed: &'a Listed,
    nodes: Vec<Node>,
    node_of: Vec<Option<usize>>,
    entry_node: HashMap<(usize, usize), usize>,
    stack: Vec<Open>,
    pending: Option<Pending>,
    numbering: Numbering,
    used: HashMap<String, u32>,
    /// (document, annex count) the numbering stands in.
    document: usize,
    document_prefix: String,
    /// Prefix of numbered ids: the document's, or the annex's with a slash.
    prefix: String,
    annex: Option<String>,
    annexes: u32,
    gaps: u32,
    fragments: u32,
    matters: u32,
    /// Characters omitted by counted gaps so far in this document.
    omitted: u64,
}

impl<'a> Assembler<'a> {
    fn new(draft: &'a Draft, listed: &'a Listed) -> Self {
        Self {
            raws: &draft.raws,
            contents: &draft.contents,
            listed,
            nodes: Vec::new(),
            node_of: vec![None; draft.raws.len()],
            entry_node: HashMap::new(),
            stack: Vec::new(),
            pending: None,
            numbering: Numbering::default(),
            used: HashMap::new(),
            document: 0,
            document_prefix: String::new(),
            prefix: String::new(),
            annex: None,
            annexes: 0,
            gaps: 0,
            fragments: 0,
            matters: 0,
            omitted: 0,
        }
    }

    fn raw(&mut self, index: usize) {
        let Some(raw) = self.raws.get(index) else { return };
        if raw.document != self.document {
            self.start_document(raw.document);
        }
        let node = match &raw.kind {
            RawKind::Numbered(mark) => self.numbered(index, raw, mark),
            RawKind::Title => self.plain(raw, "title", Kind::Title),
            RawKind::Preamble => self.plain(raw, "preamble", Kind::Preamble),
            RawKind::Matter => {
                self.matters += 1;
                self.plain(raw, &format!("matter{}", self.matters), Kind::Matter)
            }
            RawKind::Annex(number) => self.annex(index, raw, *number),
            RawKind::Fragment => {
                self.fragments += 1;
                let mut node = self.plain(raw, &format!("fragment{}", self.fragments), Kind::Fragment);
                node.parent = self.section().map(|(id, _)| id);
                node.level = 3;
                node.status = Status::Partial;
                node.certain = false;
                node
            }
            RawKind::Gap(amount) => self.gap(raw, *amount),
        };
        let number = self.nodes.len();
        if let Some(slot) = self.node_of.get_mut(index) {
            *slot = Some(number);
        }
        if let Some(entry) = self.listed.entry_of.get(index).copied().flatten() {
            self.entry_node.insert(entry, number);
        }
        self.nodes.push(node);
    }

    fn start_document(&mut self, document: usize) {
        self.document = document;
        self.document_prefix = format!("{}/", document + 1);
        self.prefix = self.document_prefix.clone();
        self.annex = None;
        (self.annexes, self.gaps, self.fragments, self.matters, self.omitted) = (0, 0, 0, 0, 0);
        self.start_region();
    }

    fn start_region(&mut self) {
        self.stack.clear();
        self.pending = None;
        self.numbering = Numbering::default();
    }

    /// A node outside the numbering.
    fn plain(&mut self, raw: &Raw, name: &str, kind: Kind) -> Node {
        let id = self.unique(format!("{}{name}", self.document_prefix));
        Node {
            id,
            kind,
            parent: None,
            level: 0,
            heading: raw.heading.clone(),
            masked: masked_runs(&raw.text),
            text: raw.text.clone(),
            status: if raw.cut { Status::Partial } else { Status::Present },
            certain: true,
            candidates: Vec::new(),
            lines: raw.lines,
            omitted_chars: None,
        }
    }

    fn annex(&mut self, index: usize, raw: &Raw, number: Option<u32>) -> Node {
        self.annexes += 1;
        // 附件:… above a signature only lists the annexes that follow with their own numbers.
        let lists_others = number.is_none()
            && self.listed.numbered_annex.get(&raw.document).is_some_and(|last| *last > index);
        let name = match number {
            Some(number) => format!("附件{number}"),
            None if lists_others => "附件".to_owned(),
            None => format!("附件{}", self.annexes),
        };
        let node = self.plain(raw, &name, Kind::Annex);
        self.prefix = format!("{}/", node.id);
        self.annex = Some(node.id.clone());
        self.start_region();
        node
    }

    fn gap(&mut self, raw: &Raw, amount: Omitted) -> Node {
        self.gaps += 1;
        let omitted = match amount {
            Omitted::Count(count) => {
                self.omitted = self.omitted.saturating_add(count);
                Some(count)
            }
            Omitted::Total { total, shown } => {
                total.checked_sub(shown).and_then(|rest| rest.checked_sub(self.omitted))
            }
            Omitted::Unknown => None,
        };
        let section = self.section();
        let mut node = self.plain(raw, &format!("gap{}", self.gaps), Kind::Gap);
        node.level = section.as_ref().map_or(0, |(_, level)| level + 1);
        node.parent = section.map(|(id, _)| id);
        node.omitted_chars = omitted;
        let clause = self.stack.iter().rev().find(|open| open.rank == CLAUSE_RANK).map(|open| open.node);
        let pending = self.pending.get_or_insert_default();
        pending.clause = pending.clause.or(clause);
        pending.has_item = false;
        node
    }

    /// The open section, or the annex around it: id and level.
    fn section(&self) -> Option<(String, u8)> {
        let open = self.stack.iter().rev().find(|open| open.rank <= SECTION_RANK);
        match open.and_then(|open| self.nodes.get(open.node)) {
            Some(node) => Some((node.id.clone(), node.level)),
            None => self.annex.clone().map(|id| (id, 0)),
        }
    }

    /// Makes an id unique: a second `一(二)1` becomes `一(二)1#2`.
    fn unique(&mut self, id: String) -> String {
        let count = self.used.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}#{count}") }
    }

    fn kind_of(mark: &Mark, in_article: bool) -> Kind {
        match mark.scheme {
            Scheme::Section | Scheme::Chapter => Kind::Section,
            Scheme::Clause if in_article => Kind::Item,
            Scheme::Part | Scheme::Clause => Kind::Clause,
            Scheme::Item | Scheme::Article | Scheme::Sub => Kind::Item,
        }
    }
}
