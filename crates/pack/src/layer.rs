//! One pack folder, read but not yet laid over the pack it extends.

use crate::files::Files;
use crate::finding::{Code, Finding};
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
use crate::read::{Parsed, Reading, parse, text};
use crate::regions::RegionSet;
use crate::role::Role;
use crate::shelf::Shelf;
use crate::source::Located;

/// Everything the entries of a pack can be, on shelves. Used for one folder and for a whole `extends` chain.
#[derive(Debug, Default, Clone)]
pub(crate) struct Contents {
    /// Heads of the packs of the chain, the base first.
    pub(crate) heads: Vec<Located<Manifest>>,
    pub(crate) roles: Shelf<Role>,
    pub(crate) departments: Shelf<Department>,
    pub(crate) premises_kinds: Shelf<PremisesKind>,
    pub(crate) lists: Shelf<CodeList>,
    pub(crate) lifecycles: Shelf<Lifecycle>,
    pub(crate) checklists: Shelf<Checklist>,
    pub(crate) clocks: Shelf<StatutoryClock>,
    pub(crate) documents: Shelf<Document>,
    pub(crate) signatures: Shelf<Signature>,
    pub(crate) thresholds: Shelf<Threshold>,
    pub(crate) duties: Shelf<Duty>,
    pub(crate) measures: Shelf<MeasurePack>,
    pub(crate) organisations: Shelf<OrganisationTemplate>,
    pub(crate) work_points: Shelf<WorkPoints>,
    pub(crate) notices: Shelf<HolidayNotice>,
    pub(crate) crosswalk: Shelf<CrosswalkRow>,
    pub(crate) regions: RegionSet,
}

/// One pack folder.
pub(crate) struct Layer {
    pub(crate) manifest: Located<Manifest>,
    pub(crate) contents: Contents,
}

/// Folders whose files belong to other rooms: each room registers the checker of its own files.
pub(crate) const FOREIGN_FOLDERS: &[&str] = &["gb35181"];

impl Layer {
    /// Reads one pack folder.
    pub(crate) fn read(files: &Files, name: &str, reading: &mut Reading) -> Option<Self> {
        let manifest = read_manifest(files, name, reading)?;
        let mut contents = Contents::default();
        for (path, _) in files.of_pack(name) {
            let full = format!("{name}/{path}");
            if belongs_elsewhere(path) {
                continue;
            }
            let Some(kind) = FileKind::of(path) else {
                let finding = Finding::on_file(&full, Code::UnknownFile, "规则包中没有这种文件");
                reading
                    .findings
                    .push(finding.with_hint("文件名写错时内容不会生效；说明文字请写在 .md 文件中"));
                continue;
            };
            if kind == FileKind::Regions {
                contents.read_regions(files, &full, reading);
            }
            if matches!(kind, FileKind::Manifest | FileKind::Regions) {
                continue;
            }
            let Some(text) = text(files, &full, reading) else { continue };
            if let Some(parsed) = parse(&full, text, reading) {
                contents.read(kind, parsed, reading);
            }
        }
        contents.heads.push(manifest.clone());
        contents.report_codes(&mut reading.findings);
        Some(Self { manifest, contents })
    }
}

fn read_manifest(files: &Files, name: &str, reading: &mut Reading) -> Option<Located<Manifest>> {
    let path = format!("{name}/pack.toml");
    let text = text(files, &path, reading)?;
    let manifest: Located<Manifest> = parse(&path, text, reading)?.whole(reading)?;
    if manifest.value.name != name {
        let message = format!("名称“{}”与文件夹“{name}”不一致", manifest.value.name);
        reading.findings.push(manifest.spot.key("name").finding(Code::Inconsistent, message));
    }
    Some(manifest)
}

fn belongs_elsewhere(path: &str) -> bool {
    let is_note = path.rsplit_once('.').is_some_and(|(_, extension)| extension == "md");
    is_note || path.split_once('/').is_some_and(|(folder, _)| FOREIGN_FOLDERS.contains(&folder))
}

/// The kinds of file a pack may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Manifest,
    Roles,
    Departments,
    PremisesKinds,
    Clocks,
    Documents,
    Signatures,
    Thresholds,
    Duties,
    Calendar,
    Organisations,
    WorkPoints,
    Crosswalk,
    List,
    Lifecycle,
    Checklist,
    Measure,
    Regions,
}

