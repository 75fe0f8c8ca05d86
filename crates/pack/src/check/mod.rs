//! Proves that a pack holds together before anybody works by it.

use crate::chain;
use crate::files::Files;
use crate::finding::Finding;
use crate::layer::Contents;

/// A checker that another room registers for its own files in a pack.
pub trait Checker: Send + Sync {
    /// Looks at the files of one pack (paths as `gb35181/2025.toml`) and reports what is wrong.
    /// `pack` is the folder's name, to be put before the path in the finding.
    fn check(&self, files: &Files, pack: &str, findings: &mut Vec<Finding>);
}

/// The registered checkers.
#[derive(Default)]
pub struct Checkers {
    checkers: Vec<Box<dyn Checker>>,
}

impl Checkers {
    /// Registers the checker of a room's own files.
    pub fn register(&mut self, checker: impl Checker + 'static) -> &mut Self {
        self.checkers.push(Box::new(checker));
        self
    }

    pub(crate) fn run(&self, files: &Files, pack: &str, _contents: &Contents, findings: &mut Vec<Finding>) {
        for checker in &self.checkers {
            checker.check(files, pack, findings);
        }
    }
}

/// Checks every pack in a folder of packs. An empty answer means that all of them load.
#[must_use]
pub fn check(files: &Files) -> Vec<Finding> {
    check_with(files, &Checkers::default())
}

/// Checks every pack, with the checkers of other rooms.
#[must_use]
pub fn check_with(files: &Files, checkers: &Checkers) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        files.pack_names().filter_map(|name| chain::resolve(files, name, checkers).err()).flatten().collect();
    findings.sort();
    findings.dedup();
    findings
}

/// Every rule over the merged contents of a chain.
pub(crate) fn contents(_contents: &Contents, _findings: &mut Vec<Finding>) {}
