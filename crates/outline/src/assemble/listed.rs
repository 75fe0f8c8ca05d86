//! The contents lists laid against the body: which headings the body holds, and where the others belong.

use crate::{
    contents::Matcher,
    raw::{Draft, RawKind},
};
use std::collections::{HashMap, hash_map::Entry};

/// A place in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A node of the body.
    Raw(usize),
    /// A contents entry the body lacks: list and entry.
    Elided(usize, usize),
}

/// The result of the comparison.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Body nodes and missing headings in document order.
    pub(super) order: Vec<Slot>,
    /// For every raw node: the contents entry it stands for.
    pub(super) entry_of: Vec<Option<(usize, usize)>>,
    /// For every raw node: the next raw node of the same document and annex numbered at clause rank or above.
    pub(super) next_head: Vec<Option<usize>>,
    /// Per document with a contents list: which ranks it names.
    pub(super) listed_ranks: HashMap<usize, [bool; 7]>,
    /// Per document: the last raw node that opens an annex with a number.
    pub(super) numbered_annex: HashMap<usize, usize>,
}

impl Listed {
    /// Compares every contents list with its document.
    pub(super) fn of(draft: &Draft) -> Self {
        let raws = &draft.raws;
        let mut after: Vec<Vec<Slot>> = vec![Vec::new(); raws.len()];
        let mut before: Vec<Vec<Slot>> = vec![Vec::new(); raws.len()];
        let mut end: Vec<(usize, Slot)> = Vec::new();
        let mut entry_of = vec![None; raws.len()];
        let mut listed_ranks: HashMap<usize, [bool; 7]> = HashMap::new();
        for (number, (document, list)) in draft.contents.iter().enumerate() {
            // A document has one contents list; a second one names tables or figures.
            let Entry::Vacant(ranks) = listed_ranks.entry(*document) else { continue };
            let ranks = ranks.insert([false; 7]);
            for entry in &list.entries {
                ranks
                    .get_mut(usize::from(super::rank(entry.mark.scheme)))
                    .into_iter()
                    .for_each(|r| *r = true);
            }
            let from = raws.partition_point(|raw| raw.document < *document);
            let mut matcher = Matcher::new(&list.entries);
            let mut gap = None;
            let mut last = None;
            for (index, raw) in raws.iter().enumerate().skip(from) {
                if raw.document != *document {
                    break;
                }
                if raw.in_annex {
                    continue;
                }
                last = Some(index);
                let mark = match &raw.kind {
                    RawKind::Gap(_) => {
                        gap = gap.or(Some(index));
                        continue;
                    }
                    RawKind::Numbered(mark) => mark,
                    _ => continue,
                };
                let heading = raw.heading.as_deref().unwrap_or(&raw.text);
                let Some(entry) = matcher.find(mark, heading, gap.is_some()) else { continue };
                let swallowed = (matcher.cursor..entry).map(|e| Slot::Elided(number, e));
                let slots = match gap {
                    Some(gap) => after.get_mut(gap),
                    None => before.get_mut(index),
                };
                slots.into_iter().for_each(|slots| slots.extend(swallowed.clone()));
                if let Some(slot) = entry_of.get_mut(index) {
                    *slot = Some((number, entry));
                }
                matcher.cursor = entry + 1;
                gap = None;
            }
            let rest = (matcher.cursor..list.entries.len()).map(|e| Slot::Elided(number, e));
            match gap.or(last) {
                Some(index) => after.get_mut(index).into_iter().for_each(|slots| slots.extend(rest.clone())),
                None => end.extend(rest.map(|slot| (*document, slot))),
            }
        }
        let mut order = Vec::with_capacity(raws.len());
        let mut end = end.into_iter().peekable();
        for (index, (before, after)) in before.into_iter().zip(after).enumerate() {
            let document = raws.get(index).map_or(0, |raw| raw.document);
            while let Some((_, slot)) = end.next_if(|(of, _)| *of < document) {
                order.push(slot);
            }
            order.extend(before);
            order.push(Slot::Raw(index));
            order.extend(after);
        }
        order.extend(end.map(|(_, slot)| slot));
        let numbered_annex = raws
            .iter()
            .enumerate()
            .filter(|(_, raw)| matches!(raw.kind, RawKind::Annex(Some(_))))
            .map(|(index, raw)| (raw.document, index))
            .collect();
        Self { order, entry_of, next_head: next_heads(draft), listed_ranks, numbered_annex }
    }
}

fn next_heads(draft: &Draft) -> Vec<Option<usize>> {
    let mut next_head = vec![None; draft.raws.len()];
    let mut next: Option<usize> = None;
    for (index, raw) in draft.raws.iter().enumerate().rev() {
        if matches!(raw.kind, RawKind::Annex(_) | RawKind::Title) {
            next = None;
        }
        if let Some(slot) = next_head.get_mut(index) {
            *slot = next;
        }
        if let RawKind::Numbered(mark) = &raw.kind
            && super::rank(mark.scheme) <= super::CLAUSE_RANK
        {
            next = Some(index);
        }
    }
    next_head
}