impl FileKind {
    fn of(path: &str) -> Option<Self> {
        Some(match path {
            "pack.toml" => Self::Manifest,
            "roles.toml" => Self::Roles,
            "departments.toml" => Self::Departments,
            "premises_kinds.toml" => Self::PremisesKinds,
            "clocks.toml" => Self::Clocks,
            "documents.toml" => Self::Documents,
            "signatures.toml" => Self::Signatures,
            "thresholds.toml" => Self::Thresholds,
            "duties.toml" => Self::Duties,
            "calendar.toml" => Self::Calendar,
            "organisations.toml" => Self::Organisations,
            "work_points.toml" => Self::WorkPoints,
            "crosswalk.toml" => Self::Crosswalk,
            _ => match path.split_once('/')? {
                ("regions", "regions.bin" | "regions.txt") => Self::Regions,
                (folder, file) if file.strip_suffix(".toml").is_some_and(|stem| !stem.contains('/')) => {
                    match folder {
                        "lists" => Self::List,
                        "lifecycles" => Self::Lifecycle,
                        "checklists" => Self::Checklist,
                        "measures" => Self::Measure,
                        _ => return None,
                    }
                }
                _ => return None,
            },
        })
    }
}

impl Contents {
    fn read(&mut self, kind: FileKind, parsed: Parsed<'_>, reading: &mut Reading) {
        match kind {
            FileKind::Roles => self.roles.extend(parsed.list("role", reading)),
            FileKind::Departments => self.departments.extend(parsed.list("department", reading)),
            FileKind::PremisesKinds => self.premises_kinds.extend(parsed.list("premises_kind", reading)),
            FileKind::Clocks => self.clocks.extend(parsed.list("clock", reading)),
            FileKind::Documents => self.documents.extend(parsed.list("document", reading)),
            FileKind::Signatures => self.signatures.extend(parsed.list("signature", reading)),
            FileKind::Thresholds => self.thresholds.extend(parsed.list("threshold", reading)),
            FileKind::Duties => self.duties.extend(parsed.list("duty", reading)),
            FileKind::Calendar => self.notices.extend(parsed.list("notice", reading)),
            FileKind::Organisations => self.organisations.extend(parsed.list("organisation", reading)),
            FileKind::Crosswalk => self.crosswalk.extend(parsed.list("row", reading)),
            FileKind::WorkPoints => self.work_points.extend(parsed.whole(reading)),
            FileKind::List => self.lists.extend(parsed.whole(reading)),
            FileKind::Lifecycle => self.lifecycles.extend(parsed.whole(reading)),
            FileKind::Checklist => self.checklists.extend(parsed.whole(reading)),
            FileKind::Measure => self.measures.extend(parsed.whole(reading)),
            FileKind::Manifest | FileKind::Regions => {}
        }
    }

    fn read_regions(&mut self, files: &Files, path: &str, reading: &mut Reading) {
        let read = if path.ends_with(".bin") {
            RegionSet::from_packed(files.get(path).unwrap_or_default())
        } else {
            let Some(text) = text(files, path, reading) else { return };
            RegionSet::from_text(text)
        };
        match read {
            Ok(regions) => self.regions = self.regions.overlaid(&regions),
            Err(errors) => {
                for error in errors {
                    let finding = Finding::on_file(path, Code::Regions, error.reason);
                    reading.lose(Finding { line: error.line, ..finding });
                }
            }
        }
    }

    fn report_codes(&self, findings: &mut Vec<Finding>) {
        self.roles.report_codes(findings);
        self.departments.report_codes(findings);
        self.premises_kinds.report_codes(findings);
        self.lists.report_codes(findings);
        self.lifecycles.report_codes(findings);
        self.checklists.report_codes(findings);
        self.clocks.report_codes(findings);
        self.documents.report_codes(findings);
        self.signatures.report_codes(findings);
        self.thresholds.report_codes(findings);
        self.duties.report_codes(findings);
        self.measures.report_codes(findings);
        self.organisations.report_codes(findings);
        self.work_points.report_codes(findings);
        self.notices.report_codes(findings);
        self.crosswalk.report_codes(findings);
    }

    /// Lays a later pack over this one: entries with the same code are replaced, the others added.
    pub(crate) fn lay_over(&mut self, later: Self) {
        self.heads.extend(later.heads);
        self.roles.lay_over(later.roles);
        self.departments.lay_over(later.departments);
        self.premises_kinds.lay_over(later.premises_kinds);
        self.lists.lay_over(later.lists);
        self.lifecycles.lay_over(later.lifecycles);
        self.checklists.lay_over(later.checklists);
        self.clocks.lay_over(later.clocks);
        self.documents.lay_over(later.documents);
        self.signatures.lay_over(later.signatures);
        self.thresholds.lay_over(later.thresholds);
        self.duties.lay_over(later.duties);
        self.measures.lay_over(later.measures);
        self.organisations.lay_over(later.organisations);
        self.work_points.lay_over(later.work_points);
        self.notices.lay_over(later.notices);
        self.crosswalk.lay_over(later.crosswalk);
        if self.regions.is_empty() {
            self.regions = later.regions;
        } else if !later.regions.is_empty() {
            self.regions = self.regions.overlaid(&later.regions);
        }
    }
}
