//! Proves that a pack holds together before anybody works by it.
//!
//! The rules are applied to a pack together with everything it extends, so that a reference may lead into a pack
//! below. Each module holds the rules of one sort of entry; the lifecycle has two, one for what its entries say and
//! one ([`flow`]) that walks every situation a case can come into.

mod checklists;
mod crosswalk;
mod desk;
mod duties;
mod flow;
mod heads;
mod lifecycles;
mod organisations;
mod people;
mod places;
mod walk;
mod work;

use crate::chain;
use crate::files::Files;
use crate::finding::Finding;
use crate::layer::Contents;
use crate::vocabulary::Vocabulary;
use desk::Desk;

/// A checker that another room registers for its own files in a pack.
pub trait Checker: Send + Sync {
    /// Looks at the files of one pack and reports what is wrong.
    ///
    /// `pack` is the folder's name; its files are [`Files::of_pack`], and findings name the path below the folder of
    /// packs (`china/gb35181/2025.toml`).
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

    pub(crate) fn run(&self, files: &Files, pack: &str, findings: &mut Vec<Finding>) {
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
pub(crate) fn contents(contents: &Contents, vocabulary: Option<&Vocabulary>, findings: &mut Vec<Finding>) {
    let mut desk = Desk::new(contents, vocabulary, findings);
    heads::heads(&mut desk);
    people::roles(&mut desk);
    people::departments(&mut desk);
    places::premises_kinds(&mut desk);
    places::lists(&mut desk);
    places::thresholds(&mut desk);
    places::measures(&mut desk);
    duties::clocks(&mut desk);
    duties::documents(&mut desk);
    duties::signatures(&mut desk);
    duties::duties(&mut desk);
    duties::notices(&mut desk);
    checklists::checklists(&mut desk);
    organisations::organisations(&mut desk);
    work::work_points(&mut desk);
    crosswalk::crosswalk(&mut desk);
    for entry in contents.lifecycles.iter() {
        lifecycles::lifecycle(&mut desk, entry);
    }
}
