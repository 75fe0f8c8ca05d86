//! Opening a case.

use super::act::{MOST_FILES, arrival};
use super::load::Loaded;
use super::tell::Names;
use super::write::{desk, event};
use crate::Engine;
use crate::answer::{CaseDetail, OpenCase};
use crate::filter::MAJOR;
use crate::model::{CasePlace, CaseRecord, Named, Subject};
use crate::port::Premises;
use crate::repo::{cases, clocks, files, marks};
use crate::rules::{Effect, check_fields, opening_effect};
use crate::schema::FILE;
use chrono::Datelike;
use kernel::id::{CaseId, FileId, PostId, UnitId};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use kernel::text::normalise;
use pack::lifecycle::{About, Lifecycle};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{CallerPost, Ctx};
use uuid::Uuid;

/// Permission to open cases.
const OPEN: &str = "case.open";
/// Longest title, characters.
const LONGEST_TITLE: usize = 100;

/// A case about to be opened.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// What it is about.
    pub subject: Option<Subject>,
    /// Where it lies, when it has no subject.
    pub region: Option<RegionCode>,
    /// Values of the case form.
    pub fields: Map<String, Value>,
    /// Marks known from the start; the lifecycle must know them.
    pub marks: Vec<String>,
    /// Suggested judgement (判定建议); starts no clock.
    pub suggestion: Option<Value>,
    /// Edition of the rules the case is judged by.
    pub edition: Option<String>,
    /// What opened it: a word and an id.
    pub source: Option<(String, Uuid)>,
    /// Evidence sent before.
    pub evidence: Vec<FileId>,
    /// Sector, when there is no subject to have one.
    pub sector: Option<String>,
    /// Post that is to work on it (承办岗位); none hands it to the roles that own the first state.
    pub owner: Option<PostId>,
}

impl NewCase {
    /// A case of a kind with nothing filled in.
    #[must_use]
    pub fn new(kind: &str, title: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            title: title.to_owned(),
            subject: None,
            region: None,
            fields: Map::new(),
            marks: Vec::new(),
            suggestion: None,
            edition: None,
            source: None,
            evidence: Vec::new(),
            sector: None,
            owner: None,
        }
    }

    pub(super) fn place(&self) -> Result<CasePlace, Problem> {
        match (&self.subject, self.region) {
            (Some(subject), _) => Ok(CasePlace {
                region: subject.region,
                unit: subject.unit.as_ref().map(|unit| UnitId::from_uuid(unit.id)),
                sector: subject.sector.clone(),
            }),
            (None, Some(region)) => Ok(CasePlace { region, unit: None, sector: self.sector.clone() }),
            (None, None) => Err(Problem::invalid(vec![FieldProblem::required("/premises_id")])),
        }
    }
}

impl Engine {
    /// Opens a case by hand.
    ///
    /// # Errors
    /// 422 on bad input, 403 when the place is not the caller's to open cases in, 404 for unknown premises.
    pub async fn open_by_hand(
        &self,
        ctx: &Ctx,
        premises: &dyn Premises,
        input: OpenCase,
    ) -> Result<CaseDetail, Problem> {
        let subject = match input.premises_id {
            None => None,
            Some(id) => Some(premises.subject(ctx, id).await?.ok_or_else(|| Problem::not_found("该场所"))?),
        };
        let mut new = NewCase {
            subject,
            region: input.region,
            fields: input.fields,
            evidence: input.evidence,
            sector: input.sector.filter(|_| input.premises_id.is_none()),
            ..NewCase::new(&input.kind, &input.title)
        };
        let lifecycle = self.known_kind(ctx, &new.kind).await?;
        self.check_about(ctx, &lifecycle, &new).await?;
        let place = new.place()?;
        let columns = place.columns();
        // What the caller may not see is not there; what they see but may not open cases in is forbidden.
        if new.subject.is_some() && !ctx.caller.scope("premises.read").covers(&columns) {
            return Err(Problem::not_found("该场所"));
        }
        ctx.caller.require(OPEN)?;
        if !ctx.caller.scope(OPEN).covers(&columns) {
            return Err(Problem::forbidden("所选地点或行业不在您的岗位管辖范围内"));
        }
        let may = |post: &&CallerPost| {
            lifecycle.opening.roles.is_empty() || lifecycle.opening.roles.contains(&post.role)
        };
        let mut near = ctx.caller.posts_with(OPEN).filter(|post| post.grant.covers(&columns)).filter(may);
        let Some(post) = near.next() else {
            let names: Vec<&str> = lifecycle.opening.roles.iter().map(|role| self.words.role(role)).collect();
            return Err(Problem::forbidden(format!("“{}”须由{}登记", lifecycle.name, names.join("、"))));
        };
        if lifecycle.opening.keeps {
            new.owner = Some(post.id);
        }
        let id = self.open(ctx, new).await?;
        self.detail(ctx, id).await
    }

