//! Places numbered nodes: under what, with which id, and how sure.

use super::{Assembler, CLAUSE_RANK, Open, Pending, SECTION_RANK, rank};
use crate::{
    node::{Kind, Node, Status, masked_runs},
    number::{Mark, Scheme},
    raw::{Raw, RawKind},
};

/// Most clauses that are inferred from a jump in the numbers.
const MOST_INFERRED: u32 = 60;

/// Where an item after a gap may belong.
struct Options {
    /// Ids in document order, with the node where there is one.
    clauses: Vec<(String, Option<usize>)>,
    /// No other clause is possible.
    closed: bool,
}

impl Assembler<'_> {
    pub(super) fn numbered(&mut self, index: usize, raw: &Raw, mark: &Mark) -> Node {
        let own = rank(mark.scheme);
        self.adopt_listed_parent(index);
        let in_article = self.stack.iter().any(|open| open.rank == rank(Scheme::Article) && open.rank < own);
        let pending = self.pending.take();
        if own > CLAUSE_RANK
            && !in_article
            && let Some(pending) = pending
        {
            if mark.scheme == Scheme::Sub && pending.has_item {
                self.pending = Some(pending);
            } else if let Some(node) = self.after_gap(index, raw, mark, pending) {
                return node;
            }
        }
        self.close(own);
        self.child(raw, mark, in_article)
    }

    /// A node under whatever is open.
    fn child(&mut self, raw: &Raw, mark: &Mark, in_article: bool) -> Node {
        let parent = self.stack.last().map(|open| open.node);
        let above = parent.and_then(|p| self.nodes.get(p));
        let level = above.map_or(0, |node| node.level + 1).max(mark.scheme.level());
        let doubtful = above.is_some_and(|node| !node.candidates.is_empty());
        let id = match above {
            Some(node) if mark.scheme != Scheme::Article => format!("{}{}", node.id, mark.label()),
            _ => format!("{}{}", self.prefix, mark.label()),
        };
        let parent_id = above.map(|node| node.id.clone()).or_else(|| self.annex.clone());
        let certain = self.numbering.continues(parent, mark) && !doubtful;
        self.numbering.saw(parent, mark);
        self.stack.push(Open { node: self.nodes.len(), rank: rank(mark.scheme) });
        let id = self.unique(id);
        Node { id, parent: parent_id, level, certain, ..Self::node(raw, Self::kind_of(mark, in_article)) }
    }

    fn node(raw: &Raw, kind: Kind) -> Node {
        Node {
            id: String::new(),
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

    fn close(&mut self, rank: u8) {
        while self.stack.last().is_some_and(|open| open.rank >= rank) {
            self.stack.pop();
        }
    }

    /// If the contents say that a heading stands under a section the gap swallowed, opens that section.
    fn adopt_listed_parent(&mut self, index: usize) {
        let Some((list, entry)) = self.listed.entry_of.get(index).copied().flatten() else { return };
        let Some((parent, scheme)) = self.listed_parent(list, entry) else { return };
        let elided = self.nodes.get(parent).is_some_and(|node| node.status == Status::Elided);
        if elided && !self.stack.iter().any(|open| open.node == parent) {
            self.close(rank(scheme));
            self.stack.push(Open { node: parent, rank: rank(scheme) });
        }
    }

    fn listed_parent(&self, list: usize, entry: usize) -> Option<(usize, Scheme)> {
        let entries = &self.contents.get(list)?.1.entries;
        let above = entries.get(entry)?.parent?;
        Some((*self.entry_node.get(&(list, above))?, entries.get(above)?.mark.scheme))
    }

    /// Puts in a heading known from the contents only.
    pub(super) fn elided(&mut self, list: usize, entry: usize) {
        let Some((document, contents)) = self.contents.get(list) else { return };
        let Some(listed) = contents.entries.get(entry) else { return };
        if *document != self.document && *document > self.document {
            self.start_document(*document);
        }
        let parent = self.listed_parent(list, entry).map(|(node, _)| node);
        let above = parent.and_then(|p| self.nodes.get(p));
        let id = match above {
            Some(node) => format!("{}{}", node.id, listed.mark.label()),
            None => format!("{}{}", self.document_prefix, listed.mark.label()),
        };
        let node = Node {
            parent: above.map(|node| node.id.clone()),
            level: above.map_or(0, |node| node.level + 1).max(listed.mark.scheme.level()),
            id: self.unique(id),
            kind: Self::kind_of(&listed.mark, false),
            heading: Some(listed.heading.clone()),
            text: String::new(),
            status: Status::Elided,
            certain: true,
            candidates: Vec::new(),
            lines: [listed.line, listed.line],
            masked: Vec::new(),
            omitted_chars: None,
        };
        let number = self.nodes.len();
        self.numbering.saw(parent, &listed.mark);
        self.entry_node.insert((list, entry), number);
        if let Some(pending) = &mut self.pending {
            pending.elided.push((number, rank(listed.mark.scheme)));
        }
        self.nodes.push(node);
    }

    /// An item after a gap. None if its place is known: then it goes under what is open.
    fn after_gap(&mut self, index: usize, raw: &Raw, mark: &Mark, pending: Pending) -> Option<Node> {
        let options = self.options(index, mark, &pending);
        if options.clauses.is_empty() && options.closed {
            return None;
        }
        let single = match options.clauses.as_slice() {
            [(_, Some(node))] if options.closed => Some(*node),
            _ => None,
        };
        if let Some(node) = single {
            self.close(CLAUSE_RANK + 1);
            if self.stack.last().is_none_or(|open| open.node != node) {
                self.close(CLAUSE_RANK);
                self.stack.push(Open { node, rank: CLAUSE_RANK });
            }
            return (mark.scheme == Scheme::Item).then(|| self.child(raw, mark, false));
        }
        let by_clause = self.has_clauses(&pending) || options.clauses.iter().any(|(_, node)| node.is_none());
        self.close(SECTION_RANK + 1);
        let section = self.section();
        let unknown = if by_clause { "(?)" } else { "" };
        let lead = self.stack.last().and_then(|open| self.nodes.get(open.node)).map(|node| node.id.clone());
        let id = format!("{}{unknown}{}", lead.as_deref().unwrap_or(&self.prefix), mark.label());
        let id = self.unique(id);
        self.numbering.saw_somewhere(mark);
        self.stack.push(Open { node: self.nodes.len(), rank: rank(mark.scheme) });
        let node = Node {
            id,
            parent: section.map(|(id, _)| id),
            level: mark.scheme.level(),
            certain: false,
            candidates: options.clauses.into_iter().rev().map(|(id, _)| id).collect(),
            ..Self::node(raw, Kind::Item)
        };
        self.pending = Some(Pending { has_item: true, ..pending });
        Some(node)
    }

    /// Whether clauses, not sections, are what items stand under here.
    fn has_clauses(&self, pending: &Pending) -> bool {
        self.stack.iter().any(|open| open.rank == CLAUSE_RANK)
            || pending.clause.is_some()
            || pending.elided.iter().any(|(_, rank)| *rank == CLAUSE_RANK)
    }

    fn options(&mut self, index: usize, mark: &Mark, pending: &Pending) -> Options {
        let open_clause = self
            .stack
            .iter()
            .rev()
            .find(|open| open.rank == CLAUSE_RANK)
            .map(|open| open.node)
            .or(pending.clause);
        let wanted = if self.has_clauses(pending) { CLAUSE_RANK } else { SECTION_RANK };
        let mut clauses: Vec<(String, Option<usize>)> = Vec::new();
        let open = match open_clause {
            Some(clause) => Some(clause),
            None if wanted == SECTION_RANK => {
                self.stack.iter().rev().find(|o| o.rank <= SECTION_RANK).map(|o| o.node)
            }
            None => None,
        };
        let fits = |node: &usize| {
            mark.scheme != Scheme::Item
                || self.numbering.last_under(*node, Scheme::Item).is_none_or(|last| mark.value > last)
        };
        let id_of = |node: usize| self.nodes.get(node).map(|n| n.id.clone()).unwrap_or_default();
        clauses.extend(open.filter(fits).map(|node| (id_of(node), Some(node))));
        let swallowed = pending.elided.iter().filter(|(_, rank)| *rank == wanted);
        clauses.extend(swallowed.map(|(node, _)| (id_of(*node), Some(*node))));
        let listed = self.annex.is_none()
            && self
                .listed
                .listed_ranks
                .get(&self.document)
                .is_some_and(|r| r.get(usize::from(wanted)) == Some(&true));
        if wanted == SECTION_RANK && open_clause.is_none() {
            // Items directly under a section: only a list that names swallowed sections leaves a choice.
            let doubt = !pending.elided.is_empty();
            if !doubt {
                clauses.clear();
            }
            return Options { clauses, closed: true };
        }
        if listed {
            return Options { clauses, closed: true };
        }
        let inferred = self.inferred(index);
        let closed = inferred.is_some();
        clauses.extend(inferred.unwrap_or_default().into_iter().map(|id| (id, None)));
        Options { clauses, closed }
    }

    /// Ids of the clauses that the next clause number leaves room for; none if it says nothing.
    fn inferred(&self, index: usize) -> Option<Vec<String>> {
        let mark_at = |raw: usize| match self.raws.get(raw).map(|r| &r.kind) {
            Some(RawKind::Numbered(mark)) => Some(mark),
            _ => None,
        };
        let last = self.numbering.last(Scheme::Clause)?;
        let section = self.stack.iter().rev().find(|open| open.rank <= SECTION_RANK);
        let mut head = self.listed.next_head.get(index).copied().flatten()?;
        let mut next = mark_at(head)?;
        if rank(next.scheme) <= SECTION_RANK {
            // (五) right under the next section: the numbers run through, so what lies between is ours.
            head = self.listed.next_head.get(head).copied().flatten()?;
            next = mark_at(head)?;
        }
        if next.scheme != Scheme::Clause || next.value <= last || next.value - last > MOST_INFERRED {
            return None;
        }
        let lead = section.and_then(|open| self.nodes.get(open.node)).map(|node| node.id.clone());
        let lead = lead.as_deref().unwrap_or(&self.prefix);
        Some(
            (last + 1..next.value)
                .map(|value| format!("{lead}{}", Mark { value, ..next.clone() }.label()))
                .collect(),
        )
    }
}
