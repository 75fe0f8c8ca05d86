//! Acting on a case.

use super::ask::Addressee;
use super::load::Loaded;
use super::tell::Names;
use super::write::{Touched, changes, desk, event};
use crate::Engine;
use crate::answer::{Act, CaseDetail, DocumentView};
use crate::filter::MAJOR;
use crate::model::{CaseRecord, EventRecord, FileRecord};
use crate::port::Arrival;
use crate::repo::{cases, documents, events, files};
use crate::rules::{Effect, GivenFile, Input, RefusalKind, check_input, effect, guard, is_receipt};
use crate::schema::{DOCUMENT, FILE};
use chrono::Datelike;
use kernel::id::{CaseId, FileId, OrgId, PostId};
use kernel::problem::{FieldProblem, Problem};
use pack::lifecycle::{Action, Field, FieldType, Lifecycle};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use store::{CallerPost, Ctx};

impl Engine {
    /// Does an action and answers the case as it is then.
    ///
    /// # Errors
    /// 404 outside the caller's scope; 403 with every reason when the person may not; 409 with the current state when the
    /// case has moved on or its state does not allow it; 422 with the fields at fault.
    pub async fn act(&self, ctx: &Ctx, id: CaseId, act: Act) -> Result<CaseDetail, Problem> {
        let loaded = self.load(ctx, id).await?;
        self.perform(ctx, loaded, act).await?;
        self.detail(ctx, id).await
    }

    async fn perform(&self, ctx: &Ctx, loaded: Loaded, act: Act) -> Result<(), Problem> {
        let unknown = || Problem::invalid(vec![FieldProblem::new("/action", "choice", "没有这个操作")]);
        let lifecycle = std::sync::Arc::clone(&loaded.lifecycle);
        let action = lifecycle.action(&act.action).ok_or_else(unknown)?;
        let snapshot = loaded.snapshot();
        let verdict = guard(&lifecycle, &snapshot, &ctx.caller, action, &self.words);
        let personal = verdict.refusals.iter().any(|refusal| refusal.kind == RefusalKind::Person);
        if act.version != loaded.case.version && !personal {
            return Err(self.conflict(ctx, &loaded, act.version).await?);
        }
        if let Some(problem) = verdict.problem(loaded.current(&[])) {
            return Err(problem);
        }
        let Some(post) = verdict.post else { return Err(Problem::forbidden("没有可以办理的岗位")) };

        sized(&act)?;
        let fields = fields(action, &act);
        let mut act = act;
        act.evidence.extend(new_files(action, &fields, &act.evidence));
        let stored = files::by_ids(ctx, &act.evidence).await?;
        let mut evidence: Vec<GivenFile> =
            act.evidence.iter().map(|id| given(ctx, &loaded.case, &stored, *id)).collect();
        let digests: Vec<String> = evidence.iter().map(|file| file.sm3.clone()).collect();
        let elsewhere = files::elsewhere(ctx, loaded.case.id, &digests).await?;
        for file in &mut evidence {
            file.elsewhere = elsewhere.contains_key(&file.sm3);
        }
        let input = Input { fields: &fields, evidence: &evidence, today: ctx.today() };
        let faults = check_input(&lifecycle, &snapshot, action, &input, &self.rules.lists);
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        self.check_bodies(ctx, &action.fields, &fields).await?;
        let addressees = self.addressees(ctx, &loaded.case, action, &fields).await?;
        let effect = effect(&lifecycle, &snapshot, action, &fields, ctx.now, &self.calendar)?;
        let after = self.after(ctx, &loaded, &effect, action, &fields).await?;
        self.write(ctx, &loaded, after, &effect, Deed { action, post, fields, act, addressees }).await
    }

    /// The header row after an effect.
    async fn after(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        effect: &Effect,
        action: &Action,
        fields: &Map<String, Value>,
    ) -> Result<CaseRecord, Problem> {
        let mut case = loaded.case.clone();
        case.state.clone_from(&effect.to);
        case.state_class = effect.class;
        case.previous_state.clone_from(&effect.previous_state);
        case.due_date = effect.due.map(|(date, _)| date);
        case.due_provisional = effect.due.is_some_and(|(_, provisional)| provisional);
        case.round = effect.round;
        case.version += 1;
        case.major = (case.major || effect.sets.iter().any(|mark| mark == MAJOR))
            && !effect.clears.iter().any(|mark| mark == MAJOR);
        match (loaded.case.is_open(), case.is_open()) {
            (true, false) => {
                case.closed_at = Some(ctx.now);
                case.closed_on = Some(ctx.today());
            }
            (false, true) => {
                case.closed_at = None;
                case.closed_on = None;
                case.historical = false;
            }
            _ => {}
        }
        if effect.moved {
            case.last_actor = ctx.caller.user;
        }
        // A field of the action that the case form also has corrects the form.
        for field in
            action.fields.iter().filter(|field| loaded.lifecycle.fields.iter().any(|f| f.code == field.code))
        {
            if let Some(value) = fields.get(&field.code) {
                case.fields.insert(field.code.clone(), value.clone());
            }
        }
        case.class = case.fields.get("class").and_then(Value::as_str).map(str::to_owned);
        if let Some(to) = effect.transfer {
            case.owner_role = Some(self.receiver(ctx, &loaded.lifecycle, &case, action, to).await?);
            case.owner_post = Some(to);
        }
        Ok(case)
    }