    /// Opens a case for a room that has authorised its own work, such as an inspection.
    ///
    /// # Errors
    /// 422 on bad input.
    pub async fn open(&self, ctx: &Ctx, new: NewCase) -> Result<CaseId, Problem> {
        let place = new.place()?;
        let lifecycle = self.known_kind(ctx, &new.kind).await?;
        let pinned = self.pinned(&new.kind).ok_or_else(unknown_kind)?;
        let mut faults = check_fields(&lifecycle.fields, &new.fields, ctx.today(), &self.rules.lists);
        faults.extend(title_fault(&new.title));
        if new.evidence.len() > MOST_FILES {
            faults.push(FieldProblem::new("/evidence", "max", format!("一次最多{MOST_FILES}个文件")));
            return Err(Problem::invalid(faults));
        }
        let evidence = self.own_files(ctx, &new.evidence, &mut faults).await?;
        let owner = match new.owner {
            None => None,
            Some(post) => self.directory.post(ctx, post).await?,
        };
        if new.owner.is_some() && owner.is_none() {
            faults.push(FieldProblem::new("/owner", "unknown", "没有这个承办岗位"));
        }
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        self.check_bodies(ctx, &lifecycle.fields, &new.fields).await?;
        let effect = opening_effect(&lifecycle, &new.marks, &new.fields, ctx.now, &self.calendar);
        let columns = place.columns();
        let post = ctx.caller.posts_with(OPEN).find(|post| post.grant.covers(&columns));
        let letters = lifecycle.opening.series.clone().unwrap_or_else(|| series(&new.kind));
        let number = cases::number(ctx, &letters, ctx.today().year()).await?;
        let mut case = header(ctx, &new, &place, &effect, number);
        case.pack.clone_from(&pinned.pack);
        case.lifecycle_hash.clone_from(&pinned.hash);
        (case.owner_post, case.owner_role) = owner.map(|card| (card.id, card.role)).unzip();
        self.store_new(ctx, case, &effect, post, &evidence).await
    }

    /// Whether the directory has a name for a region; an unknown code is at best its own name.
    async fn known_region(&self, ctx: &Ctx, region: RegionCode) -> Result<bool, Problem> {
        let names = self.directory.region_names(ctx, &[region]).await?;
        Ok(names.get(&region).is_some_and(|found| found.name != region.to_string()))
    }

    async fn known_kind(&self, ctx: &Ctx, kind: &str) -> Result<Arc<Lifecycle>, Problem> {
        let pinned = self.pinned(kind).ok_or_else(unknown_kind)?;
        self.lifecycle(ctx, &pinned.hash).await
    }

    /// Whether the case is about what its kind is about, in a region and a sector that exist.
    async fn check_about(&self, ctx: &Ctx, lifecycle: &Lifecycle, new: &NewCase) -> Result<(), Problem> {
        let mut faults = Vec::new();
        match (lifecycle.opening.about, &new.subject) {
            (About::Premises, None) => faults.push(FieldProblem::required("/premises_id")),
            (About::Region, Some(_)) => {
                let message = format!("“{}”不针对单个场所，请选择所在区域", lifecycle.name);
                faults.push(FieldProblem::new("/premises_id", "unexpected", message));
            }
            _ => {}
        }
        if let (None, Some(region)) = (&new.subject, new.region)
            && !self.known_region(ctx, region).await?
        {
            faults.push(FieldProblem::new("/region", "unknown", format!("没有行政区划“{region}”")));
        }
        let sectors = self.rules.lists.get("sectors");
        if let Some(sector) = new.sector.as_ref().filter(|_| new.subject.is_none())
            && sectors.is_some_and(|list| !list.contains_key(sector))
        {
            faults.push(FieldProblem::new("/sector", "choice", format!("没有行业“{sector}”")));
        }
        if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
    }

    async fn own_files(
        &self,
        ctx: &Ctx,
        ids: &[FileId],
        faults: &mut Vec<FieldProblem>,
    ) -> Result<Vec<FileId>, Problem> {
        let found = files::by_ids(ctx, ids).await?;
        for (index, id) in ids.iter().enumerate() {
            let own = found.iter().any(|file| {
                file.id == *id
                    && file.case_id.is_none()
                    && file.event_id.is_none()
                    && file.uploaded_by == ctx.caller.user
            });
            if !own {
                let fault = FieldProblem::new("", "unknown", "没有这个待用的文件");
                faults.push(fault.below(&index.to_string()).below("evidence"));
            }
        }
        Ok(found.into_iter().map(|file| file.id).collect())
    }

