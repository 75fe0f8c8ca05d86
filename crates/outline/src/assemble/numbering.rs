//! Whether a number continues the ones before it.

use crate::number::{Mark, Scheme};
use std::collections::HashMap;

/// Last numbers seen in one document or annex.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Per node above (by index) and family.
    under: HashMap<(Option<usize>, Scheme), u32>,
    /// Per family, wherever it stands: clause numbers may run through the document.
    running: HashMap<Scheme, u32>,
}

impl Numbering {
    /// Whether `mark` is 1 or follows the one before, under its parent or running through.
    pub(super) fn continues(&self, parent: Option<usize>, mark: &Mark) -> bool {
        let follows = |last: Option<&u32>| last.is_some_and(|last| last + 1 == mark.value);
        mark.value == 1
            || follows(self.under.get(&(parent, mark.scheme)))
            || follows(self.running.get(&mark.scheme))
    }

    /// Records a number.
    pub(super) fn saw(&mut self, parent: Option<usize>, mark: &Mark) {
        self.under.insert((parent, mark.scheme), mark.value);
        self.running.insert(mark.scheme, mark.value);
    }

    /// Records a number whose place is unknown.
    pub(super) fn saw_somewhere(&mut self, mark: &Mark) {
        self.running.insert(mark.scheme, mark.value);
    }

    /// The last number of a family under a node.
    pub(super) fn last_under(&self, parent: usize, scheme: Scheme) -> Option<u32> {
        self.under.get(&(Some(parent), scheme)).copied()
    }

    /// The last number of a family anywhere.
    pub(super) fn last(&self, scheme: Scheme) -> Option<u32> {
        self.running.get(&scheme).copied()
    }
}