    /// The role of the post a case is handed to. The post must reach the case, or it would vanish from every inbox.
    async fn receiver(
        &self,
        ctx: &Ctx,
        lifecycle: &Lifecycle,
        case: &CaseRecord,
        action: &Action,
        to: PostId,
    ) -> Result<String, Problem> {
        let code =
            action.fields.iter().find(|field| field.kind == FieldType::Post).map_or("to_post", |f| &f.code);
        let refuse = |message: &str| {
            Problem::invalid(vec![FieldProblem::new("", "post", message).below(code).below("fields")])
        };
        let card = self.directory.post(ctx, to).await?.ok_or_else(|| refuse("没有这个岗位"))?;
        if !card.grant.covers(&case.place().columns()) {
            return Err(refuse("接收岗位的管辖范围不含本事项所在地或行业"));
        }
        if case.owner_post == Some(to) {
            return Err(refuse("本事项已在该岗位"));
        }
        // Whoever cannot sign for it would hold it, and its clocks, for ever.
        let mut receipts = lifecycle
            .actions
            .iter()
            .filter(|next| next.from.contains(&case.state) && is_receipt(lifecycle, &case.state, next))
            .peekable();
        if receipts.peek().is_some() && !receipts.any(|next| next.roles.contains(&card.role)) {
            return Err(refuse("接收岗位的角色不能签收本事项"));
        }
        Ok(card.role)
    }

    async fn write(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        mut after: CaseRecord,
        effect: &Effect,
        deed: Deed<'_>,
    ) -> Result<(), Problem> {
        let before = &loaded.case;
        let event = deed.event(ctx, loaded, &after, effect);
        if effect.moved {
            after.last_event = Some(event.id);
        }
        // First the row itself: it takes the lock, and says whether somebody was faster.
        if !cases::update(ctx, &after, desk(&loaded.lifecycle, &after), before.version).await? {
            let now = cases::one(ctx, before.id).await?.ok_or_else(|| Problem::not_found("该事项"))?;
            let now = self.complete(ctx, now).await?;
            return Err(self.conflict(ctx, &now, before.version).await?);
        }
        let mut touched = self
            .write_effect(ctx, after.id, &loaded.lifecycle, effect, &loaded.marks, &loaded.clocks)
            .await?;
        for file in &deed.act.evidence {
            files::rely_on(ctx, *file, after.id, event.id).await?;
            touched.push((&FILE, file.as_uuid()));
        }
        if let Some(code) = &effect.document {
            self.issue(ctx, &after, &event, code, &mut touched).await?;
        }
        self.register(ctx, &after, &event, deed.action, &mut touched).await?;
        let step = (event.id, after.state.as_str(), after.is_open());
        let given = (&deed.addressees[..], &deed.fields);
        self.write_requests(ctx, loaded, deed.action, step, given, &mut touched).await?;
        self.conclude(ctx, Some(before), &after, &event, touched).await?;
        self.arrived(ctx, &arrival(&after, &deed.action.code, Some(&before.state), &deed.fields)).await?;
        let next = Loaded { case: after, ..loaded.clone() };
        self.tell_asked(ctx, &next, deed.action, &deed.addressees, &deed.fields).await?;
        self.tell_next(ctx, &next, effect, &deed).await
    }

    /// Registers the papers that the actor gives with their own title, number and day.
    async fn register(
        &self,
        ctx: &Ctx,
        case: &CaseRecord,
        event: &EventRecord,
        action: &Action,
        touched: &mut Touched,
    ) -> Result<(), Problem> {
        for field in action.fields.iter().filter(|field| field.kind == FieldType::Document) {
            let Some(paper) = event.fields.get(&field.code) else { continue };
            let part = |key: &str| paper.get(key).and_then(Value::as_str).map(str::trim).unwrap_or_default();
            let code = format!("{}.{}", case.kind, field.code);
            let (number, title) = (part("number").to_owned(), part("title").to_owned());
            if documents::number_taken(ctx, &code, &number).await? {
                let fault = FieldProblem::new("", "taken", format!("文号“{number}”已被使用"));
                return Err(Problem::invalid(vec![fault.below(&field.code).below("fields")]));
            }
            let issued_on = paper.get("date").and_then(crate::rules::date).unwrap_or_else(|| ctx.today());
            let view = DocumentView { code, title, number, issued_on };
            touched.push((&DOCUMENT, documents::insert(ctx, case.id, event.id, &view).await?));
        }
        Ok(())
    }