    async fn store_new(
        &self,
        ctx: &Ctx,
        mut case: CaseRecord,
        effect: &Effect,
        post: Option<&CallerPost>,
        evidence: &[FileId],
    ) -> Result<CaseId, Problem> {
        let lifecycle = self.lifecycle(ctx, &case.lifecycle_hash).await?;
        let mut event = event(ctx, &case, ("open", "登记"), post);
        event.to_state = Some(case.state.clone());
        event.fields.clone_from(&case.fields);
        case.last_event = Some(event.id);
        cases::insert(ctx, &case, desk(&lifecycle, &case)).await?;
        let mut touched = self.write_effect(ctx, case.id, &lifecycle, effect, &[], &[]).await?;
        for file in evidence {
            files::rely_on(ctx, *file, case.id, event.id).await?;
            touched.push((&FILE, file.as_uuid()));
        }
        self.conclude(ctx, None, &case, &event, touched).await?;
        self.arrived(ctx, &arrival(&case, "open", None, &case.fields)).await?;
        let id = case.id;
        let marks = marks::of_case(ctx, id).await?;
        let clocks = clocks::of_case(ctx, id).await?;
        let loaded = Loaded {
            case,
            lifecycle,
            marks,
            clocks,
            done: Vec::new(),
            asked: Vec::new(),
            today: ctx.today(),
        };
        let own = post.map(|post| post.id);
        let owners = self.owners(ctx, &loaded.lifecycle, &loaded.case).await?;
        let posts: BTreeSet<_> = owners.iter().map(|card| card.id).filter(|id| Some(*id) != own).collect();
        if !posts.is_empty() {
            let mut names = Names::default();
            let about = self.about(ctx, &loaded, &mut names).await?;
            let (title, text) = about.arrived("登记", &ctx.caller.name);
            self.tell(ctx, &loaded.case, &posts, (&title, &text), &about.chase(&[], &[])).await?;
        }
        Ok(id)
    }
}

fn unknown_kind() -> Problem {
    Problem::invalid(vec![FieldProblem::new("/kind", "choice", "没有这种事项")])
}

pub(super) fn title_fault(title: &str) -> Option<FieldProblem> {
    let title = title.trim();
    if normalise(title).is_empty() {
        return Some(FieldProblem::required("/title"));
    }
    let long = title.chars().count() > LONGEST_TITLE || title.contains(['\n', '\r']);
    long.then(|| FieldProblem::new("/title", "max", format!("标题须为一行，最多{LONGEST_TITLE}个字")))
}

fn header(ctx: &Ctx, new: &NewCase, place: &CasePlace, effect: &Effect, number: String) -> CaseRecord {
    CaseRecord {
        state: effect.to.clone(),
        state_class: effect.class,
        due_date: effect.due.map(|(date, _)| date),
        due_provisional: effect.due.is_some_and(|(_, provisional)| provisional),
        major: effect.sets.iter().any(|mark| mark == MAJOR),
        ..bare(ctx, new, place, number)
    }
}

/// The header row of a case in no state yet.
pub(super) fn bare(ctx: &Ctx, new: &NewCase, place: &CasePlace, number: String) -> CaseRecord {
    let unit: Option<&Named> = new.subject.as_ref().and_then(|subject| subject.unit.as_ref());
    CaseRecord {
        id: ctx.id::<CaseId>(),
        number,
        kind: new.kind.clone(),
        pack: String::new(),
        lifecycle_hash: String::new(),
        title: new.title.trim().to_owned(),
        state: String::new(),
        state_class: pack::lifecycle::StateClass::Open,
        previous_state: None,
        region: place.region,
        sector: place.sector.clone(),
        owner_post: None,
        owner_role: None,
        subject_kind: new.subject.as_ref().map(|subject| subject.kind.clone()),
        subject_id: new.subject.as_ref().map(|subject| subject.id),
        subject_name: new.subject.as_ref().map(|subject| subject.name.clone()),
        unit_id: place.unit,
        unit_name: unit.map(|unit| unit.name.clone()),
        due_date: None,
        due_provisional: false,
        edition: new.edition.clone(),
        fields: new.fields.clone(),
        suggestion: new.suggestion.clone(),
        source_kind: new.source.as_ref().map(|(kind, _)| kind.clone()),
        source_id: new.source.as_ref().map(|(_, id)| *id),
        class: new.fields.get("class").and_then(Value::as_str).map(str::to_owned),
        major: false,
        opened_at: ctx.now,
        closed_at: None,
        closed_on: None,
        last_actor: ctx.caller.user,
        last_event: None,
        version: 1,
        round: 1,
        historical: false,
    }
}

/// The letters of a kind in case numbers: its first letter and the next consonant, `hazard` gives `HZ`. Kinds that share
/// letters share one series, so a number is never given twice.
pub(crate) fn series(kind: &str) -> String {
    let mut letters = kind.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase());
    let first = letters.next().unwrap_or('X');
    let second = letters.find(|c| !"AEIOU".contains(*c)).unwrap_or('X');
    format!("{first}{second}")
}

#[cfg(test)]
mod tests {
    use super::series;

    #[test]
    fn a_kind_gives_two_letters() {
        for (kind, letters) in
            [("hazard", "HZ"), ("listing", "LS"), ("three_in_one", "TH"), ("a", "AX"), ("", "XX")]
        {
            assert_eq!(series(kind), letters, "{kind}");
        }
    }
}
