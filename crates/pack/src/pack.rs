//! A loaded pack.

use crate::chain;
use crate::check::Checkers;
use crate::files::Files;
use crate::finding::Finding;
use crate::hash::content_hash;
use crate::layer::Contents;
use crate::lifecycle::Lifecycle;
use crate::model::calendar::HolidayNotice;
use crate::model::checklist::Checklist;
use crate::model::clock::StatutoryClock;
use crate::model::crosswalk::CrosswalkRow;
use crate::model::department::Department;
use crate::model::document::{Document, Signature};
use crate::model::duty::Duty;
use crate::model::list::CodeList;
use crate::model::manifest::Manifest;
use crate::model::measure::MeasurePack;
use crate::model::organisation::OrganisationTemplate;
use crate::model::premises::PremisesKind;
use crate::model::threshold::Threshold;
use crate::model::work::WorkPoints;
use crate::regions::RegionSet;
use crate::role::Role;
use std::collections::BTreeMap;

/// A jurisdiction pack with everything it inherits, checked: no reference in it leads nowhere.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The pack's own head.
    pub manifest: Manifest,
    /// Names of the packs it was laid over, the base first, its own name last.
    pub chain: Vec<String>,
    /// Lifecycles by kind of case.
    pub lifecycles: BTreeMap<String, PinnedLifecycle>,
    /// Roles in the order of the role cards.
    pub roles: Vec<Role>,
    /// Departments.
    pub departments: Vec<Department>,
    /// Kinds of premises.
    pub premises_kinds: Vec<PremisesKind>,
    /// Code lists by code.
    pub lists: BTreeMap<String, CodeList>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// Statutory clocks.
    pub clocks: Vec<StatutoryClock>,
    /// Papers.
    pub documents: Vec<Document>,
    /// Who signs which paper.
    pub signatures: Vec<Signature>,
    /// Figures that decide something.
    pub thresholds: Vec<Threshold>,
    /// Standing duties.
    pub duties: Vec<Duty>,
    /// Measure packs.
    pub measures: Vec<MeasurePack>,
    /// Bodies every region gets.
    pub organisations: Vec<OrganisationTemplate>,
    /// Work-points documents.
    pub work_points: Vec<WorkPoints>,
    /// Where each clause of the work points is met.
    pub crosswalk: Vec<CrosswalkRow>,
    /// Holiday notices beyond the built-in calendar.
    pub holiday_notices: Vec<HolidayNotice>,
    /// Regions.
    pub regions: RegionSet,
}

/// A lifecycle and the digest that running cases are pinned to.
#[derive(Debug, Clone, PartialEq)]
pub struct PinnedLifecycle {
    /// The lifecycle.
    pub lifecycle: Lifecycle,
    /// SM3 of its canonical JSON, 64 lower-case hexadecimal digits.
    pub content_hash: String,
}

impl Pack {
    /// Loads a pack and what it extends.
    ///
    /// All or nothing: a pack with any finding, here or in what it extends, does not load.
    ///
    /// # Errors
    /// Every finding, in file and line order.
    pub fn load(files: &Files, name: &str) -> Result<Self, Vec<Finding>> {
        Self::load_with(files, name, &Checkers::default())
    }

    /// Loads a pack, and lets the checkers of other rooms look at their own files too.
    ///
    /// # Errors
    /// Every finding, in file and line order.
    pub fn load_with(files: &Files, name: &str, checkers: &Checkers) -> Result<Self, Vec<Finding>> {
        let resolved = chain::resolve(files, name, checkers)?;
        Ok(Self::assemble(resolved.manifest, resolved.names, resolved.contents))
    }

    fn assemble(manifest: Manifest, chain: Vec<String>, contents: Contents) -> Self {
        let mut roles = contents.roles.values();
        roles.sort_by_key(|role| role.order);
        let pinned = contents.lifecycles.values().into_iter().map(|lifecycle| {
            let content_hash = content_hash(&lifecycle);
            (lifecycle.kind.clone(), PinnedLifecycle { lifecycle, content_hash })
        });
        Self {
            manifest,
            chain,
            lifecycles: pinned.collect(),
            roles,
            departments: contents.departments.values(),
            premises_kinds: contents.premises_kinds.values(),
            lists: contents.lists.values().into_iter().map(|list| (list.code.clone(), list)).collect(),
            checklists: contents.checklists.values(),
            clocks: contents.clocks.values(),
            documents: contents.documents.values(),
            signatures: contents.signatures.values(),
            thresholds: contents.thresholds.values(),
            duties: contents.duties.values(),
            measures: contents.measures.values(),
            organisations: contents.organisations.values(),
            work_points: contents.work_points.values(),
            crosswalk: contents.crosswalk.values(),
            holiday_notices: contents.notices.values(),
            regions: contents.regions,
        }
    }

    /// Name of the pack.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// Version of the pack.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.manifest.version
    }

    /// The lifecycle of a kind of case.
    #[must_use]
    pub fn lifecycle(&self, kind: &str) -> Option<&PinnedLifecycle> {
        self.lifecycles.get(kind)
    }

    /// The role with this code.
    #[must_use]
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }

    /// The department with this code.
    #[must_use]
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.departments.iter().find(|department| department.code == code)
    }

    /// The department that goes, or went, by this name.
    #[must_use]
    pub fn department_called(&self, name: &str) -> Option<&Department> {
        self.departments.iter().find(|department| department.is_called(name))
    }

    /// The kind of premises with this code.
    #[must_use]
    pub fn premises_kind(&self, code: &str) -> Option<&PremisesKind> {
        self.premises_kinds.iter().find(|kind| kind.code == code)
    }

    /// The code list with this code.
    #[must_use]
    pub fn list(&self, code: &str) -> Option<&CodeList> {
        self.lists.get(code)
    }

    /// Every checklist that fits a kind of premises, the general ones first.
    #[must_use]
    pub fn checklists_for(&self, kind: &str) -> Vec<&Checklist> {
        let group = self.premises_kind(kind).map_or("", |kind| kind.group.as_str());
        let mut fitting: Vec<_> =
            self.checklists.iter().filter(|checklist| checklist.fits(kind, group)).collect();
        fitting.sort_by_key(|checklist| !checklist.premises_kinds.iter().any(|kind| kind == "*"));
        fitting
    }

    /// The paper with this code.
    #[must_use]
    pub fn document(&self, code: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.code == code)
    }

    /// Roles that may sign a paper.
    pub fn signers_of<'a>(&'a self, document: &'a str) -> impl Iterator<Item = &'a Role> {
        let signs = move |signature: &&Signature| signature.documents.iter().any(|own| own == document);
        self.signatures.iter().filter(signs).filter_map(|signature| self.role(&signature.role))
    }

    /// The statutory clock with this code.
    #[must_use]
    pub fn clock(&self, code: &str) -> Option<&StatutoryClock> {
        self.clocks.iter().find(|clock| clock.code == code)
    }

    /// The figure with this code.
    #[must_use]
    pub fn threshold(&self, code: &str) -> Option<&Threshold> {
        self.thresholds.iter().find(|threshold| threshold.code == code)
    }
}