    /// Whether the organisations and posts that a form names exist.
    pub(super) async fn check_bodies(
        &self,
        ctx: &Ctx,
        defs: &[Field],
        values: &Map<String, Value>,
    ) -> Result<(), Problem> {
        let mut faults = Vec::new();
        for field in defs.iter().filter(|field| {
            matches!(field.kind, FieldType::Organisation | FieldType::Organisations | FieldType::Posts)
        }) {
            for (index, text) in ids(values.get(&field.code)).into_iter().enumerate() {
                let known = match field.kind {
                    FieldType::Posts => match text.parse() {
                        Ok(id) => self.directory.post(ctx, id).await?.is_some(),
                        Err(_) => false,
                    },
                    _ => match text.parse::<OrgId>() {
                        Ok(id) => {
                            !self.directory.organisation_names(ctx, &[id], ctx.today()).await?.is_empty()
                        }
                        Err(_) => false,
                    },
                };
                if !known {
                    let fault =
                        FieldProblem::new("", "unknown", format!("{}：没有这个单位或岗位", field.label));
                    let fault = if field.kind == FieldType::Organisation {
                        fault
                    } else {
                        fault.below(&index.to_string())
                    };
                    faults.push(fault.below(&field.code).below("fields"));
                }
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
    }

    async fn issue(
        &self,
        ctx: &Ctx,
        case: &CaseRecord,
        event: &EventRecord,
        code: &str,
        touched: &mut Touched,
    ) -> Result<(), Problem> {
        let paper = self.rules.documents.get(code);
        let title = paper.map_or_else(|| event.action_name.clone(), |paper| paper.title.clone());
        let typed =
            event.fields.iter().find(|(field, _)| field.ends_with("_number")).and_then(|(field, value)| {
                value
                    .as_str()
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
                    .map(|text| (field.clone(), text.to_owned()))
            });
        let number = match typed {
            Some((field, number)) => {
                if documents::number_taken(ctx, code, &number).await? {
                    let fault = FieldProblem::new("", "taken", format!("文书编号“{number}”已被使用"));
                    return Err(Problem::invalid(vec![fault.below(&field).below("fields")]));
                }
                number
            }
            None => self.next_number(ctx, code).await?,
        };
        let view = DocumentView { code: code.to_owned(), title, number, issued_on: ctx.today() };
        touched.push((&DOCUMENT, documents::insert(ctx, case.id, event.id, &view).await?));
        Ok(())
    }

    async fn next_number(&self, ctx: &Ctx, code: &str) -> Result<String, Problem> {
        let year = ctx.today().year();
        loop {
            let plain = cases::number(ctx, &format!("paper:{code}"), year).await?;
            let sequence = plain.rsplit('-').next().and_then(|text| text.parse().ok()).unwrap_or(1);
            let number = self
                .rules
                .documents
                .get(code)
                .and_then(|paper| {
                    paper.numbered(&self.settings.authority, &self.settings.office, year, sequence)
                })
                .unwrap_or_else(|| format!("{year}-{sequence}"));
            // A number typed by hand earlier is stepped over.
            if !documents::number_taken(ctx, code, &number).await? {
                return Ok(number);
            }
        }
    }

    async fn tell_next(
        &self,
        ctx: &Ctx,
        next: &Loaded,
        effect: &Effect,
        deed: &Deed<'_>,
    ) -> Result<(), Problem> {
        let mut posts: BTreeSet<PostId> = BTreeSet::new();
        if effect.moved {
            posts
                .extend(self.owners(ctx, &next.lifecycle, &next.case).await?.into_iter().map(|card| card.id));
        }
        if !deed.action.notifies.is_empty() {
            let past = events::of_case(ctx, next.case.id).await?;
            let named = past.iter().filter(|event| deed.action.notifies.contains(&event.action));
            posts.extend(named.filter_map(|event| event.post_id));
        }
        posts.remove(&deed.post.id);
        if posts.is_empty() {
            return Ok(());
        }
        let mut names = Names::default();
        let about = self.about(ctx, next, &mut names).await?;
        let (title, text) = about.arrived(&deed.action.name, &ctx.caller.name);
        let paste = about.chase(&[], &super::chase::asked(next));
        self.tell(ctx, &next.case, &posts, (&title, &text), &paste).await
    }

    /// 409 with the state as it is and what changed since the version the actor saw.
    async fn conflict(&self, ctx: &Ctx, loaded: &Loaded, version: i64) -> Result<Problem, Problem> {
        let changed = events::changes_since(ctx, loaded.case.id, version).await?;
        Ok(Problem::conflict("事项已被他人更新，请查看最新情况后再办理", loaded.current(&changed)))
    }
}

/// An action with what was given.
struct Deed<'a> {
    action: &'a Action,
    post: &'a CallerPost,
    fields: Map<String, Value>,
    act: Act,
    addressees: Vec<Addressee>,
}

/// What the rooms above are told.
pub(super) fn arrival(
    case: &CaseRecord,
    action: &str,
    from: Option<&str>,
    given: &Map<String, Value>,
) -> Arrival {
    Arrival {
        case: case.id,
        number: case.number.clone(),
        kind: case.kind.clone(),
        title: case.title.clone(),
        action: action.to_owned(),
        from: from.map(str::to_owned),
        to: case.state.clone(),
        class: case.state_class,
        fields: case.fields.clone(),
        given: given.clone(),
        source: case.source_kind.clone().zip(case.source_id),
        region: case.region,
        subject: case.subject_kind.clone().zip(case.subject_id),
    }
}

/// Ids a field holds, one or several.
pub(super) fn ids(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text.as_str()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Files named in fields of the action and not yet among its evidence: they are proof like the others.
fn new_files(action: &Action, fields: &Map<String, Value>, given: &[FileId]) -> Vec<FileId> {
    let wanted = action.fields.iter().filter(|field| field.kind == FieldType::File);
    let named = wanted.filter_map(|field| fields.get(&field.code)?.as_str()?.parse::<FileId>().ok());
    named.filter(|id| !given.contains(id)).collect()
}

impl Deed<'_> {
    fn event(&self, ctx: &Ctx, loaded: &Loaded, after: &CaseRecord, effect: &Effect) -> EventRecord {
        let people = self.action.fields.iter().find(|field| field.kind == FieldType::People);
        let note = self.act.note.clone().filter(|note| !note.trim().is_empty());
        let note = note.or_else(|| self.fields.get("note").and_then(Value::as_str).map(str::to_owned));
        EventRecord {
            from_state: Some(loaded.case.state.clone()),
            to_state: Some(after.state.clone()),
            fields: self.fields.clone(),
            note,
            people: people.and_then(|field| self.fields.get(&field.code).cloned()),
            changes: changes(&loaded.case, after, effect, &loaded.marks),
            undoes: if effect.undoes_last { loaded.case.last_event } else { None },
            ..event(ctx, after, (&self.action.code, &self.action.name), Some(self.post))
        }
    }
}

/// Most files one action relies on.
pub(super) const MOST_FILES: usize = 100;
/// Longest free text.
const LONGEST_NOTE: usize = 10_000;

/// Refuses what no form sends, before anything is looked up.
fn sized(act: &Act) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if act.evidence.len() > MOST_FILES {
        faults.push(FieldProblem::new("/evidence", "max", format!("一次最多{MOST_FILES}个文件")));
    }
    if act.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        faults.push(FieldProblem::new("/note", "max", format!("最多{LONGEST_NOTE}个字")));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// The values given, without blanks; the free text fills a field of that name that was left empty.
fn fields(action: &Action, act: &Act) -> Map<String, Value> {
    let mut fields = act.fields.clone();
    if let Some(note) = act.note.as_ref().filter(|note| !note.trim().is_empty())
        && action.fields.iter().any(|field| field.code == "note")
        && crate::rules::is_blank(fields.get("note"))
    {
        fields.insert("note".into(), Value::String(note.clone()));
    }
    fields.retain(|_, value| !crate::rules::is_blank(Some(value)));
    fields
}

pub(super) fn given(ctx: &Ctx, case: &CaseRecord, stored: &[FileRecord], id: FileId) -> GivenFile {
    let file = stored.iter().find(|file| file.id == id);
    let ours = file.filter(|file| match file.case_id {
        Some(of) => of == case.id,
        None => file.uploaded_by.is_some() && file.uploaded_by == ctx.caller.user,
    });
    GivenFile {
        id,
        stage: ours.map(|file| file.stage.clone()),
        used: ours.is_some_and(|file| file.event_id.is_some()),
        sm3: ours.map_or_else(String::new, |file| file.sm3.clone()),
        uploaded_by: ours.and_then(|file| file.uploaded_by),
        elsewhere: false,
    }
}
